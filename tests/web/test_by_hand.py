"""Change by hand: the board, what a place does, and what is kept."""

import re
from dataclasses import replace
from html import unescape

import pytest

from matchmaker.io.plans.edit_file import NAME
from matchmaker.text import languages, words
from matchmaker.web.handles import Handles
from matchmaker.web.running import Run
from matchmaker.web.wanted import Wanted
from matchmaker.workflow import Dossier
from tests.builders import event, meeting, plan, slot, wishes
from tests.web.conftest import Visitor, planned_fair
from tests.web.test_look import ANNA, EVIL, HANNA, HOSTILE, LIAM, keep
from tests.web.test_plan import wait_for

SAY = words("en")
FAIR = event((ANNA, LIAM, HANNA), wishes("P1>P2! P2>P1+ P3>P1"), slots=3, tables=2)
MADE = replace(plan(FAIR, meeting("P1 P2", 1, "T1")), version="v01")


@pytest.fixture
def board(folder):
    """A browser, and the address of the board of a plan."""
    keep(folder, MADE)
    visitor = Visitor(folder)
    yield visitor, f"/events/{visitor.key('fair')}/by-hand"
    visitor.desk.close()


def meetings_on(text):
    return re.findall(r'class="meeting[^"]*" id="m-([\w.]+)"', text)


def stamp_on(text):
    return re.search(r'name="stamp" value="(\w+)"', text)[1]


def chosen(board, handle=None):
    """The page with a meeting chosen: the first there is."""
    visitor, url = board
    handle = handle or meetings_on(visitor.get(url).text)[0]
    return handle, visitor.get(f"{url}?pair={handle}").text


def do(board, what, text, **fields):
    visitor, url = board
    pair = re.search(r'name="pair" value="([\w.]*)"', text)[1]
    given = {"pair": pair, "stamp": stamp_on(text), "do": what} | fields
    return visitor.post(f"{url}/do", given)


def test_event_without_a_plan_says_so(visitor):
    text = visitor.get(f"/events/{visitor.key('fair')}/by-hand").text

    assert SAY("web.look.nothing") in text


@pytest.mark.parametrize("language", languages())
def test_every_place_says_what_it_does_or_which_rule_forbids_it(folder, language):
    keep(folder, replace(MADE, event=replace(FAIR, tables=FAIR.tables[:1]), unmet=()))
    visitor, say = Visitor(folder, language), words(language)
    url = f"/events/{visitor.key('fair')}/by-hand"

    _, text = chosen((visitor, url))

    assert text.count('name="do" value="move.') == 2 * 2  # on the board, and in the list
    assert say("effect.none") in text
    assert "closed" not in text


def test_meeting_is_moved_and_undone_and_saved(board):
    visitor, url = board
    handle, text = chosen(board)

    moved = do(board, "move.2.1", text)
    after = visitor.get(moved.headers["location"]).text
    undone = visitor.post(f"{url}/step-back", {"what": "undo", "stamp": stamp_on(after)})
    redone = visitor.post(
        f"{url}/step-back", {"what": "redo", "stamp": stamp_on(visitor.get(url).text)}
    )
    saved = visitor.post(f"{url}/save", {"what": "save", "stamp": stamp_on(after)})

    assert moved.headers["location"] == f"{url}?pair={handle}"
    assert "moved to" in unescape(after)
    assert (undone.status_code, redone.status_code) == (303, 303)
    assert saved.headers["location"] == url.replace("by-hand", "look")
    (there,) = visitor.desk.find(visitor.key("fair")).version().plan().schedule.meetings
    assert (there.when_and_where, there.locked) == ((slot(2), "T2"), True)


def test_wish_without_a_meeting_is_added(board):
    visitor, url = board
    person = re.search(r"person=(\w+)", visitor.get(f"{url}/people?q=mull").text)[1]
    text = visitor.get(f"{url}?person={person}").text
    pair = re.search(rf"pair=([\w.]+)&amp;person={person}\">Ганна", text)[1]

    added = do(board, "add.0.0", visitor.get(f"{url}?pair={pair}").text, person=person)

    assert added.headers["location"] == f"{url}?pair={pair}&person={person}"
    assert pair in meetings_on(visitor.get(url).text)


def test_place_that_is_taken_is_refused(board):
    visitor, url = board
    person = re.search(r"person=(\w+)", visitor.get(f"{url}/people?q=mull").text)[1]
    text = visitor.get(f"{url}?person={person}").text
    pair = re.search(r"pair=([\w.]+)&amp;person=\w+\">Ганна", text)[1]

    answer = do(board, "add.1.1", visitor.get(f"{url}?pair={pair}").text)

    assert answer.status_code == 422
    assert "P1 Anna Müller has two meetings at the same time." in unescape(answer.text)


def test_change_in_a_stale_window_says_so_and_shows_both(board):
    _, text = chosen(board)
    do(board, "move.2.1", text)

    late = do(board, "move.0.0", text)

    shown = unescape(late.text)
    assert late.status_code == 409
    assert "You wanted: P1 Anna Müller – P2 Liam O'Brien: moved to Wed 16 Jun, 09:00" in shown
    assert shown.count("moved to") == 1 + 1


@pytest.mark.parametrize(
    "what", ["", "move", "move.9.0", "move.0.9", "move.x.y", "exchange.a.b", "burn", "add.-1.0"]
)
def test_change_that_is_none_is_not_here(board, what):
    _, text = chosen(board)

    assert do(board, what, text).status_code == 404


@pytest.mark.parametrize("pair", ["", "a.b", "x", "..", "a.b.c"])
def test_people_who_are_none_are_not_here(board, pair):
    visitor, url = board
    text = visitor.get(f"{url}?pair={pair}&person={pair}").text

    assert do(board, "lock", text, pair=pair).status_code == 404


def test_step_that_is_none_is_not_here(board):
    visitor, url = board
    stamp = stamp_on(visitor.get(url).text)

    assert visitor.post(f"{url}/step-back", {"what": "burn", "stamp": stamp}).status_code == 404


def test_rest_is_planned_around_what_was_done(folder):
    dossier = Dossier(folder / "fair.xlsx")
    first = Run(dossier.workbook, Wanted(seconds=5))
    wait_for(lambda: first.ended)
    visitor = Visitor(folder)
    key, url = visitor.key("fair"), f"/events/{visitor.key('fair')}/by-hand"
    handle, text = chosen((visitor, url))
    after = visitor.get(do((visitor, url), "lock", text).headers["location"]).text

    answer = visitor.post(f"{url}/save", {"what": "around", "stamp": stamp_on(after)})
    wait_for(lambda: visitor.desk.runs[key].ended)
    visitor.desk.close()

    made = dossier.version().plan()
    locked = [m.participants for m in made.schedule.meetings if m.locked]
    assert answer.headers["location"] == url.replace("by-hand", "plan")
    assert (made.version, Handles(made.event).pair(handle) in locked) == ("v02", True)


def test_damaged_draft_can_be_discarded(board):
    visitor, url = board
    path = visitor.desk.find(visitor.key("fair")).plans / NAME
    path.write_text("{", encoding="utf-8")

    damaged = visitor.get(url).text
    discarded = visitor.post(f"{url}/step-back", {"what": "discard"})

    assert SAY("web.by_hand.lost", file=NAME) in damaged
    assert discarded.status_code == 303
    assert not path.exists()
    assert meetings_on(visitor.get(url).text)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_damaged_draft_is_said_wherever_it_is_asked_for(board, content):
    visitor, url = board
    _, text = chosen(board)
    stamp = stamp_on(text)
    (visitor.desk.find(visitor.key("fair")).plans / NAME).write_bytes(content)

    answers = [
        visitor.get(f"{url}/people?q=a"),
        visitor.post(f"{url}/do", {"pair": meetings_on(text)[0], "do": "lock", "stamp": stamp}),
        visitor.post(f"{url}/save", {"what": "save", "stamp": stamp}),
    ]

    assert [one.status_code for one in answers] == [409] * 3
    assert [SAY("web.by_hand.lost", file=NAME) in one.text for one in answers] == [True] * 3


def test_newer_version_is_said_beside_a_draft(board):
    visitor, url = board
    _, text = chosen(board)
    do(board, "move.2.1", text)
    keep(visitor.desk.folder, replace(MADE, version="v02"), "v02")

    told = visitor.get(url).text

    assert SAY("web.by_hand.newer", newer="v02", version="v01") in told
    assert "moved to" in told


def test_hostile_names_are_text(folder):
    keep(folder, replace(MADE, event=replace(FAIR, participants=(EVIL, LIAM, HANNA))))
    visitor = Visitor(folder)

    _, text = chosen((visitor, f"/events/{visitor.key('fair')}/by-hand"))

    assert HOSTILE not in text


def shown_on(text):
    """What each cell of the board shows of the chosen meeting."""
    board = text[text.index('class="grid hands"') :]
    for cell, rest in re.findall(r"<td([^>]*)>(.*?)</td>", board, re.DOTALL):
        tone, reason = (re.search(rf'{name}="([^"]*)"', cell) for name in ("class", "title"))
        button = re.search(r'<button name="do" value="(.*?)" title="(.*?)">(.*?)</button>', rest)
        found = (tone[1], *button.groups()) if button else reason and reason[1]
        yield unescape(found) if isinstance(found, str) else found and tuple(map(unescape, found))


def test_marks_for_the_board_that_is_there_are_those_of_the_page(tmp_path):
    planned_fair(tmp_path)
    visitor = Visitor(tmp_path)
    url = f"/events/{visitor.key('fair')}/by-hand"
    handle, text = chosen((visitor, url))

    answer = visitor.get(f"{url}/places?pair={handle}&stamp={stamp_on(text)}").json()

    told = [
        answer["reasons"][mark] if isinstance(mark, int) else mark and tuple(mark)
        for mark in answer["cells"]
    ]
    assert {type(one) for one in told} == {str, tuple, type(None)}
    assert told == list(shown_on(text))
    assert answer["pair"] == handle
    assert answer["panel"].strip() in text


@pytest.mark.parametrize("asked", ["pair={handle}&stamp=other", "pair=nobody&stamp={stamp}"])
def test_marks_for_another_board_are_not_there(board, asked):
    visitor, url = board
    handle, text = chosen(board)
    query = asked.format(handle=handle, stamp=stamp_on(text))

    assert visitor.get(f"{url}/places?{query}").status_code == 404
