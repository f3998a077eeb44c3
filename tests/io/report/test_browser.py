"""The organiser's page in a real browser; skipped where there is none (see CONTRIBUTING)."""

import shutil

import pytest

from matchmaker.io.report.page import write_report
from tests.io.report.test_page import hostile_plan

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
