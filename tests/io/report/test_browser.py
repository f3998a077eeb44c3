"""The organiser's page in a real browser; skipped where there is none (see CONTRIBUTING)."""

import shutil
from dataclasses import replace

import pytest

from matchmaker.compare import compare
from matchmaker.events import Participant, Table
from matchmaker.indicators import Outcome, count_together
from matchmaker.io.report.aftermath import results_page
from matchmaker.io.report.page import write_report
from matchmaker.io.telling.results import ResultsReport
from matchmaker.text import words
from tests.builders import event, meeting, plan, schedule, wishes
from tests.io.report.test_page import hostile_plan
from tests.test_indicators import ANSWERS, MADE

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
DESKTOP, PHONE = 1280, 360


@pytest.fixture(scope="module")
def browser():
    """A browser of the system."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"none of these is installed: {', '.join(BROWSERS)}")
    with playwright.sync_playwright() as driver:
        # As root, as in many containers, Chromium runs without its sandbox only.
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser, tmp_path, request):
    """The page of a plan full of hostile names, as wide as asked for; it must not complain."""
    path = tmp_path / "report.html"
    write_report(hostile_plan(), path)
    opened = browser.new_page(viewport={"width": request.param, "height": 800})
    complaints, requests = [], []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(path.as_uri())
    yield opened
    assert complaints == []
    assert requests == [path.as_uri()]
    opened.close()


at_desktop = pytest.mark.parametrize("page", [DESKTOP], indirect=True)
at_every_width = pytest.mark.parametrize("page", [DESKTOP, PHONE], indirect=True)


@at_every_width
def test_axe_finds_nothing_serious(page):
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")

    findings = axe.Axe().run(page).response["violations"]

    assert [it["id"] for it in findings if it["impact"] in {"serious", "critical"}] == []


@at_every_width
def test_nothing_is_wider_than_the_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def crowded_plan():
    """A hundred people with long names who meet one of them and each other, at twenty times."""
    names = [f"P{number:02}" for number in range(100)]
    guests = tuple(
        Participant(
            id=name,
            organisation=f"Forschungsgesellschaft für Halbleitermesstechnik {name}",
            first_name="Maximiliane-Alexandra",
            last_name=f"Freifrau-von-Oberhausen-{name}",
            country=f"Bundesrepublik {name[-1]}",
            cluster="Mikroelektronikverbund",
        )
        for name in names
    )
    grid = [
        (names[at], names[-1 - (at + turn) % 50], turn, at)
        for turn in range(20)
        for at in range(0, 50, 3 if turn % 2 else 2)
        if turn <= at % 23
    ]
    met = [meeting(f"{a} {b}", turn, f"Tisch {at:02} im Foyer") for a, b, turn, at in grid]
    fair = event(
        guests,
        wishes(" ".join(f"{a}>{b} {b}>{a}" for a in names[:20] for b in names[50:60])),
        slots=20,
        tables=[Table(name=f"Tisch {at:02} im Foyer", area="Erdgeschoss") for at in range(50)],
        language="de",
    )
    before = schedule(*met[:40])
    return plan(fair, *met, base="v02", difference=compare(before, schedule(*met)))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Pages of plans that are hard to show."""
    folder = tmp_path_factory.mktemp("pages")
    for name, made in {"hostile": hostile_plan(), "crowded": crowded_plan()}.items():
        write_report(made, folder / f"{name}.html")
    return folder


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
@pytest.mark.parametrize("name", ["hostile", "crowded"])
def test_nothing_is_clipped_at_any_width(browser, pages, name, width):
    opened = browser.new_page(viewport={"width": width, "height": 800})
    opened.goto((pages / f"{name}.html").as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")

    assert opened.evaluate(CLIPPED) == []
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    opened.close()


CLIPPED = """() => {
  const seen = (it) => !it.closest('.unseen, [hidden], datalist, script, style, option');
  const width = document.documentElement.clientWidth, found = new Set();
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const box = text.parentElement;
    if (!text.data.trim() || !seen(box)) continue;
    range.selectNodeContents(text);
    for (const line of range.getClientRects()) {
      const cell = box.closest('.columns li, td, th, button');
      const inside = cell && cell.getBoundingClientRect();
      const isFree = !box.closest('.scroll') || box.closest('.people, .changes');
      const isOut = inside && (line.right > inside.right + 1.5 || line.left < inside.left - 1.5);
      if (isOut || (isFree && (line.right > width + 0.5 || line.left < 0)))
        found.add(`${box.tagName} ${text.data.trim().slice(0, 30)}`);
    }
  }
  for (const box of document.querySelectorAll('body *:not(.scroll, input, select)'))
    if (seen(box) && box.scrollWidth > box.clientWidth + 1 && box.clientWidth &&
        getComputedStyle(box).overflowX !== 'visible')
      found.add(`${box.tagName} ${box.textContent.trim().slice(0, 30)}`);
  return [...found].slice(0, 20);
}"""


@at_desktop
def test_pointing_at_a_meeting_shows_both_people(page):
    page.locator(".grid button").first.hover()

    shown = page.locator("#tip").inner_text()
    assert "09:00" in shown
    assert all(person in shown for person in page.evaluate(ALL_OPTIONS)[:2])


@at_desktop
def test_keys_reach_a_meeting_and_escape_leaves_it(page):
    meeting = page.locator(".grid button[tabindex='0']")
    meeting.focus()

    assert page.locator("#tip").is_visible()
    assert meeting.get_attribute("aria-describedby") == "tip"
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()


@at_desktop
def test_grid_is_filtered_by_person(page):
    page.fill("#person", page.evaluate(ALL_OPTIONS)[0])
    assert page.locator("#shown-meetings").inner_text() == "Meetings shown: 1"

    page.fill("#person", "nobody at all")
    assert page.locator("#shown-meetings").inner_text() == "Meetings shown: 0"
    assert page.locator(".grid tbody tr:visible").count() == 0


@at_desktop
def test_wishes_are_filtered_by_text_level_and_reason(page):
    page.locator("#every-wish summary").click()
    rows = page.locator("#wishes tbody tr:visible")
    assert rows.count() == 2

    page.fill("#text", "ГАННА P3 дністер → #import")
    assert rows.count() == 1
    page.select_option("#level", label="must")
    assert rows.count() == 0
    assert page.locator("#shown-wishes").inner_text() == "Wishes shown: 0"
    page.fill("#text", "")
    page.select_option("#level", label="Every level")
    page.select_option("#reason", index=1)
    assert rows.count() == 2


ALL_OPTIONS = "[...document.querySelectorAll('#people option')].map((option) => option.value)"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["en", "de"])
def test_page_about_results_is_sound(browser, tmp_path, width, language):
    """Of an event whose name is hostile, too: nothing serious, nothing that sticks out."""
    made = replace(MADE, event=replace(MADE.event, name="<script>alert(1)</script> & 'Fair'"))
    report = ResultsReport(count_together([Outcome(made, ANSWERS, "DE")]), words(language))
    path = tmp_path / "results.html"
    path.write_text(results_page(report), "utf-8")
    opened = browser.new_page(viewport={"width": width, "height": 800})
    complaints = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened.goto(path.as_uri())

    assert axe.Axe().run(opened).response["violations"] == []
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []
    opened.close()
