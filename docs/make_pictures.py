"""Make the pictures of the German manual, `docs/images/de/`, from the German example.

Needs LibreOffice, poppler (`pdftoppm`), Chromium and Pillow beside what matchmaker needs:
`apt-get install libreoffice-calc-nogui poppler-utils chromium && pip install pillow`. Then
`python docs/make_pictures.py`; look at every picture before it is kept.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, ImageChops
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "images" / "de"
EXAMPLE = ROOT / "examples" / "small-fair" / "messe.xlsx"
COLUMNS = 104
"""How wide a terminal is shown."""
COLOURS = 96
"""How many colours a picture has; it stays small."""
MARGIN = 12
"""Pixels that are left around what is cut out."""
FAULTS = {("Teilnehmer", "N4"): "vormittags", ("Wünsche", "A4"): "P99", ("Zeitplan", "B3"): "zehn"}
"""What is wrong in the workbook for the picture of `check`."""


def main() -> None:
    """Plan the German example, and take a picture of everything on the way."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(EXAMPLE, folder / "messe.xlsx")
        sheet_picture(folder / "messe.xlsx", "Teilnehmer!A1:J14", "teilnehmer", hidden="FH")
        sheet_picture(folder / "messe.xlsx", "Wünsche!A1:E12", "wuensche")
        terminal_picture(folder, ["check", faulty(folder).name], "check")
        terminal_picture(folder, ["plan", "messe.xlsx", "--time", "5"], "plan")
        version = folder / "messe-plans" / "v01"
        page_picture(version / "report.html", (880, 1130), "bericht")
        sheet_picture(version / "schedule.xlsx", "Treffen!A1:P12", "treffen", hidden="FILM")
        sheet_picture(version / "schedule.xlsx", "Raster!A1:H9", "raster")
        typed(folder, ["agendas", "messe-plans"])
        agenda = version / "agendas" / "agenda_P01_mueller-klein-aenne.pdf"
        pdf_picture(agenda, 110, "agenda")
        typed(folder, ["publish", "messe-plans"])
        pdf_picture(version / "print" / "check-in-list.pdf", 110, "check-in-liste", share=0.46)
        pdf_picture(version / "print" / "table-signs.pdf", 50, "tischschild")


def faulty(folder: Path) -> Path:
    """Write a workbook with some mistakes."""
    book = openpyxl.load_workbook(folder / "messe.xlsx")
    for (sheet, cell), value in FAULTS.items():
        book[sheet][cell] = value
    book.save(folder / "messe-mit-fehlern.xlsx")
    return folder / "messe-mit-fehlern.xlsx"


def typed(folder: Path, arguments: list[str]) -> str:
    """Run a command as on a German computer; give what stays on the screen, in colour."""
    german = {"LC_ALL": "de_DE.UTF-8", "COLUMNS": str(COLUMNS), "FORCE_COLOR": "1"}
    environment = {**os.environ, **german, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "matchmaker", *arguments]
    done = subprocess.run(  # noqa: S603 - our own program
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    shown = re.sub(r"\x1b\[[0-9]*[ABCDGJK]|\x1b\[\?25[lh]|\r", "", done.stdout)
    return re.sub(r"^[^\n]*Schritt.*Strg-C[^\n]*\n+", "", shown, flags=re.DOTALL | re.MULTILINE)


def terminal_picture(folder: Path, arguments: list[str], name: str) -> None:
    """Show a command and what it prints."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text(f"> matchmaker {' '.join(arguments)}", "bold"))
    console.print(Text.from_ansi(typed(folder, arguments).strip()))
    drawing = folder / f"{name}.svg"
    console.save_svg(str(drawing), title="Terminal")
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing.read_text(encoding="utf-8"))
    width, height = (float(number) for number in size.groups())  # type: ignore[union-attr]
    page = folder / f"{name}.html"
    page.write_text(
        f'<body style="margin:0"><img src="{drawing.name}" width="{width}">', encoding="utf-8"
    )
    page_picture(page, (round(width), round(height)), name)


def page_picture(page: Path, size: tuple[int, int], name: str) -> None:
    """Show the top of a page as a browser does."""
    picture = page.with_name(f"{name}.png")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=de"]
    shot = [f"--screenshot={picture}", f"--window-size={size[0]},{size[1]}", page.as_uri()]
    call(["chromium", *options, *shot])
    save(Image.open(picture), name)


def sheet_picture(workbook: Path, place: str, name: str, hidden: str = "") -> None:
    """Show a part of a sheet as a spreadsheet does, with letters and numbers at the edges."""
    title, area = place.split("!")
    folder = Path(tempfile.mkdtemp(dir=workbook.parent))
    book = openpyxl.load_workbook(workbook)
    for sheet in list(book):
        if sheet.title != title:
            book.remove(sheet)
    for column in hidden:
        book[title].column_dimensions[column].hidden = True
    set_up_page(book[title], area)
    book.save(folder / f"{name}.xlsx")
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    call(["soffice", *options, str(folder / f"{name}.xlsx")])
    pdf_picture(folder / f"{name}.pdf", 110, name)


def set_up_page(sheet: Worksheet, area: str) -> None:
    """Let a sheet be printed on one page, as it looks on the screen."""
    sheet.print_area = area
    sheet.print_options.gridLines = sheet.print_options.headings = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for part in (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader, sheet.firstFooter):
        part.left.text = part.center.text = part.right.text = None


def pdf_picture(document: Path, resolution: int, name: str, share: float = 1) -> None:
    """Show the first page of a PDF, or its upper share."""
    picture = document.with_name(f"{name}-page")
    first = ["-png", "-f", "1", "-singlefile", "-r", str(resolution)]
    call(["pdftoppm", *first, str(document), str(picture)])
    page = Image.open(picture.with_suffix(".png"))
    save(page.crop((0, 0, page.width, round(share * page.height))), name)


def call(command: list[str]) -> None:
    """Run a program of somebody else."""
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - named above


def save(picture: Image.Image, name: str) -> None:
    """Cut off the empty edges, and write the picture small."""
    whole = picture.convert("RGB")
    inside = ImageChops.difference(whole, Image.new("RGB", whole.size, whole.getpixel((0, 0))))
    left, top, right, bottom = inside.getbbox() or (0, 0, *whole.size)
    least, most = (max(0, edge - MARGIN) for edge in (left, top)), (right + MARGIN, bottom + MARGIN)
    box = (*least, min(whole.width, most[0]), min(whole.height, most[1]))
    whole.crop(box).quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
