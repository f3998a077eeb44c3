"""A sheet that is added to somebody's workbook, or written anew where it was added before."""

from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter

from matchmaker.io.marking.notes import office_namespace
from matchmaker.io.marking.package import Package
from matchmaker.io.writing.cells import as_kept
from matchmaker.io.writing.page import lines_of

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
LINE = 15
"""Points of a line."""


def new_sheet(package: Package, widths: Sequence[int]) -> tuple[Element, Element]:
    """Begin a sheet whose first row stays in sight: the sheet, and where its rows go."""
    book = package.tree(package.book)
    space, office = etree.QName(book).namespace, office_namespace(book)
    root = etree.Element(f"{{{space}}}worksheet", nsmap={None: space, "r": office})
    properties = etree.SubElement(root, f"{{{space}}}sheetPr")
    etree.SubElement(properties, f"{{{space}}}pageSetUpPr", fitToPage="1")
    views = etree.SubElement(root, f"{{{space}}}sheetViews")
    view = etree.SubElement(views, f"{{{space}}}sheetView", workbookViewId="0")
    etree.SubElement(
        view,
        f"{{{space}}}pane",
        ySplit="1",
        topLeftCell="A2",
        activePane="bottomLeft",
        state="frozen",
    )
    columns = etree.SubElement(root, f"{{{space}}}cols")
    for number, width in enumerate(widths, 1):
        etree.SubElement(
            columns,
            f"{{{space}}}col",
            min=str(number),
            max=str(number),
            width=str(width),
            customWidth="1",
        )
    return root, etree.SubElement(root, f"{{{space}}}sheetData")


def add_row(
    data: Element, number: int, texts: Sequence[str | int], widths: Sequence[int], style: int
) -> None:
    """Add a row, as high as its texts need; numbers are numbers."""
    space = etree.QName(data).namespace
    lines = max(lines_of(str(text), width) for text, width in zip(texts, widths, strict=False))
    row = etree.SubElement(data, f"{{{space}}}row", r=str(number), ht=str(LINE * lines + 2))
    row.set("customHeight", "1")
    for column, text in enumerate(texts, 1):
        name = f"{get_column_letter(column)}{number}"
        _fill(etree.SubElement(row, f"{{{space}}}c", r=name, s=str(style)), text)


def _fill(cell: Element, content: str | int) -> None:
    """Write a text or a number into a cell; where there is none, it stays empty."""
    space = etree.QName(cell).namespace
    if isinstance(content, int):
        etree.SubElement(cell, f"{{{space}}}v").text = str(content)
    elif content:
        cell.set("t", "inlineStr")
        written = etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t")
        written.text = as_kept(content)
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def set_up_print(root: Element) -> None:
    """Print on A4."""
    page = etree.SubElement(root, f"{{{etree.QName(root).namespace}}}pageSetup", paperSize="9")
    page.set("fitToHeight", "0")
    page.set("orientation", "landscape")


def text_of(package: Package, cell: Element) -> str:
    """Read a text, also one that another program has put among the shared ones."""
    if cell.get("t") != "s":
        return "".join(text.text or "" for text in cell.iter("{*}t"))
    related = package.relations(package.book).values()
    shared = next((target for kind, target in related if kind == "sharedStrings"), None)
    if shared is None:
        return ""
    texts = package.look(shared)
    number = int(cell.findtext("{*}v") or "0")
    return "".join(t.text or "" for t in texts[number].iter("{*}t")) if number < len(texts) else ""


def put_sheet(
    package: Package, root: Element, title: str, old: str = "", *, opens: bool = True
) -> None:
    """Put a sheet into a workbook.

    Parameters
    ----------
    package : Package
        The workbook.
    root : Element
        The sheet.
    title : str
        What it is called; with a number where the name is taken.
    old : str
        The part of a sheet that it takes the place of, with its name; empty: none.
    opens : bool
        Whether the workbook opens on it.
    """
    if old:
        package.replace(old, root)
    else:
        _add_sheet(package, _free_title(package, title), root)
    if opens:
        _open_on(package, root)


def _free_title(package: Package, wanted: str) -> str:
    taken = {
        sheet.get("name", "").casefold() for sheet in package.look(package.book).iter("{*}sheet")
    }
    titles = (wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 3)))
    return next(title for title in titles if title.casefold() not in taken)


def _open_on(package: Package, root: Element) -> None:
    """Let the workbook open on a sheet, and on it alone: what two sheets show is edited in both."""
    titles = [sheet.get("name", "") for sheet in package.look(package.book).iter("{*}sheet")]
    for title, part in package.sheets():
        for view in package.look(part).iter("{*}sheetView"):
            if view.get("tabSelected") and package.look(part) is not root:
                for changed in package.tree(part).iter("{*}sheetView"):
                    changed.attrib.pop("tabSelected", None)
        if package.look(part) is root:
            next(root.iter("{*}sheetView")).set("tabSelected", "1")
            _view_of(package.tree(package.book)).set("activeTab", str(titles.index(title)))


def _view_of(book: Element) -> Element:
    """Get the window of a workbook; one without has none yet."""
    view = next(book.iter("{*}workbookView"), None)
    if view is None:
        space = f"{{{etree.QName(book).namespace}}}"
        views = etree.Element(f"{space}bookViews")
        next(book.iter("{*}sheets")).addprevious(views)
        view = etree.SubElement(views, f"{space}workbookView")
    return view


def _add_sheet(package: Package, title: str, root: Element) -> None:
    name = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(name, root, SHEET)
    chosen = package.relate(package.book, "worksheet", name)
    book = package.tree(package.book)
    sheets = next(book.iter("{*}sheets"))
    numbers = [int(sheet.get("sheetId", "0")) for sheet in sheets]
    sheet = etree.SubElement(sheets, f"{{{etree.QName(book).namespace}}}sheet", name=title)
    sheet.set("sheetId", str(max(numbers, default=0) + 1))
    sheet.set(f"{{{office_namespace(book)}}}id", chosen)
