import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from matchmaker.compare import compare
from matchmaker.events import Attendance, Availability, Organisation, Period, Status, Table
from matchmaker.io.documents.catalogue import catalogue_pdf
from matchmaker.io.documents.check_in import check_in_pdf
from matchmaker.io.documents.grid import grid_pdf
from matchmaker.io.documents.print_pack import DOCUMENTS, write_print_pack, write_some_agendas
from matchmaker.io.documents.signs import signs_pdf
from matchmaker.paper import Paper
from matchmaker.schedule import Schedule
from tests.builders import but, event, meeting, people, person, plan, slot
from tests.io.documents.pdfs import (
    FAIR,
    LIAM,
    MADE,
    edition_of,
    lines,
    made_of,
    pages,
    sizes,
    words_of,
)

HOSTILE = '#import "x"; $x$ <script>=1+1@'


def pack(made, folder, **fields):
    """Write the pack; give the names of its files."""
    with edition_of(made) as edition:
        write_print_pack(edition, folder, **fields)
    return sorted(path.name for path in folder.iterdir())


def test_pack_has_everything(tmp_path):
    assert pack(MADE, tmp_path) == [
        "all-agendas.pdf",
        "catalogue.pdf",
        "check-in-list.pdf",
        "grid.pdf",
        "table-signs.pdf",
    ]


def test_all_agendas_are_of_those_with_meetings_by_last_name(tmp_path):
    pack(plan(FAIR, meeting("P2 P3", 2, "3")), tmp_path)

    texts = pages((tmp_path / "all-agendas.pdf").read_bytes())
    assert [text[1] for text in texts] == ["Ганна Doğan", "Liam O'Brien"]


def test_all_agendas_in_several_copies(tmp_path):
    pack(MADE, tmp_path, copies=3)

    assert len(pages((tmp_path / "all-agendas.pdf").read_bytes())) == 9


def test_pack_of_no_meetings_has_no_agendas(tmp_path):
    assert "all-agendas.pdf" not in pack(plan(FAIR), tmp_path)


def test_pack_without_tables_has_no_signs(tmp_path):
    online = event(people("A B", attendance=Attendance.ONLINE), tables=0)

    names = pack(plan(online, meeting("A B", 0, None)), tmp_path)

    assert "table-signs.pdf" not in names
    assert "grid.pdf" in names


def test_some_agendas_leave_out_those_without_meetings(tmp_path):
    with edition_of(plan(FAIR, meeting("P2 P3", 2, "3"))) as edition:
        write_some_agendas(edition, ("P1", "P2"), tmp_path)

    texts = pages((tmp_path / "some-agendas.pdf").read_bytes())
    assert [text[1] for text in texts] == ["Liam O'Brien"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_name_nobodys_address(name):
    assert "secret" not in words_of(made_of(MADE, DOCUMENTS[name]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_the_same_each_time(name):
    assert made_of(MADE, DOCUMENTS[name]) == made_of(MADE, DOCUMENTS[name])


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_documents_are_accessible(name, language):
    made = replace(MADE, event=replace(FAIR, language=language))

    reader = PdfReader(io.BytesIO(made_of(made, DOCUMENTS[name])))

    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
    assert reader.metadata.title.endswith("– Fair")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_say_that_they_are_drafts(name):
    assert "DRAFT – not yet confirmed" in words_of(made_of(MADE, DOCUMENTS[name], is_draft=True))
    assert "DRAFT" not in words_of(made_of(MADE, DOCUMENTS[name]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_text_is_printed_as_it_is(name):
    hostile = replace(LIAM, first_name="", last_name=HOSTILE, organisation="*b* #c")
    made = replace(
        MADE, event=replace(FAIR, participants=but(FAIR.participants, "P2", **vars(hostile)))
    )

    told = words_of(made_of(made, DOCUMENTS[name]))

    assert HOSTILE in told
    assert "*b* #c" in told


def test_check_in_list_has_everyone_who_comes_with_their_first_meeting():
    absent = person("P4", status=Status.CANCELLED)
    made = replace(MADE, event=replace(FAIR, participants=(*FAIR.participants, absent)))

    assert lines(made_of(made, check_in_pdf))[:-1] == [
        "Fair",
        "Check-in list",
        "3 participants",
        "Wed",
        "16 Jun Name Organisation First meeting",
        "D Doğan, Ганна P3 Łódź 10:00 Table 4",
        "O O'Brien, Liam P2 Bogland, Ireland 09:00 Table 3",
        "P P1, Änne P1 Elbblick 09:00 Table 3",
    ]


def test_check_in_list_marks_whose_meetings_changed():
    told = Schedule((meeting("P1 P2", 0, "3"), meeting("P2 P3", 3, "Tisch 4")))
    made = replace(MADE, base="v02", difference=compare(told, MADE.schedule))

    marked = [line for line in lines(made_of(made, check_in_pdf)) if line.endswith("CHANGED")]

    assert [line.split(",")[0] for line in marked] == ["D Doğan", "O O'Brien"]
    assert "as they were in version 2" in words_of(made_of(made, check_in_pdf))


def test_check_in_list_of_two_days_names_the_day():
    days = (slot(0), slot(0, day=1))
    made = plan(replace(FAIR, slots=days), replace(meeting("P1 P2", 0, "3"), slot=days[1]))

    told = words_of(made_of(made, check_in_pdf))

    assert "Thu 09:00 Table 3" in told
    assert "no meetings" in told


def test_check_in_list_goes_on_under_its_headings():
    texts = pages(
        made_of(plan(event(people(" ".join(f"N{n:03}" for n in range(90))))), check_in_pdf)
    )

    assert len(texts) > 1
    assert all("16 Jun Name Organisation First meeting" in text for text in texts)
    assert texts[-1][-1].endswith(f"Page {len(texts)} of {len(texts)}")


def test_sign_tells_the_day_of_a_table():
    texts = pages(
        made_of(plan(replace(FAIR, slots=FAIR.slots[:2]), meeting("P1 P2", 0, "3")), signs_pdf)
    )

    assert texts[0] == [
        "Fair",
        "Table 3",
        "Hall A",
        "Wednesday, 16 June 2027",
        "09:00–09:30 Änne P1 Elbblick Liam O'Brien Bogland",
        "09:30–10:00 free",
        "Version 3, as of 12 Jun 2027 14:05",
    ]
    assert texts[1][1] == "Table 4"


def test_signs_are_a_page_for_each_table_and_day():
    fair = replace(FAIR, slots=(slot(0), slot(0, day=1)))

    assert [text[1] for text in pages(made_of(plan(fair), signs_pdf))] == [
        *("Table 3", "Table 3", "Table 4", "Table 4")
    ]


def test_full_sign_is_one_page():
    long = {"organisation": "Gesellschaft für Mikrosystemtechnik und Sensorik mit Sitz in Dresden"}
    fair = event(people("A B", **long), slots=24, tables=1)
    made = plan(fair, *(meeting("A B", number) for number in range(24)))

    assert sizes(made_of(made, signs_pdf)) == [(210, 297)]


def test_sign_names_the_owner_and_leaves_out_when_a_table_is_away():
    away = Availability(unavailable=(Period(slot(0).start, slot(0).start + timedelta(minutes=1)),))
    fair = replace(FAIR, slots=FAIR.slots[:2], tables=(Table(name="3", owner="P2", times=away),))

    told = words_of(made_of(plan(fair), signs_pdf))

    assert "reserved for Liam O'Brien" in told
    assert "09:00–09:30" not in told


def test_sign_names_the_group_a_table_is_for():
    table = Table(name="3", owner="Delegation: Vilnius", group=frozenset({"P2"}))

    told = words_of(made_of(plan(replace(FAIR, tables=(table,))), signs_pdf))

    assert "reserved for Delegation: Vilnius" in told


def test_grid_is_one_large_page_a_day():
    fair = replace(FAIR, slots=tuple(slot(n, day) for day in (0, 1) for n in range(16)))

    made = made_of(plan(fair, meeting("P1 P2", 0, "3")), grid_pdf)

    assert [text[1] for text in pages(made)] == [
        "Wednesday, 16 June 2027",
        "Thursday, 17 June 2027",
    ]
    assert all(width > 600 for width, _ in sizes(made))
    assert words_of(made).count("Liam O'Brien") == 1


def test_grid_has_a_row_for_online_meetings():
    told = words_of(made_of(plan(FAIR, meeting("P1 P2", 0, None)), grid_pdf))

    assert "online Änne P1 Elbblick Liam O'Brien Bogland" in told


def test_grid_of_very_many_tables_is_on_several_pages():
    tables = tuple(Table(name=f"{number}") for number in range(300))
    fair = event(people("A B"), tables=tables)

    made = made_of(plan(fair, meeting("A B", 0, "1")), grid_pdf)

    assert len(pages(made)) == 2
    assert all(height < 5_000 for _, height in sizes(made))


def test_catalogue_tells_what_people_offer_and_when_they_are_free():
    fair = replace(
        FAIR,
        slots=FAIR.slots[:4],
        organisations=(Organisation(name="Bogland", type="Start-up", country="Ireland"),),
    )
    made = plan(fair, meeting("P1 P2", 1, "3"))

    told = words_of(made_of(made, catalogue_pdf))

    assert "3 organisations · 3 participants" in told
    assert (
        "Bogland Start-up · Ireland Liam O'Brien Ireland Offers lasers Seeks mirrors "
        "Free Wed 09:00–09:30, 10:00–11:00"
    ) in told


def test_pack_is_on_the_paper_that_is_chosen(tmp_path):
    letter, half = (216, 279), (140, 216)

    with edition_of(MADE, paper=Paper.LETTER) as edition:
        write_print_pack(edition, tmp_path)

    found = {path.stem: set(sizes(path.read_bytes())) for path in tmp_path.iterdir()}
    ((width, _),) = found.pop("grid")
    assert width >= letter[1]
    assert found == {
        "all-agendas": {half},
        "catalogue": {letter},
        "check-in-list": {letter},
        "table-signs": {letter},
    }


def test_sign_of_a_full_day_is_one_page_of_letter_paper():
    names = " ".join(f"A{number} B{number}" for number in range(24))
    fair = event(people(names), slots=24, tables=1)
    made = plan(fair, *(meeting(f"A{n} B{n}", n, "1") for n in range(24)))

    with edition_of(made, paper=Paper.LETTER) as edition:
        assert len(sizes(signs_pdf(edition))) == 1
