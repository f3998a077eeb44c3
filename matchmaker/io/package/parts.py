"""The parts of a zipped workbook, read with care: nothing is evaluated, fetched or blown up."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import IO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from matchmaker.io.package.limits import Limits, TooLarge, Unsafe

MOST_PARTS = 10_000
LONGEST_TEXT = 1_000_000
"""Letters of one text; Excel allows 32,767."""
CHUNK = 1 << 16
"""Bytes that are read at once."""
LONGEST_TAG = 1_000_000
"""Bytes of one tag or comment: with every chunk the parser reads it from its beginning again."""
MOST_ATTRIBUTES = 100
"""Of one element; what is more counts as elements of its own."""
DEEPEST = 500
"""Elements within each other."""

Start = Callable[[str, Mapping[str, str]], None]
"""What to do where an element begins: its local name, and its attributes by local name."""
End = Callable[[str, str], None]
"""What to do where it ends: its local name, and the text in it since the last beginning."""


class Parts:
    """A zip file of XML.

    Parameters
    ----------
    content : bytes
        Of the file.
    limits : Limits
        The most that is read.
    """

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._archive = ZipFile(BytesIO(content))
        self._limits = limits
        self._parts = {info.filename: info for info in self._archive.infolist()}
        if len(self._parts) > MOST_PARTS:
            raise Unsafe
        self._read = 0

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._parts

    def head(self, part: str, length: int) -> bytes:
        """Get the first bytes of a part; none where there is no such part."""
        if part not in self._parts:
            return b""
        with self._archive.open(self._checked(part)) as file:
            return file.read(length)

    @property
    def entries(self) -> tuple[ZipInfo, ...]:
        """The parts as they are listed."""
        return tuple(self._parts.values())

    def content(self, part: str) -> bytes:
        """Get all of a part.

        Raises
        ------
        Unsafe, TooLarge
            If it should not be unpacked.
        """
        with self._archive.open(self._checked(part)) as file:
            return file.read()

    def weigh(self) -> None:
        """Unpack every part once, and keep nothing: another reader will not know our limits.

        Raises
        ------
        Unsafe, TooLarge
            If the file should not be read.
        """
        for part in self._parts:
            with self._archive.open(self._checked(part)) as file:
                while file.read(CHUNK):
                    pass
        self._read = 0

    def parse(self, part: str, start: Start, end: End) -> None:
        """Go through a part of XML from its beginning to its end.

        Raises
        ------
        Unsafe
            At a document type: entities in it can grow beyond all bounds, or name other files. At
            a tag that never ends, and at elements within each other without an end.
        TooLarge
            If there is too much of it.
        """
        with self._archive.open(self._checked(part)) as file:
            parse(file, start, end, self._limits)

    def _checked(self, part: str) -> ZipInfo:
        """Weigh a part before it is unpacked; no more than it declares is ever unpacked."""
        info = self._parts[part]
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise Unsafe
        self._read += info.file_size
        if self._read > self._limits.bytes:
            raise TooLarge("megabytes", self._limits.megabytes)
        return info


def parse(file: IO[bytes], start: Start, end: End, limits: Limits) -> None:
    """Go through XML from its beginning to its end; raises as `Parts.parse`."""
    _Walker(start, end, limits).walk(file)


class _Walker:
    """Calls back for every element, and keeps nothing."""

    def __init__(self, start: Start, end: End, limits: Limits) -> None:
        self._start, self._end = start, end
        self._limits = limits
        self._left = limits.elements
        self._depth = 0
        self._text: list[str] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = self._text.append

    def walk(self, file: IO[bytes]) -> None:
        read = 0
        while chunk := file.read(CHUNK):
            self._parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no names
            read += len(chunk)
            if read - self._parser.CurrentByteIndex > LONGEST_TAG:
                raise Unsafe
        self._parser.Parse(b"", True)  # noqa: FBT003

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1 + max(0, len(attributes) - MOST_ATTRIBUTES)
        if self._left < 0:
            raise TooLarge("cells", self._limits.cells)
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unsafe
        self._text.clear()
        self._start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _finish(self, name: str) -> None:
        self._depth -= 1
        text = "".join(self._text)
        self._text.clear()
        self._end(_local(name), text[:LONGEST_TEXT])


def _refuse(*_: object) -> None:
    raise Unsafe


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
