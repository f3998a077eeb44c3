"""The parts of an `.xlsx`, so that some can be changed while all others stay byte for byte."""

import posixpath
from collections.abc import Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from lxml.etree import _Element as Element

from matchmaker.io.package.limits import Limits
from matchmaker.io.package.parts import Parts, parse

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
TYPES_PART = "[Content_Types].xml"
PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MACROS = ("vbaProject", "vbaProjectSignature")


class Package:
    """A workbook as a zip of parts.

    Parameters
    ----------
    content : bytes
        Of the file.
    limits : Limits, optional
        The most that is unpacked of it.

    Raises
    ------
    Unsafe, TooLarge
        If it should not be unpacked; later, if a part that is looked at should not be read.
    """

    def __init__(self, content: bytes, limits: Limits | None = None) -> None:
        self._limits = limits or Limits.of_environment()
        parts = Parts(content, self._limits)
        self._entries = [info for info in parts.entries if not info.is_dir()]
        self._bytes = {info.filename: parts.content(info.filename) for info in self._entries}
        self._trees: dict[str, Element] = {}
        self._seen: dict[str, Element] = {}
        self.had_macros = self._drop_macros()
        """Whether there was a program in it, which is left out."""

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._bytes or part in self._trees

    def tree(self, part: str) -> Element:
        """Get a part to change."""
        if part not in self._trees:
            self._trees[part] = self._parsed(part)
        return self._trees[part]

    def look(self, part: str) -> Element:
        """Get a part to look at; it stays byte for byte."""
        if part in self._trees:
            return self._trees[part]
        if part not in self._seen:
            self._seen[part] = self._parsed(part)
        return self._seen[part]

    def _parsed(self, part: str) -> Element:
        """Build the tree of a part that is small enough for one."""
        content = self._bytes[part]
        parse(BytesIO(content), _pass, _pass, self._limits)
        return etree.fromstring(content, PARSER)

    def text(self, part: str) -> str:
        """Get a part as it is written; drawings of notes are not always sound XML."""
        return self._bytes[part].decode("utf-8", errors="surrogateescape")

    def set_text(self, part: str, text: str) -> None:
        """Add or replace a part."""
        self._bytes[part] = text.encode("utf-8", errors="surrogateescape")

    def add(self, part: str, root: Element, content_type: str) -> None:
        """Add a part of a type."""
        self._trees[part] = root
        self.declare(part, content_type)

    def replace(self, part: str, root: Element) -> None:
        """Write a part anew."""
        self._trees[part] = root

    def declare(self, part: str, content_type: str) -> None:
        """Name the type of a part."""
        override = etree.SubElement(self.tree(TYPES_PART), f"{{{TYPES}}}Override")
        override.set("PartName", f"/{part}")
        override.set("ContentType", content_type)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Name the type of all parts with an extension, unless it is named."""
        types = self.tree(TYPES_PART)
        named = {default.get("Extension", "").lower() for default in types}
        if extension not in named:
            default = etree.Element(f"{{{TYPES}}}Default")
            default.set("Extension", extension)
            default.set("ContentType", content_type)
            types.insert(0, default)

    def free_name(self, pattern: str) -> str:
        """Find a name with a number that no part has: `xl/comments{}.xml`."""
        taken = {name.lower() for name in (*self._bytes, *self._trees)}
        numbers = range(1, len(taken) + 2)
        return next(name for name in map(pattern.format, numbers) if name.lower() not in taken)

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """List what a part refers to within the package: kind and part by id."""
        name = relations_of(part)
        if name not in self:
            return {}
        folder = posixpath.dirname(part)
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:],
            )
            for relation in self.look(name)
            if relation.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part refer to another; give the id."""
        name = relations_of(part)
        if name not in self:
            self._trees[name] = etree.Element(
                f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS}
            )
        root = self.tree(name)
        taken = {relation.get("Id") for relation in root}
        chosen = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relation = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        relation.set("Id", chosen)
        relation.set("Type", f"{self._office}/{kind}")
        relation.set("Target", f"/{target}")
        return chosen

    @property
    def _office(self) -> str:
        """The kind of relations; a workbook of the strict standard has other names for them."""
        types = (relation.get("Type", "") for relation in self.look("_rels/.rels"))
        return OFFICE_STRICT if any(t.startswith(OFFICE_STRICT) for t in types) else OFFICE

    @property
    def book(self) -> str:
        """The part that is the workbook."""
        return next(part for kind, part in self.relations("").values() if kind == "officeDocument")

    def sheets(self) -> Iterator[tuple[str, str]]:
        """List titles and parts of the sheets with cells."""
        parts = self.relations(self.book)
        for sheet in self.look(self.book).iter("{*}sheet"):
            kind, part = parts.get(_id_of(sheet), ("", ""))
            if kind == "worksheet":
                yield sheet.get("name", ""), part

    def _drop_macros(self) -> bool:
        """Leave macros out of the copy; tell whether there were any."""
        book = self.book
        macros = {part for kind, part in self.relations(book).values() if kind in MACROS}
        if not macros:
            return False
        for relation in list(self.tree(relations_of(book))):
            if relation.get("Type", "").rpartition("/")[2] in MACROS:
                relation.getparent().remove(relation)
        for entry in list(self.tree(TYPES_PART)):
            name = entry.get("PartName", "")[1:]
            if name in macros:
                self.tree(TYPES_PART).remove(entry)
            elif name == book:
                entry.set("ContentType", PLAIN_BOOK)
        for part in macros:
            self._bytes.pop(part, None)
        return True

    def write(self) -> bytes:
        """Give the file; what was not changed is as it was."""
        contents = dict(self._bytes)
        for part, root in self._trees.items():
            contents[part] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        dates = {entry.filename: entry.date_time for entry in self._entries}
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
            for part, content in contents.items():
                entry = ZipInfo(part, date_time=dates.get(part, (1980, 1, 1, 0, 0, 0)))
                archive.writestr(entry, content, compress_type=ZIP_DEFLATED)
        return buffer.getvalue()


def _pass(_name: str, _found: object) -> None:
    """Nothing is done where an element begins or ends."""


def relations_of(part: str) -> str:
    """Name the part that lists what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _id_of(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
