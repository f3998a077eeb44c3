"""Make the pictures of the page in the browser, in English for the README and in German.

Needs Chromium and Pillow beside what matchmaker and its tests need:
`apt-get install chromium && pip install pillow -e ".[browser]"`. Then
`python docs/make_browser_pictures.py`; look at every picture before it is kept.
"""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from matchmaker.text import words

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
EXAMPLES = ROOT / "examples"
LARGE = EXAMPLES / "silicon-saxony-day" / "event.xlsx"
SMALL = EXAMPLES / "small-fair"
EXPORTS = sorted((EXAMPLES / "exports").glob("b2match-*.csv"))
WORKBOOKS = {"en": SMALL / "fair.xlsx", "de": SMALL / "messe.xlsx"}
SIZE = {"width": 1100, "height": 760}
COLOURS = 96
"""How many colours a picture has; it stays small."""
FAULTS = {("Teilnehmer", "N4"): "vormittags", ("Wünsche", "A4"): "P99"}
"""What is wrong in the workbook for the picture of the lists."""


def main() -> None:
    """Go through the pages in each language."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        when_and_where(browser)
        lists(browser)
        planning(browser)
        day(browser)
        by_hand(browser)
        browser.close()


def when_and_where(browser: Browser) -> None:
    """Show the form for what no export tells, in both languages."""
    for language, event, name in (
        ("en", "Spring fair", "browser-when-and-where"),
        ("de", "Frühjahrsmesse", "de/browser-wann-und-wo"),
    ):
        say = words(language)
        with (
            tempfile.TemporaryDirectory() as folder,
            Visit(browser, Path(folder), language) as page,
        ):
            page.set_input_files("#exports", EXPORTS)
            page.fill("#exports-name", event)
            page.click("section:has(#exports) button")
            page.click(f"main >> text={say('web.start.to_outline')}")
            page.fill("#date_0", "2027-06-17")
            page.fill("#tables", "3")
            save(page, name)


def lists(browser: Browser) -> None:
    """Show mistakes, in German."""
    with tempfile.TemporaryDirectory() as folder:
        book = openpyxl.load_workbook(WORKBOOKS["de"])
        for (sheet, cell), value in FAULTS.items():
            book[sheet][cell] = value
        book.save(Path(folder) / "messe.xlsx")
        with Visit(browser, Path(folder) / "messe.xlsx", "de") as page:
            save(page, "de/browser-listen")


def planning(browser: Browser) -> None:
    """Show a plan while it is searched for, in both languages."""
    for language, name in (("en", "browser-plan"), ("de", "de/browser-planen")):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(LARGE, folder)
            say = words(language)
            with Visit(browser, Path(folder) / LARGE.name, language) as page:
                page.click(f"main >> text={say('web.lists.go_on')}")
                page.click(f"button:text-is({say('web.plan.button')!r})")
                page.wait_for_selector(f"button:text-is({say('web.plan.take')!r})")
                page.wait_for_timeout(9000)
                save(page, name)
                page.click("#take")
                page.wait_for_selector(f"main >> text={say('web.plan.look')}")


def day(browser: Browser) -> None:
    """Show the day of a person, in German."""
    say = words("de")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(WORKBOOKS["de"], folder)
        with Visit(browser, Path(folder) / "messe.xlsx", "de") as page:
            page.click(f"main >> text={say('web.lists.go_on')}")
            page.click(f"button:text-is({say('web.plan.button')!r})")
            page.click(f"main >> text={say('web.plan.look')}")
            page.fill("#q", "muller")
            page.click("#found a")
            page.wait_for_selector(".day")
            save(page, "de/browser-person")


def by_hand(browser: Browser) -> None:
    """Show every place of a meeting of the large event, in both languages."""
    for language, name in (("en", "browser-change"), ("de", "de/browser-aendern")):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(LARGE, folder)
            say = words(language)
            with Visit(browser, Path(folder) / LARGE.name, language) as page:
                page.click(f"main >> text={say('web.lists.go_on')}")
                page.click("details summary")
                page.fill("#seconds", "25")
                page.click(f"button:text-is({say('web.plan.button')!r})")
                page.click(f"main >> text={say('web.plan.look')}")
                page.click(f"nav >> text={say('web.tab.by-hand')}")
                page.click(".hands a.meeting >> nth=40")
                page.wait_for_selector(".chosen-panel")
                page.wait_for_timeout(1000)
                page.evaluate("document.querySelector('.chosen-panel').scrollIntoView()")
                save(page, name)


class Visit:
    """The page, started for one event and seen in a language."""

    def __init__(self, browser: Browser, workbook: Path, language: str) -> None:
        self._server = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "matchmaker", "open", str(workbook), "--no-browser"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self._context = browser.new_context(viewport=SIZE, locale=language)

    def __enter__(self) -> Page:
        """Come in by the address."""
        page = self._context.new_page()
        page.set_default_timeout(120_000)
        page.goto(self._server.stdout.readline().strip())  # type: ignore[union-attr]
        return page

    def __exit__(self, *_error: object) -> None:
        """End it."""
        self._context.close()
        self._server.terminate()
        self._server.communicate()


def save(page: Page, name: str) -> None:
    """Write what is seen, small."""
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
    picture.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
