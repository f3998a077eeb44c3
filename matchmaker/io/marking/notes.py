"""Notes beside cells, as Excel keeps them: a list of texts, and a drawing of their boxes."""

import re
from collections.abc import Mapping
from math import ceil

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.utils.cell import coordinate_to_tuple

from matchmaker.io.marking.package import Package
from matchmaker.io.writing.cells import as_kept

AUTHOR = "matchmaker check"
"""Who our notes are by; by this name they are found and taken away when a copy is marked again."""
COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
LETTERS, LINE, WIDTH = 40, 13, 230
"""Letters a line, points a line, and points of width of a box."""
SHAPE = re.compile(r'"_x0000_s(\d{1,9})"')
FIRST_SHAPE = 1025
"""Excel numbers the boxes of a sheet from here."""
AFTER_DRAWING = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
"""What comes after the drawing of notes in a sheet."""
EMPTY_DRAWING = """<xml xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">\
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>"""
BOX = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" \
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel" \
id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;\
margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{number};visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" \
obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">\
<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">\
<x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>\
<x:Column>{column}</x:Column></x:ClientData></v:shape>"""


def remove_notes(package: Package, part: str) -> tuple[str, ...]:
    """Take our notes of an earlier time away from a sheet; name their cells."""
    comments = _comments_of(package, part)
    if comments is None:
        return ()
    authors = [author.text for author in package.look(comments).iter("{*}author")]
    if AUTHOR not in authors:
        return ()
    root = package.tree(comments)
    found = []
    for note in list(root.iter("{*}comment")):
        number = int(note.get("authorId", "0"))
        if number < len(authors) and authors[number] == AUTHOR:
            note.getparent().remove(note)
            found.append(note.get("ref", ""))
    return tuple(found)


def add_notes(package: Package, part: str, notes: Mapping[str, str]) -> None:
    """Add notes to cells of a sheet.

    Parameters
    ----------
    package : Package
        The workbook.
    part : str
        The sheet.
    notes : mapping of str to str
        What is to be said, by cell: `F14`.
    """
    comments = _comments_of(package, part) or _new_comments(package, part)
    root = package.tree(comments)
    namespace = etree.QName(root).namespace
    author = _author(root, f"{{{namespace}}}author")
    listed = next(root.iter("{*}commentList"))
    present = {note.get("ref"): note for note in listed}
    for cell, text in notes.items():
        if cell in present:
            _append(present[cell], text)
        else:
            note = etree.SubElement(listed, f"{{{namespace}}}comment", ref=cell)
            note.set("authorId", str(author))
            body = etree.SubElement(note, f"{{{namespace}}}text")
            _run(body, text)
    listed[:] = sorted(listed, key=lambda note: coordinate_to_tuple(note.get("ref", "A1")))
    _draw(package, part, {cell: text for cell, text in notes.items() if cell not in present})


def _append(note: Element, text: str) -> None:
    body = next(note.iter("{*}text"))
    _run(body, f"\n{text}")


def _run(body: Element, text: str) -> None:
    namespace = etree.QName(body).namespace
    run = etree.SubElement(body, f"{{{namespace}}}r")
    written = etree.SubElement(run, f"{{{namespace}}}t")
    written.text = as_kept(text)
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _author(root: Element, tag: str) -> int:
    authors = next(root.iter("{*}authors"))
    names = [author.text for author in authors]
    if AUTHOR not in names:
        etree.SubElement(authors, tag).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _comments_of(package: Package, part: str) -> str | None:
    related = package.relations(part).values()
    return next((target for kind, target in related if kind == "comments"), None)


def _new_comments(package: Package, part: str) -> str:
    namespace = etree.QName(package.tree(part)).namespace
    name = package.free_name("xl/comments{}.xml")
    root = etree.Element(f"{{{namespace}}}comments", nsmap={None: namespace})
    etree.SubElement(root, f"{{{namespace}}}authors")
    etree.SubElement(root, f"{{{namespace}}}commentList")
    package.add(name, root, COMMENTS)
    package.relate(part, "comments", name)
    return name


def _draw(package: Package, part: str, notes: Mapping[str, str]) -> None:
    """Draw a box for each note; without one Excel shows none."""
    drawing = _drawing_of(package, part) or _new_drawing(package, part)
    before, end, after = package.text(drawing).rpartition("</xml>")
    taken = [int(number) for number in SHAPE.findall(before)]
    first = max([FIRST_SHAPE, *taken]) + 1
    boxes = "".join(_box(number, *note) for number, note in enumerate(notes.items(), first))
    package.set_text(drawing, f"{before}{boxes}{end}{after}")


def _box(number: int, cell: str, text: str) -> str:
    row, column = coordinate_to_tuple(cell)
    lines = sum(max(1, ceil(len(line) / LETTERS)) for line in text.split("\n"))
    return BOX.format(
        number=number,
        width=WIDTH,
        height=LINE * lines + 8,
        row=row - 1,
        column=column - 1,
    )


def _drawing_of(package: Package, part: str) -> str | None:
    named = next(package.tree(part).iter("{*}legacyDrawing"), None)
    if named is None:
        return None
    chosen = next((value for key, value in named.attrib.items() if key.endswith("}id")), "")
    return package.relations(part).get(chosen, ("", None))[1]


def _new_drawing(package: Package, part: str) -> str:
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    package.set_text(name, EMPTY_DRAWING)
    package.declare_extension("vml", DRAWING)
    chosen = package.relate(part, "vmlDrawing", name)
    root = package.tree(part)
    namespace, office = etree.QName(root).namespace, office_namespace(root)
    drawing = etree.Element(f"{{{namespace}}}legacyDrawing", nsmap={"r": office})
    drawing.set(f"{{{office}}}id", chosen)
    after = next((e for e in root if etree.QName(e).localname in AFTER_DRAWING), None)
    if after is None:
        root.append(drawing)
    else:
        after.addprevious(drawing)
    return name


def office_namespace(root: Element) -> str:
    """The namespace of ids of relations, which differs in workbooks of the strict standard."""
    strict = (etree.QName(root).namespace or "").startswith("http://purl.oclc.org")
    if strict:
        return "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
