"""What is read while the browser starts."""

import shutil

from matchmaker.io.plans.versions import Version
from matchmaker.text import words
from matchmaker.web import ahead, by_hand
from matchmaker.web.ahead import read_ahead
from matchmaker.web.speaking import spoken
from matchmaker.workflow import Dossier
from tests.web.conftest import Visitor, planned_fair
from tests.web.test_by_hand import meetings_on
from tests.web.test_plan import wait_for


def ready(folder):
    """A browser whose event was read ahead."""
    visitor = Visitor(folder)
    read_ahead(visitor.desk, None).join()
    return visitor, f"/events/{visitor.key('fair')}"


def test_event_and_plan_are_not_read_once_more(tmp_path, monkeypatch):
    planned_fair(tmp_path)
    visitor, url = ready(tmp_path)

    def again(_):
        raise AssertionError("read")

    monkeypatch.setattr(Dossier, "lists", again)
    monkeypatch.setattr(Version, "plan", again)

    answers = [visitor.get(f"{url}/{page}").status_code for page in ("lists", "plan", "look")]

    assert answers == [200, 200, 200]


def test_event_that_was_saved_since_is_read_anew(folder):
    visitor, url = ready(folder)
    (folder / "fair.xlsx").write_bytes(b"PK")

    assert "is not a sound Excel workbook" in visitor.get(f"{url}/lists").text


def test_of_several_events_only_the_one_that_is_named_is_read(folder, monkeypatch):
    shutil.copy(folder / "fair.xlsx", folder / "other.xlsx")
    visitor, read = Visitor(folder), []
    monkeypatch.setattr(Dossier, "lists", lambda dossier: read.append(dossier.name))

    read_ahead(visitor.desk, None).join()
    of_none = [*read]
    read_ahead(visitor.desk, folder / "other.xlsx").join()

    assert (of_none, read) == ([], ["other"])


def test_plan_that_is_damaged_is_said_by_its_page(tmp_path):
    planned_fair(tmp_path)
    (tmp_path / "fair-plans" / "v01" / "plan.json").write_text("{", encoding="utf-8")
    visitor, url = ready(tmp_path)

    answer = visitor.get(f"{url}/look")

    assert (answer.status_code, "plan.json" in answer.text) == (409, True)


def test_event_that_is_pointed_at_is_read(folder, monkeypatch):
    shutil.copy(folder / "fair.xlsx", folder / "other.xlsx")
    visitor, read = Visitor(folder), []
    monkeypatch.setattr(Dossier, "lists", lambda dossier: read.append(dossier.name))
    page = visitor.get("/").text

    answer = visitor.get(f"/events/{visitor.key('other')}/ahead")
    wait_for(lambda: read)

    assert f'hx-get="/events/{visitor.key("other")}/ahead"' in page
    assert (answer.status_code, read) == (204, ["other"])


def test_board_is_made_ahead(tmp_path, monkeypatch):
    planned_fair(tmp_path)
    visitor, url = ready(tmp_path)

    def again(*_):
        raise AssertionError("made")

    monkeypatch.setattr(by_hand, "BareBoard", again)
    handle = meetings_on(visitor.get(f"{url}/by-hand").text)[0]

    assert visitor.get(f"{url}/by-hand?pair={handle}").status_code == 200


def test_pages_are_made_ahead_in_the_words_of_the_page(tmp_path, monkeypatch):
    planned_fair(tmp_path)
    spoken_in = []
    monkeypatch.setattr(ahead, "sections_of", lambda *given: spoken_in.append(given[-1]))
    ready(tmp_path)

    assert spoken_in == [spoken("en")]
    assert spoken("en") != words("en")
