"""The start page: events are seen, made and handed in; the language is switched; Quit ends it."""

import re
from html import unescape
from pathlib import Path

import pytest

from matchmaker.text import languages, words
from matchmaker.web.speaking import spoken
from matchmaker.workflow import Dossier
from matchmaker.workflow.dossiers import dossiers_in, found_at, safe_name
from tests.web.conftest import EXAMPLES, Visitor, planned_fair

FAIR = (EXAMPLES / "small-fair" / "fair.xlsx").read_bytes()


@pytest.mark.parametrize("language", languages())
def test_start_shows_every_event_of_the_folder(folder, language):
    say = words(language)

    text = Visitor(folder, language).get("/").text

    assert f'<html lang="{language}">' in text
    assert f">{say('web.start.title')}</h1>" in text
    assert ">fair</a>" in text
    assert say("web.start.no_plan") in text


def test_start_of_an_empty_folder_says_what_to_do(tmp_path):
    assert words("en")("web.start.nothing") in Visitor(tmp_path).get("/").text


def test_state_says_how_the_lists_stand(visitor):
    text = visitor.get(f"/events/{visitor.key('fair')}/state").text

    assert text == '<span class="fine">1 warning</span> · 12 People'


@pytest.mark.parametrize("kind", ["template", "example"])
def test_new_event_is_made_in_the_folder(visitor, kind):
    answer = visitor.post("/new", {"name": "Spring fair", "kind": kind})

    made = Dossier(visitor.desk.folder / "Spring fair.xlsx")
    next_page = {"template": "outline", "example": "lists"}[kind]
    assert answer.headers["location"] == f"/events/{made.key}/{next_page}"
    assert answer.status_code == 303
    assert (made.lists().event is not None) == (kind == "example")


def test_new_event_never_takes_the_place_of_another(visitor):
    for _ in range(2):
        visitor.post("/new", {"name": "fair", "kind": "example"})

    assert [one.name for one in visitor.desk.dossiers()] == ["fair", "fair-2", "fair-3"]
    assert (visitor.desk.folder / "fair.xlsx").read_bytes() == FAIR


def test_workbook_that_is_handed_in_is_copied(visitor):
    answer = visitor.post("/hand-in", files={"workbook": ("Messe.xlsx", FAIR)})

    assert answer.status_code == 303
    assert (visitor.desk.folder / "Messe.xlsx").read_bytes() == FAIR


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../evil.xlsx", "evil"),
        ("..\\..\\evil.xlsx", "evil"),
        ("/etc/passwd", "etc passwd"),
        ("C:\\Windows\\x.xlsx", "C Windows x"),
        ("CON.xlsx", "event CON"),
        ("com1", "event com1"),
        (".hidden.xlsx", "hidden"),
        ("~$fair.xlsx", "fair"),
        ("...", "event"),
        ("a\x00b\n.xlsx", "a b"),
        ("Münchner Messe 2027.xlsx", "Münchner Messe 2027"),
        ("x" * 300, "x" * 60),
        ("FAIR.XLSX", "FAIR"),
        ("fair-marked.xlsx", "fair"),
        ("Messe-markiert-2.xlsx", "Messe"),
        ("fair-marked-markiert", "fair"),
        ("-marked", "marked"),
    ],
)
def test_name_that_is_handed_in_is_no_path(name, kept):
    assert safe_name(name) == kept


def test_traversal_in_a_name_stays_in_the_folder(visitor, tmp_path):
    before = {path for path in tmp_path.rglob("*") if visitor.desk.folder not in path.parents}

    visitor.post("/hand-in", files={"workbook": ("../../../evil.xlsx", FAIR)})
    visitor.post("/new", {"name": "../../../worse"})

    outside = {path for path in tmp_path.rglob("*") if visitor.desk.folder not in path.parents}
    assert outside == before
    assert {one.name for one in visitor.desk.dossiers()} == {"evil", "fair", "worse"}


@pytest.mark.parametrize("name", ["fair-marked.xlsx", "messe-markiert-3.xlsx", "plans-marked.xlsx"])
def test_marked_copy_that_is_handed_in_is_an_event(visitor, name):
    """Whoever corrects the copy with marks hands that in: it is shown like any other."""
    answer = visitor.post("/hand-in", files={"workbook": (name, FAIR)})

    assert visitor.get(answer.headers["location"]).status_code == 200


def test_new_event_called_like_a_marked_copy_is_shown(visitor):
    answer = visitor.post("/new", {"name": "Spring-marked", "kind": "example"})

    assert visitor.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("file", ["published.json", "plan.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff"])
def test_event_with_a_damaged_file_hides_no_other(folder, file, content):
    planned_fair(folder, "messe.xlsx")
    (folder / "messe-plans" / "v01" / file).write_bytes(content)

    answer = Visitor(folder).get("/")

    assert answer.status_code == 200
    assert [f">{name}</a>" in answer.text for name in ("fair", "messe")] == [True, True]
    assert (file in answer.text) == (file == "published.json")


def test_event_that_vanishes_meanwhile_hides_no_other(visitor, monkeypatch):
    gone = Dossier(visitor.desk.folder / "gone.xlsx")
    both = (*visitor.desk.dossiers(), gone)
    monkeypatch.setattr(visitor.desk, "dossiers", lambda: both)

    text = visitor.get("/").text

    assert [f">{name}</a>" in text for name in ("fair", "gone")] == [True, True]


@pytest.mark.parametrize("content", [b"", b"name;mail\n", b"\xd0\xcf\x11\xe0" * 50])
def test_file_that_is_no_workbook_is_refused(visitor, content):
    answer = visitor.post("/hand-in", files={"workbook": ("a.xlsx", content)})

    assert answer.status_code == 422
    assert words("en")("web.refused.not_xlsx") in answer.text
    assert [one.name for one in visitor.desk.dossiers()] == ["fair"]


@pytest.mark.parametrize("name", ["fair.xlsm", "letter.docx", "fair.ods", "fair.xlsx.zip", "fair"])
def test_file_of_another_kind_is_refused_by_its_name(visitor, name):
    """All of them are zips; as `.xlsx` Excel would not open a workbook with macros any more."""
    answer = visitor.post("/hand-in", files={"workbook": (name, FAIR)})

    assert answer.status_code == 422
    assert words("en")("web.refused.not_xlsx") in answer.text
    assert [one.name for one in visitor.desk.dossiers()] == ["fair"]


def test_no_file_is_said(visitor):
    answer = visitor.post("/hand-in", {"workbook": "text"})

    assert answer.status_code == 422
    assert words("en")("web.refused.no_file") in answer.text


def test_what_is_no_event_is_not_shown(folder):
    (folder / "~$fair.xlsx").write_bytes(b"lock")
    (folder / ".fair.xlsx").write_bytes(FAIR)
    (folder / "fair-marked.xlsx").write_bytes(FAIR)
    (folder / "fair-markiert-2.xlsx").write_bytes(FAIR)
    (folder / "notes.txt").write_text("x")
    (folder / "fair-plans").mkdir()
    (folder / "sheets").mkdir()
    (folder / "sheets" / "Teilnehmer.csv").write_text("ID;Name")

    assert [one.name for one in dossiers_in(folder)] == ["fair", "sheets"]


def test_place_may_be_a_folder_or_one_of_its_events(folder):
    assert found_at(folder) == (folder, None)
    assert found_at(folder / "fair.xlsx") == (folder, Dossier(folder / "fair.xlsx"))


def test_language_is_switched_and_kept(visitor):
    answer = visitor.post("/language", {"language": "de", "back": "/"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert '<html lang="de">' in visitor.get("/").text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_switch_of_the_language_leads_to_no_foreign_page(visitor, back):
    answer = visitor.post("/language", {"language": "de", "back": back})

    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    ("asked", "language"),
    [("de-AT,en;q=0.8", "de"), ("fr, en;q=0.5, de;q=0.7", "de"), ("fr", "en"), ("de;q=x,en", "en")],
)
def test_language_is_that_of_the_browser(folder, asked, language):
    assert f'<html lang="{language}">' in Visitor(folder, asked).get("/").text


def test_quit_says_good_bye_and_ends(visitor):
    ended, visitor.desk.end = [], lambda: ended.append(True)

    answer = visitor.post("/quit")

    assert words("en")("web.ended") in answer.text
    assert ended == [True]


def test_what_the_disk_refuses_is_said(visitor, monkeypatch):
    def full(*_arguments, **_fields):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr("matchmaker.web.start.new_dossier", full)

    answer = visitor.post("/new", {"name": "x"})

    assert answer.status_code == 409
    assert spoken("en")("cli.disk_full") in answer.text


@pytest.mark.parametrize("kind", ["workbook", "template", "exports"])
def test_event_that_finds_no_room_leaves_nothing(visitor, monkeypatch, kind):
    """A file that is half there would be shown as an event, and nobody could be rid of it."""

    def half(path, content):
        with path.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    data = {"name": "Spring fair"}
    asked = {
        "workbook": lambda: visitor.post("/hand-in", files={"workbook": ("x.xlsx", FAIR)}),
        "template": lambda: visitor.post("/new", data),
        "exports": lambda: visitor.post(
            "/from-exports", data, files=exports("b2match-participants.csv")
        ),
    }[kind]
    whole = Path.write_bytes
    is_event = lambda path: path.parent == visitor.desk.folder  # noqa: E731
    monkeypatch.setattr(
        Path, "write_bytes", lambda path, text: (half if is_event(path) else whole)(path, text)
    )

    answer = asked()

    assert answer.status_code == 409
    assert [path.name for path in visitor.desk.folder.iterdir()] == ["fair.xlsx"]


def test_fault_of_ours_is_said_without_a_traceback(visitor, monkeypatch):
    monkeypatch.setattr("matchmaker.web.start.new_dossier", lambda *_a, **_f: 1 / 0)

    answer = visitor.post("/new", {"name": "x"})

    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.text
    assert "Traceback" not in answer.text


def exports(*names):
    folder = EXAMPLES / "exports"
    return [("exports", (name, (folder / name).read_bytes())) for name in names]


def test_event_is_made_of_exports(visitor):
    files = exports("b2match-participants.csv", "b2match-meetings.csv")

    answer = visitor.post("/from-exports", {"name": "Spring fair"}, files=files)

    made = Dossier(visitor.desk.folder / "Spring fair.xlsx")
    page = f"/events/{made.key}/begun"
    text = visitor.get(page).text
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert words("en")("web.start.begun") in text
    assert [name in text for _, (name, _) in files] == [True, True]
    assert f'name="back" value="{page}"' in text
    assert made.lists().issues != ()


def test_what_came_in_by_exports_is_said_while_the_page_is_open(visitor):
    """After that the lists are what there is to be seen."""
    page = f"/events/{visitor.key('fair')}"

    answer = visitor.get(f"{page}/begun")

    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}/lists")


def test_exports_that_hold_nobody_make_no_event(visitor):
    files = [("exports", ("x.csv", b"Colour;Size\nred;7\n"))]

    answer = visitor.post("/from-exports", {"name": "Spring fair"}, files=files)

    assert words("en")("web.start.not_begun") in answer.text
    assert 'name="back" value="/"' in answer.text
    assert 'class="cause error"' in answer.text
    assert [one.name for one in visitor.desk.dossiers()] == ["fair"]


@pytest.mark.parametrize("name", ["x.exe", "x", "x.csv.pdf", "../../x.py"])
def test_file_that_is_no_export_is_refused(visitor, tmp_path, name):
    before = sorted(tmp_path.rglob("*"))

    answer = visitor.post("/from-exports", {"name": "x"}, files=[("exports", (name, b"a;b"))])

    assert answer.status_code == 422
    assert words("en")("web.refused.no_export") in answer.text
    assert sorted(tmp_path.rglob("*")) == before


def test_hostile_export_is_text_on_the_page(visitor):
    hostile = "<script>alert(1)</script>"
    table = f"ID;Last name;E-mail;Organisation;{hostile}\n1;{hostile};a;{hostile};x\n"

    answer = visitor.post(
        "/from-exports", {"name": hostile}, files=[("exports", ("x.csv", table.encode()))]
    )

    shown = visitor.get(answer.headers["location"])
    assert shown.status_code == 200
    assert "<script>alert" not in shown.text


def back_on(text):
    """Where switching the language leads."""
    return unescape(re.search(r'name="back" value="([^"]*)"', text)[1])


def test_language_is_switched_wherever_a_page_is_shown(tmp_path):
    """What answers a change is shown where nothing can be asked for by its address."""
    planned_fair(tmp_path)
    visitor = Visitor(tmp_path)
    event = f"/events/{visitor.key('fair')}"
    handle = re.search(r'id="m-([\w.]+)"', visitor.get(f"{event}/by-hand").text)[1]
    answers = [
        visitor.get(f"{event}/look?version=v01"),
        visitor.get(f"{event}/by-hand?pair={handle}"),
        visitor.post(f"{event}/by-hand/do", {"pair": handle, "stamp": "x", "do": "lock"}),
        visitor.post(f"{event}/by-hand/step-back", {"stamp": "x", "what": "undo"}),
        visitor.post(f"{event}/by-hand/step-back", {"stamp": "x", "what": "burn"}),
        visitor.post(f"{event}/lists/undo"),
        visitor.post(f"{event}/register/write", {"seen": "x"}),
        visitor.post(f"{event}/outline/write", {"seen": "x", "name": ""}),
        visitor.post("/hand-in", files={"workbook": ("x.xlsx", b"x")}),
        visitor.post("/new", {"csrf": "x"}),
    ]

    where = [back_on(one.text) for one in answers]

    assert where[:3] == [
        f"{event}/look?version=v01",
        f"{event}/by-hand?pair={handle}",
        f"{event}/by-hand?pair={handle}",
    ]
    assert {visitor.get(address).status_code for address in where} == {200}
