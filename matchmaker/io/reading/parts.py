"""The parts of a zipped workbook, read with care: nothing is evaluated, fetched or blown up."""

from collections.abc import Callable, Mapping
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from matchmaker.io.reading.limits import Limits, TooLarge, Unsafe

MOST_PARTS = 10_000
LONGEST_TEXT = 1_000_000
"""Letters of one text; Excel allows 32,767."""

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

    def parse(self, part: str, start: Start, end: End) -> None:
        """Go through a part of XML from its beginning to its end.

        Raises
        ------
        Unsafe
            At a document type: entities in it can grow beyond all bounds, or name other files.
        TooLarge
            If there is too much of it.
        """
        info = self._checked(part)
        walker = _Walker(start, end, self._limits)
        with self._archive.open(info) as file:
            walker.parser.ParseFile(file)

    def _checked(self, part: str) -> ZipInfo:
        """Weigh a part before it is unpacked; no more than it declares is ever unpacked."""
        info = self._parts[part]
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise Unsafe
        self._read += info.file_size
        if self._read > self._limits.bytes:
            raise TooLarge("megabytes", self._limits.megabytes)
        return info


class _Walker:
    """Calls back for every element, and keeps nothing."""

    def __init__(self, start: Start, end: End, limits: Limits) -> None:
        self._start, self._end = start, end
        self._limits = limits
        self._left = limits.elements
        self._text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._finish
        self.parser.CharacterDataHandler = self._text.append

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooLarge("cells", self._limits.cells)
        self._text.clear()
        self._start(_local(name), {_local(key): value for key, value in attributes.items()})

    def _finish(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        self._end(_local(name), text[:LONGEST_TEXT])


def _refuse(*_: object) -> None:
    raise Unsafe


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
