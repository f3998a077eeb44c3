"""The page in a real browser, from a workbook to publishing; skipped where there is none."""

import re
import subprocess
import sys

import openpyxl
import pytest

from matchmaker.text import languages, words
from matchmaker.workflow import Dossier
from tests.io.reading.spreadsheets import write
from tests.io.report.test_browser import BROWSERS, browser
from tests.test_suggest import sheets
from tests.web.conftest import EXAMPLES, planned_fair
from tests.web.exports import write_export
from tests.workbooks.messy_fair import write_messy_fair

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

WIDTHS = (360, 1280, 1920)
WORKBOOKS = {"en": "fair.xlsx", "de": "messe.xlsx"}
PATIENCE = 100_000
"""Milliseconds that a run may take on a busy computer."""
__all__ = ["BROWSERS", "browser"]


@pytest.fixture
def address(tmp_path):
    """The page of an empty folder, started as typed."""
    started = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "matchmaker", "open", str(tmp_path), "--no-browser"],
        stdout=subprocess.PIPE,
        text=True,
    )
    yield started.stdout.readline().strip()
    started.terminate()
    started.communicate(timeout=60)


@pytest.fixture
def open_page(browser, address):
    """Open the page in a language; it must not complain, or ask for anything elsewhere."""
    complaints, requests, contexts = [], [], []

    def opened(language, scheme="light"):
        context = browser.new_context(
            locale=language, color_scheme=scheme, viewport={"width": 1280, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    origin = address.split("?")[0]
    assert complaints == []
    assert [url for url in requests if not url.startswith(origin)] == []


def named(page, text):
    """Find the link or button that reads so."""
    return page.locator(f"main >> :is(a, button):text-is({text!r})")


def click(page, text):
    """Press what changes something on this page."""
    named(page, text).click()


def go(link):
    """Press what leads to another page; once it is back, that page is there and hears one type.

    What is pressed is waited for first, so that the page that comes is not that of a run that ends.
    """
    link.wait_for()
    with link.page.expect_navigation():
        link.click()


def follow(page, text):
    """Go to another page by the link or button that reads so."""
    go(named(page, text))


def go_to_tab(page, tab):
    """Go to another part of the event."""
    go(page.locator(f"nav >> text={tab}"))


def findings_at_every_width(page):
    """What axe finds, and whatever sticks out, at each width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
        found += [
            (width, one["id"], one["nodes"][0]["html"][:120])
            for one in axe.Axe().run(page).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append((width, "sticks out", page.url))
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


@pytest.mark.parametrize("language", languages())
def test_way_from_a_workbook_to_publishing(open_page, tmp_path, language):
    page, say = open_page(language), words(language)
    findings = [*findings_at_every_width(page)]

    page.set_input_files("#workbook", EXAMPLES / "small-fair" / WORKBOOKS[language])
    follow(page, say("web.start.take"))
    findings += findings_at_every_width(page)
    follow(page, say("web.lists.go_on"))
    findings += findings_at_every_width(page)
    follow(page, say("web.plan.button"))
    follow(page, say("web.plan.look"))
    findings += findings_at_every_width(page)
    page.fill("#q", "muller")
    go(page.locator("#found a", has_text="Müller"))
    findings += findings_at_every_width(page)
    page.go_back()
    follow(page, say("web.look.go_on"))
    findings += findings_at_every_width(page)
    click(page, say("web.hand_out.draft"))
    page.wait_for_selector(".files")
    findings += findings_at_every_width(page)
    publish(page, say)
    findings += findings_at_every_width(page)
    go(page.locator(f"text={say('web.hand_out.to_mails')}"))
    findings += findings_at_every_width(page)
    go_to_tab(page, say("web.tab.day"))
    page.keyboard.type("muller")
    page.wait_for_selector(".guest")
    findings += findings_at_every_width(page)
    go(page.locator(f".guest >> text={say('web.day.mark')}"))
    page.wait_for_selector("#marked")
    findings += findings_at_every_width(page)
    page.get_by_role("button", name=say("web.quit")).click()
    page.wait_for_selector(f"h1:text-is({say('web.ended')!r})")

    name = WORKBOOKS[language].removesuffix(".xlsx")
    version = Dossier(tmp_path / f"{name}.xlsx").version()
    assert findings == []
    assert (version.name, len(version.published.to)) == ("v01", 12)


@pytest.mark.parametrize("language", languages())
def test_way_from_an_export_to_agendas_and_through_what_happens_then(open_page, tmp_path, language):
    """Sixty people, when and where, agendas; somebody registers late, somebody does not come."""
    write_export(tmp_path / "export.csv")
    page, say = open_page(language), words(language)

    findings = begin_with(tmp_path / "export.csv", page, say)
    findings += say_when_and_where(page, say)
    follow(page, say("web.lists.go_on"))
    plan_quickly(page, say)
    follow(page, say("web.plan.look"))
    follow(page, say("web.look.go_on"))
    follow(page, say("web.hand_out.letter"))
    findings += findings_at_every_width(page)
    click(page, say("web.hand_out.draft"))
    page.wait_for_selector(".files")
    publish(page, say)
    findings += register_late(page, say)
    plan_quickly(page, say)
    page.wait_for_selector(".news")
    go_to_tab(page, say("web.tab.hand-out"))
    told = page.inner_text(".to-tell")
    publish(page, say)
    go_to_tab(page, say("web.tab.day"))
    page.keyboard.type("erika")
    go(page.locator(f".guest >> text={say('web.day.mark')}"))
    follow(page, say("web.day.again"))
    page.wait_for_selector(".news")

    versions = Dossier(tmp_path / "Messe 2097.xlsx").versions()
    plans = [version.plan() for version in versions]
    assert findings == []
    assert [bool(version.published) for version in versions] == [True, True, False]
    assert "Erika Esche" in told
    assert [len(made.schedule.of("P61")) for made in plans] == [0, 2, 0]
    assert plans[2].options.absent == ("P61",)


def begin_with(export, page, say):
    """Make an event of an export; give what axe finds on the page that comes."""
    page.set_input_files("#exports", export)
    page.fill("#exports-name", "Messe 2097")
    go(page.locator("section:has(#exports) button"))
    page.wait_for_selector(f"text={say('web.start.begun')}")
    return findings_at_every_width(page)


def say_when_and_where(page, say):
    """Answer the form, after a mistake; give what axe finds on it."""
    follow(page, say("web.start.to_outline"))
    findings = findings_at_every_width(page)
    page.focus("#tables")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("#date_0-wrong")
    findings += findings_at_every_width(page)
    page.click("[role=alert] a >> nth=0")
    page.wait_for_function("document.activeElement.id === 'date_0'")
    page.fill("#date_0", "2097-06-17")
    page.fill("#tables", "20")
    follow(page, say("web.outline.one_more_break"))
    page.wait_for_selector("#break_from_1")
    assert page.input_value("#tables") == "20"
    go(page.locator("main button.main-button"))
    page.wait_for_selector(".good-box")
    return findings


def register_late(page, say):
    """Let somebody register who wishes to meet two; give what axe finds on the way."""
    go_to_tab(page, say("web.tab.lists"))
    follow(page, say("web.register.title"))
    for field, typed in (("first_name", "Erika"), ("last_name", "Esche"), ("organisation", "New")):
        page.fill(f"#{field}", typed)
    for typed in ("anna ahorn", "ben birke"):
        page.fill("#q", typed)
        page.locator("#found label", has_text=re.compile(typed, re.IGNORECASE)).click()
    findings = findings_at_every_width(page)
    go(page.locator("main button.main-button"))
    page.wait_for_selector(".good-box")
    follow(page, say("web.lists.go_on"))
    page.wait_for_selector(".warning-box")
    return findings + findings_at_every_width(page)


def plan_quickly(page, say):
    """Plan for a few seconds, and wait until it is done."""
    page.evaluate("document.querySelector('details').open = true")
    page.fill("#seconds", "4")
    follow(page, say("web.plan.button"))
    page.wait_for_selector("#run", state="detached")


def publish(page, say):
    page.check("input[name=read]")
    follow(page, say("web.hand_out.publish"))
    page.wait_for_selector(".good-box")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mistakes_are_seen_and_read_again_when_they_are_corrected(open_page, tmp_path, scheme):
    write_messy_fair(tmp_path / "messy.xlsx")
    page, say = open_page("en", scheme), words("en")
    findings = findings_at_every_width(page)
    go(page.locator("text=messy"))
    page.wait_for_selector(".cause.error")
    findings += findings_at_every_width(page)
    planned = page.locator("main >> a", has_text=say("web.lists.go_on")).count()
    go(page.locator(".cause.error a.correct").first)
    findings += findings_at_every_width(page)
    page.go_back()

    (tmp_path / "messy.xlsx").write_bytes((EXAMPLES / "small-fair" / "fair.xlsx").read_bytes())
    page.wait_for_selector(f"a:text-is({say('web.lists.go_on')!r})")

    assert findings == []
    assert planned == 0


@pytest.mark.parametrize("language", languages())
def test_meeting_is_moved_by_keyboard_and_by_mouse(open_page, tmp_path, language):
    """A meeting is chosen and moved without the mouse, dragged back with it, and saved."""
    made = planned_fair(tmp_path, WORKBOOKS[language])
    page, say = open_page(language), words(language)
    go(page.locator(f"text={WORKBOOKS[language].removesuffix('.xlsx')}"))
    go_to_tab(page, say("web.tab.by-hand"))
    findings = findings_at_every_width(page)
    first = page.locator(".hands a.meeting").first.inner_text()

    page.focus(".hands td a[tabindex='0']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".chosen-panel")
    findings += findings_at_every_width(page)
    page.focus(".hands a.chosen")
    is_marked = "document.activeElement.matches('td:is(.better, .even, .worse) button')"
    for key in ("ArrowRight", "ArrowDown") * 40:
        page.keyboard.press(key)
        if page.evaluate(is_marked):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".done li")
    page.keyboard.press("Escape")
    page.wait_for_selector(".chosen-panel", state="detached")
    findings += findings_at_every_width(page)
    page.locator(".hands a.locked", has_text=first).first.hover()
    page.mouse.down()
    page.locator(".hands tbody th").first.hover()
    place = page.locator(".hands td:is(.better, .even, .worse)").first
    place.hover()
    place.hover()
    page.mouse.up()
    page.wait_for_selector(".done li:nth-child(2)")
    page.click(f"button:text-is({say('web.by_hand.undo')!r})")
    page.wait_for_selector(".done li:nth-child(2)", state="detached")
    page.click(f"button:text-is({say('web.by_hand.save')!r})")
    page.wait_for_selector(f"text={say('report.certificate')}")

    version = Dossier(tmp_path / WORKBOOKS[language]).version()
    assert findings == []
    assert version.name == "v02"
    assert len(version.plan().schedule.pairs & made.schedule.pairs) == len(made.schedule.pairs)
    assert version.plan().schedule != made.schedule


def test_everything_is_reached_and_seen_by_keyboard(open_page, tmp_path):
    (tmp_path / "fair.xlsx").write_bytes((EXAMPLES / "small-fair" / "fair.xlsx").read_bytes())
    page = open_page("en")
    wanted = page.locator("a[href], button, input:not([type=hidden])").count()
    reached = set()

    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => {
              const it = document.activeElement, box = it.getBoundingClientRect();
              const style = getComputedStyle(it);
              const isSeen = box.width > 0 && box.left >= 0 && style.outlineStyle !== 'none';
              const all = [...document.querySelectorAll('a[href], button, input')];
              return [all.indexOf(it), isSeen];
            }"""
        )
        if place[0] >= 0:
            reached.add(tuple(place))

    assert {is_seen for _, is_seen in reached} == {True}
    assert len(reached) >= wanted - 1  # of two radio buttons one is reached by the tab key
    assert re.match(r"http://127\.0\.0\.1:\d+/$", page.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", languages())
def test_suggestion_is_taken_and_taken_back_by_keyboard(open_page, tmp_path, language, scheme):
    path = write(tmp_path / "fair.xlsx", sheets())
    before = path.read_bytes()
    page, say = open_page(language, scheme), words(language)
    go(page.locator("text=fair"))
    follow(page, say("web.suggest.link"))
    page.wait_for_selector(".offers")
    findings = findings_at_every_width(page)
    button = page.locator(".offers button").first
    row = button.locator("xpath=ancestor::li").get_attribute("id")

    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{row.replace('.', chr(92) + '.')} .good")
    page.wait_for_function("row => document.activeElement.closest('li')?.id === row", arg=row)
    findings += findings_at_every_width(page)
    taken = path.read_bytes()
    page.keyboard.press("Space")
    page.wait_for_selector(f"#{row.replace('.', chr(92) + '.')}:not(:has(.good))")

    assert findings == []
    assert (taken != before, path.read_bytes() == before) == (True, True)


def test_suggestions_for_a_person_are_on_their_page(open_page, tmp_path):
    planned_fair(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "fair.xlsx")
    sheet = book["Participants"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, heads["Offers"]).value = "Mikrofluidik; Photonik"
        sheet.cell(row, heads["Seeks"]).value = "Mikrofluidik; Vertrieb"
    book.save(tmp_path / "fair.xlsx")
    page, say = open_page("en"), words("en")
    go(page.locator("text=fair"))
    go_to_tab(page, say("web.tab.look"))
    page.fill("#q", "muller")
    go(page.locator("#found a"))
    page.wait_for_selector(".offers")
    findings = findings_at_every_width(page)

    names = page.locator(".offers li").first.locator("strong").all_inner_texts()

    assert names[0] == page.inner_text("h1")
    assert findings == []


def test_what_is_typed_while_the_page_loads_is_searched_for(open_page, tmp_path):
    planned_fair(tmp_path)
    page, held = open_page("en"), []
    page.click("text=fair")
    for tab in ("look", "by-hand"):
        page.route("**/htmx.min.js", lambda route: held.append(route))  # noqa: PLW0108 - no method
        page.goto(re.sub(r"/[\w-]+$", f"/{tab}", page.url), wait_until="commit")
        page.fill("#q", "muller")
        held.pop().continue_()
        page.wait_for_selector("#found a")
        page.unroute("**/htmx.min.js")


def test_meeting_is_chosen_on_the_board_that_is_there(open_page, tmp_path):
    """By a click, by the way back, and by dragging it and letting go."""
    planned_fair(tmp_path)
    page = open_page("en")
    page.click("text=fair")
    page.click(f"nav >> text={words('en')('web.tab.by-hand')}")
    board, meetings = page.locator(".hands").first, page.locator(".hands a.meeting")
    board.evaluate("(it) => { it.isTheSame = true; }")

    meetings.nth(3).click()
    page.wait_for_selector(".chosen-panel")
    chosen = page.locator(".hands a.chosen").get_attribute("href")
    marked = page.locator(".hands td[class]").count()
    meetings.nth(5).hover()
    page.mouse.down()
    page.locator(".hands tbody th").first.hover()
    page.locator(".hands caption").first.hover()
    page.mouse.up()
    page.wait_for_url(lambda url: "pair" in url and not url.endswith(chosen))
    dragged = page.locator(".hands a.chosen").get_attribute("href")
    is_the_same = board.evaluate("(it) => it.isTheSame")
    page.go_back()
    page.wait_for_selector(f".hands a.chosen[href='{chosen}']")

    assert is_the_same
    assert marked > 0
    assert dragged == meetings.nth(5).get_attribute("href")
    assert page.url.endswith(chosen)


@pytest.fixture
def planned_page(browser, address, tmp_path):
    """A planned fair in a browser that may complain: what fails behind a page is in its console."""
    planned_fair(tmp_path)
    context = browser.new_context(locale="en", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    go(page.locator(".card a"))
    yield page
    context.close()


@pytest.mark.parametrize("tab", ["look", "by-hand", "lists"])
def test_page_that_ended_is_said_wherever_something_is_asked_of_it(planned_page, tab):
    """The lists ask by themselves whether the workbook was saved."""
    page, say = planned_page, words("en")
    go_to_tab(page, say(f"web.tab.{tab}"))

    page.context.set_offline(True)
    if tab != "lists":
        page.fill("#q", "muller")
    page.wait_for_selector("#trouble:not([hidden])")
    told = page.inner_text("#trouble")
    is_seen = page.evaluate(
        "(() => { const it = document.querySelector('#trouble').getBoundingClientRect();"
        " return it.top >= 0 && it.bottom <= innerHeight; })()"
    )
    page.context.set_offline(False)
    if tab != "lists":
        page.fill("#q", "mulle")
    page.wait_for_selector("#trouble", state="hidden")

    assert told == say("web.gone")
    assert is_seen


@pytest.mark.parametrize("tab", ["look", "day"])
def test_refusal_of_what_is_asked_behind_a_page_is_said(planned_page, tmp_path, tab):
    page, say = planned_page, words("en")
    if tab == "day":
        page.click(f"nav >> text={say('web.tab.hand-out')}")
        page.wait_for_url("**/hand-out")
        publish(page, say)
    go_to_tab(page, say(f"web.tab.{tab}"))
    (tmp_path / "fair.xlsx").rename(tmp_path / "other.xlsx")

    page.fill("#q", "muller")
    page.wait_for_selector("#trouble:not([hidden])")

    assert page.inner_text("#trouble") == say("web.refused.not_here")


def test_run_whose_page_ended_is_said(planned_page):
    page, say = planned_page, words("en")
    go_to_tab(page, say("web.tab.plan"))
    page.route("**/plan/progress", lambda route: route.abort())

    click(page, say("web.plan.button"))
    page.wait_for_selector("#trouble:not([hidden])")

    assert page.inner_text("#trouble") == say("web.gone")


def test_button_that_is_pressed_twice_is_meant_once(planned_page):
    page = planned_page
    go(page.locator(".home"))
    page.evaluate(
        """() => {
          window.held = [];
          document.addEventListener("submit", (event) => {
            window.held.push(event.defaultPrevented);
            event.preventDefault();
          });
        }"""
    )

    page.dblclick("form[action='/new'] button")

    assert page.evaluate("held") == [False, True]


def test_person_found_on_the_board_is_shown_above_it(open_page, tmp_path):
    planned_fair(tmp_path)
    page, say = open_page("en"), words("en")
    go(page.locator(".card a"))
    go_to_tab(page, say("web.tab.by-hand"))
    page.fill("#q", "muller")
    page.click("#found a")
    page.wait_for_selector("#of-person")

    assert page.locator("#by-hand").count() == 1
    assert page.locator("h1").count() == 1
    assert page.locator("#found a").count() == 0
    assert "Müller" in page.inner_text("#of-person")
    assert "person=" in page.url


def test_second_press_of_a_double_click_meets_nothing_that_came_beneath_it(open_page, tmp_path):
    planned_fair(tmp_path)
    page, say = open_page("en"), words("en")
    go(page.locator(".card a"))
    go_to_tab(page, say("web.tab.by-hand"))
    page.click(".hands a.meeting >> nth=0")
    page.wait_for_selector(".choices button")
    page.evaluate(
        """() => {
          let at = null;
          document.addEventListener("click", (event) => { at ??= event; }, true);
          document.addEventListener("htmx:afterSwap", () => {
            const [clientX, clientY] = [at.clientX, at.clientY];
            const again = { bubbles: true, cancelable: true, detail: 2, clientX, clientY };
            document.querySelector(".chosen-panel button").dispatchEvent(
              new MouseEvent("click", again)
            );
          }, { once: true });
        }"""
    )

    page.click(".choices button >> nth=0")
    page.wait_for_selector(".done li")
    page.wait_for_timeout(1500)
    once = page.locator(".done li").count()
    page.click("#undo")
    page.wait_for_selector(".done li", state="detached")

    assert once == 1


def test_board_whose_event_is_gone_says_so_and_stays(planned_page, tmp_path):
    page, say = planned_page, words("en")
    go_to_tab(page, say("web.tab.by-hand"))
    (tmp_path / "fair.xlsx").rename(tmp_path / "other.xlsx")

    page.click(".hands a.meeting >> nth=0")
    page.wait_for_selector("#trouble:not([hidden])")

    assert page.inner_text("#trouble") == say("web.refused.not_here")
    assert page.locator(".hands a.meeting").count() > 0
