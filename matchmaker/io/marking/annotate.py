"""A copy of the organiser's workbook in which every fault is marked where it stands.

Only what must change is changed, part by part: formats, formulas with their values, pictures and
whatever else is in the file stay as they are. openpyxl would lose some of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from itertools import islice

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import quote_sheetname

from matchmaker.io.marking.added import add_row, new_sheet, put_sheet, set_up_print, text_of
from matchmaker.io.marking.cells import Cells
from matchmaker.io.marking.notes import add_notes, remove_notes
from matchmaker.io.marking.package import Package
from matchmaker.issues import Issue, Severity
from matchmaker.text import Words, languages, words

FILLS = {Severity.ERROR: "FFFF9F9F", Severity.WARNING: "FFFFE58A"}
"""Red and yellow; a note has no colour."""
WIDTHS = (12, 24, 60, 70)


@dataclass(frozen=True)
class Mark:
    """What is to be seen at one cell: the worst of its issues, and what is said of each."""

    severity: Severity
    text: str


def annotate(content: bytes, issues: Sequence[Issue], say: Words, *, file: str = "") -> bytes:
    """Mark every issue in a workbook.

    Parameters
    ----------
    content : bytes
        The `.xlsx` as it is.
    issues : sequence of Issue
        What is wrong with it.
    say : Words
        The language to say it in.
    file : str
        The name by which places know it; empty where all sheets are in one.

    Returns
    -------
    bytes
        The copy.
    """
    package = Package(content)
    styles = Styles(package)
    old = _old_list(package)
    for name, part in package.sheets():
        here = [issue for issue in issues if issue.place.sheet == name]
        _mark_sheet(package, part, [i for i in here if file in {"", i.place.file}], styles, say)
    made = _list(package, issues, styles, say)
    put_sheet(package, made, say("output.sheet.issues"), old[1] if old else "")
    return package.write()


def _mark_sheet(
    package: Package, part: str, issues: Sequence[Issue], styles: "Styles", say: Words
) -> None:
    old_notes = remove_notes(package, part)
    if not issues and not old_notes:
        return
    grid = Cells(package.tree(part))
    for cell in old_notes:
        grid.set_style(cell, styles.unmarked)
    by_cell: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        cell = grid.cell_of(issue)
        if cell:
            by_cell[cell].append(issue)
    marks = {cell: _mark(found, say) for cell, found in by_cell.items()}
    for cell, mark in marks.items():
        if mark.severity in FILLS:
            grid.set_style(cell, partial(styles.marked, FILLS[mark.severity]))
    if marks:
        add_notes(package, part, {cell: mark.text for cell, mark in marks.items()})


def _mark(issues: Sequence[Issue], say: Words) -> Mark:
    order = list(Severity)
    worst = min((issue.severity for issue in issues), key=order.index)
    return Mark(worst, "\n".join(dict.fromkeys(_said(issue, say) for issue in issues)))


def _said(issue: Issue, say: Words) -> str:
    severity = say(f"value.severity.{issue.severity}")
    return f"{severity.capitalize()}: {problem(issue, say)} {advice(issue, say)}"


def problem(issue: Issue, say: Words) -> str:
    """Say what is wrong."""
    return say(f"issue.{issue.code}", **issue.parameters)


def advice(issue: Issue, say: Words) -> str:
    """Say what to do."""
    return say(f"advice.{issue.code}", **issue.parameters)


class Styles:
    """The formats of a workbook; each marked one is a copy of another with a fill of ours."""

    def __init__(self, package: Package) -> None:
        related = package.relations(package.book).values()
        part = next((target for kind, target in related if kind == "styles"), None)
        self._root = package.tree(part) if part else _new_styles(package)
        self._space = f"{{{etree.QName(self._root).namespace}}}"
        self._formats = next(self._root.iter("{*}cellXfs"))
        self._made: dict[tuple[int, str], int] = {}

    def marked(self, color: str, old: int) -> int:
        """Give the number of a format that differs from another in its fill."""
        if (old, color) not in self._made:
            self._made[old, color] = self._copy(old, fillId=self._fill(color), applyFill=1)
        return self._made[old, color]

    def showing(self, number_format: int, old: int) -> int:
        """Give the number of a format that shows a date or time, unless this one does."""
        own = int(self._formats[old].get("numFmtId", "0")) if old < len(self._formats) else 0
        if is_date_format(self._written_formats.get(own, BUILTIN_FORMATS.get(own, ""))):
            return old
        if (old, str(number_format)) not in self._made:
            changed = self._copy(old, numFmtId=number_format, applyNumberFormat=1)
            self._made[old, str(number_format)] = changed
        return self._made[old, str(number_format)]

    @property
    def _written_formats(self) -> dict[int, str]:
        """The formats of numbers that the workbook has of its own."""
        found = self._root.iter("{*}numFmt")
        return {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in found}

    def unmarked(self, old: int) -> int:
        """Give the number of a format without the fill, if that is one of ours."""
        number = int(self._formats[old].get("fillId", "0"))
        fills = next(self._root.iter("{*}fills"))
        colors = {color.get("rgb") for color in fills[number].iter("{*}fgColor")}
        return self._copy(old, fillId=0) if colors & set(FILLS.values()) else old

    def sentence(self) -> int:
        """Give the number of a format for text of several lines."""
        number = self._copy(0, applyAlignment=1)
        made = self._formats[number]
        for old in list(made.iter("{*}alignment")):
            made.remove(old)
        made.insert(0, etree.Element(f"{self._space}alignment", vertical="top", wrapText="1"))
        made[0].set("horizontal", "left")
        return number

    def heading(self) -> int:
        """Give the number of the format of headings."""
        fonts = next(self._root.iter("{*}fonts"))
        font = deepcopy(fonts[0])
        for own in [*font.iter("{*}b"), *font.iter("{*}color")]:
            font.remove(own)
        font.insert(0, etree.Element(f"{self._space}b"))
        number = self._add(fonts, font)
        return self._copy(0, fontId=number, applyFont=1)

    def _copy(self, old: int, **changes: int) -> int:
        made = deepcopy(self._formats[old] if old < len(self._formats) else self._formats[0])
        for name, value in changes.items():
            made.set(name, str(value))
        return self._add(self._formats, made)

    def _fill(self, color: str) -> int:
        fills = next(self._root.iter("{*}fills"))
        for number, fill in enumerate(fills):
            if [known.get("rgb") for known in fill.iter("{*}fgColor")] == [color]:
                return number
        fill = etree.Element(f"{self._space}fill")
        pattern = etree.SubElement(fill, f"{self._space}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{self._space}fgColor", rgb=color)
        etree.SubElement(pattern, f"{self._space}bgColor", indexed="64")
        return self._add(fills, fill)

    @staticmethod
    def _add(parent: Element, made: Element) -> int:
        parent.append(made)
        parent.set("count", str(len(parent)))
        return len(parent) - 1


STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
PLAIN_STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill>\
<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
</styleSheet>"""


def _new_styles(package: Package) -> Element:
    root = etree.fromstring(PLAIN_STYLES)
    package.add("xl/styles.xml", root, STYLES)
    package.relate(package.book, "styles", "xl/styles.xml")
    return root


def _old_list(package: Package) -> tuple[str, str] | None:
    """Find the list of an earlier time, to be written again: its title and its part."""
    known = [[words(n)(f"output.issues.{key}") for key in HEADINGS] for n in languages()]
    for name, part in package.sheets():
        first = list(islice(package.look(part).iter("{*}c"), len(HEADINGS)))
        if [text_of(package, cell) for cell in first] in known:
            return name, part
    return None


HEADINGS = ("severity", "place", "problem", "advice")


def _list(package: Package, issues: Sequence[Issue], styles: Styles, say: Words) -> Element:
    """Make the sheet that lists every issue, with a link to its place."""
    root, data = new_sheet(package, WIDTHS)
    space = etree.QName(root).namespace
    sentence = styles.sentence()
    add_row(data, 1, [say(f"output.issues.{key}") for key in HEADINGS], WIDTHS, styles.heading())
    order = list(Severity)
    by_rank = sorted(issues, key=lambda issue: order.index(issue.severity))
    for number, issue in enumerate(by_rank, 2):
        severity = say(f"value.severity.{issue.severity}")
        texts = [severity, str(issue.place), problem(issue, say), advice(issue, say)]
        add_row(data, number, texts, WIDTHS, sentence)
        if issue.severity in FILLS:
            data[-1][0].set("s", str(styles.marked(FILLS[issue.severity], sentence)))
    if not issues:
        add_row(data, 2, [say("output.issues.nothing")], WIDTHS, sentence)
    etree.SubElement(root, f"{{{space}}}autoFilter", ref=f"A1:D{max(2, len(issues) + 1)}")
    _add_links(root, by_rank, {name for name, _ in package.sheets()})
    return root


def _add_links(root: Element, issues: Iterable[Issue], titles: set[str]) -> None:
    """Link each place to its cell, and print on A4."""
    space = etree.QName(root).namespace
    links = etree.SubElement(root, f"{{{space}}}hyperlinks")
    for number, issue in enumerate(issues, 2):
        place = issue.place
        if place.sheet in titles:
            target = f"{quote_sheetname(place.sheet)}!{place.column or 'A'}{place.row or 1}"
            etree.SubElement(links, f"{{{space}}}hyperlink", ref=f"B{number}", location=target)
    if not len(links):
        root.remove(links)
    set_up_print(root)
