import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from matchmaker.events import Attendance, Item, ItemKind, pair_of
from matchmaker.io.documents.agenda import (
    LOOKS,
    agenda_pdf,
    agendas_pdf,
    fitted,
    shortened,
    write_agenda_pdfs,
)
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.reading.branding import Branding
from matchmaker.io.telling.timeline import report_for
from matchmaker.schedule import Meeting
from matchmaker.told import Publication
from tests.builders import but, event, meeting, people, person, plan, slot, twins
from tests.io.documents.pdfs import (
    ANNA,
    FAIR,
    HANNA,
    LIAM,
    MADE,
    edition_of,
    lines,
    made_of,
    pages,
    sizes,
    words_of,
)
from tests.strategies import events

A5, A4 = (148, 210), (210, 297)
HOSTILE = '#import "x"; $x$ <script>=1+1@'


def busy(count, *, days=1):
    """The agenda of somebody with so many meetings, a long text each."""
    names = [f"B{number}" for number in range(count)]
    prose = "sensors for harsh places, calibration, and partners for a pilot line"
    each = -(-count // days)
    slots = tuple(slot(number, day) for day in range(days) for number in range(each))
    fair = event(people(" ".join(["A", *names]), offers=prose, seeks=prose), slots=slots)
    meetings = (replace(meeting(f"A {n}"), slot=slots[i]) for i, n in enumerate(names))
    return plan(fair, *meetings)


def test_agenda_of_one_day():
    lunch = Item(
        kind=ItemKind.BREAK,
        start=slot(4).start,
        end=slot(4).end,
        label="Lunch",
    )
    made = replace(MADE, event=replace(FAIR, programme=(lunch,)))

    assert lines(made_of(made, agenda_pdf, "P2")) == [
        "Fair · Personal agenda",
        "Liam O'Brien",
        "Bogland, Ireland P2",
        "Wednesday, 16 June 2027 2 meetings",
        "09:00–09:30 Table 3",
        "Hall A",
        "Änne P1",
        "Elbblick",
        "Offers Messtechnik",
        "You both asked",
        "09:30–10:00 free",
        "10:00–10:30 Table 4Ганна Doğan",
        "Łódź",
        "They asked for this",
        "10:30–11:00 free",
        "11:00–11:30 Lunch",
        "Version 3, as of 12 Jun 2027 14:05",
    ]


def test_agenda_in_the_language_of_the_person():
    assert lines(made_of(MADE, agenda_pdf, "P1", is_draft=True)) == [
        "ENTWURF",
        "Fair · Persönliche Agenda",
        "Änne P1",
        "Elbblick P1",
        "ENTWURF – noch nicht bestätigt",
        "Mittwoch, 16. Juni 2027 1 Treffen",
        "09:00–09:30 Tisch 3",
        "Hall A",
        "Liam O'Brien",
        "Bogland, Irland",
        "Bietet lasers",
        "Sucht mirrors",
        "Wunsch von beiden Seiten",
        "Version 3, Stand 12.06.2027 14:05",
    ]


@pytest.mark.parametrize(
    ("participant", "reason"),
    [("P3", "You asked for this"), ("P2", "They asked for this")],
)
def test_agenda_says_who_asked(participant, reason):
    assert reason in lines(made_of(MADE, agenda_pdf, participant))


def test_meeting_nobody_asked_for_was_arranged():
    made = plan(FAIR, meeting("P1 P3", 0, "3"))

    assert "Arranged by the organiser" in lines(made_of(made, agenda_pdf, "P3"))


def test_agenda_without_meetings_says_so_kindly():
    assert "no meetings planned for you yet" in words_of(made_of(plan(FAIR), agenda_pdf, "P3"))


def test_online_meeting():
    fair = replace(FAIR, participants=but(FAIR.participants, "P1", attendance=Attendance.ONLINE))

    told = words_of(made_of(plan(fair, meeting("P1 P2", 0, None)), agenda_pdf, "P2"))

    assert "09:00–09:30 onlineÄnne P1" in told


def test_agenda_of_somebody_for_two_organisations_has_all_their_meetings():
    hats = twins("P4 P5", first_name="Liv", last_name="Berg")
    fair = event((*hats, *people("A B")), slots=4, tables=1)
    made = plan(fair, meeting("A P4", 0), meeting("B P5", 2))

    with edition_of(made) as edition:
        told = {p: words_of(agenda_pdf(edition, p)) for p in ("P4", "P5", "A")}

    for participant, other in (("P4", "P5"), ("P5", "P4")):
        assert f"You also represent {other} GmbH" in told[participant]
        assert "for P4 GmbH" in told[participant]
        assert "for P5 GmbH" in told[participant]
        assert "09:00–09:30" in told[participant]
        assert "10:00–10:30" in told[participant]
    assert "represent" not in told["A"]
    assert "for P4 GmbH" not in told["A"]


def test_contact_stands_at_the_foot():
    branding = Branding(contact="Ask at the desk")

    assert lines(made_of(MADE, agenda_pdf, "P2", branding=branding))[-1] == (
        "Version 3, as of 12 Jun 2027 14:05 · Ask at the desk"
    )


def test_addresses_stay_private():
    for participant in FAIR.registered:
        assert "secret" not in words_of(made_of(MADE, agenda_pdf, participant))


@pytest.mark.parametrize(
    ("made", "size"), [(busy(1), A5), (busy(5), A5), (busy(12, days=2), A4), (busy(16), A4)]
)
def test_agenda_is_one_page_as_small_as_can_be_read(made, size):
    assert sizes(made_of(made, agenda_pdf, "A")) == [size]


def test_agenda_too_long_for_a_page_goes_on_with_numbered_ones():
    texts = pages(made_of(busy(40), agenda_pdf, "A"))

    assert len(texts) > 1
    assert [text[0] for text in texts[1:]] == ["A · Fair · Personal agenda"] * (len(texts) - 1)
    assert [text[-1].endswith(f"Page {n} of {len(texts)}") for n, text in enumerate(texts, 1)] == [
        True
    ] * len(texts)


def test_looks_are_as_many_as_the_template_has():
    with edition_of(busy(16)) as edition:
        template = (edition.press.folder / "agenda_page.typ").read_text(encoding="utf-8")

    assert len(re.findall(r"^  \(width: ", template, re.MULTILINE)) == LOOKS


def test_more_meetings_take_tighter_looks():
    looks = []
    for count in (1, 4, 6, 8, 10, 12, 14, 16):
        with edition_of(busy(count)) as edition:
            looks.append(fitted(edition, edition.report.person("A")).look)

    assert looks == sorted(looks)
    assert (looks[0], len(set(looks)) > 4) == (0, True)


def test_agendas_together_are_on_one_kind_of_paper():
    made = busy(12)

    with edition_of(made) as edition:
        few = agendas_pdf(edition, [edition.report.person(name) for name in ("B0", "B1")])
        mixed = agendas_pdf(edition, [edition.report.person(name) for name in ("B0", "A")])

    assert (sizes(few), sizes(mixed)) == ([A5, A5], [A4, A4])


def test_copies_follow_each_other():
    with edition_of(MADE) as edition:
        pdf = agendas_pdf(edition, [LIAM, HANNA], copies=2)

    assert [page[1] for page in pages(pdf)] == ["Liam O'Brien"] * 2 + ["Ганна Doğan"] * 2


def test_the_same_plan_gives_the_same_bytes(tmp_path):
    write_plan(MADE, tmp_path / "plan.json")

    once = [made_of(MADE, agenda_pdf, "P2"), made_of(MADE, agenda_pdf, "P1")]
    again = [made_of(read_plan(tmp_path / "plan.json"), agenda_pdf, p) for p in ("P2", "P1")]

    assert once == again


@pytest.mark.parametrize(("participant", "language"), [("P1", "de"), ("P2", "en")])
def test_agenda_is_accessible(participant, language):
    reader = PdfReader(io.BytesIO(made_of(MADE, agenda_pdf, participant)))
    root = reader.trailer["/Root"]

    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert FAIR.participant[participant].name in reader.metadata.title
    assert reader.xmp_metadata.get_element("", "http://www.aiim.org/pdfua/ns/id/", "part")


def test_hostile_text_is_printed_as_it_is(tmp_path):
    hostile = replace(
        ANNA, first_name="", last_name=HOSTILE, organisation="*b* = h", offers="`r` // [x](y) @z"
    )
    fair = replace(FAIR, participants=(hostile, LIAM, HANNA), name="Fair #panic()")
    made = replace(MADE, event=fair)

    with edition_of(made) as edition:
        write_agenda_pdfs(edition, ("P1", "P2"), tmp_path, lambda: None)

    names = ["agenda_P1_import-x-x-script-1-1.pdf", "agenda_P2_obrien-liam.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    own, partners = (words_of((tmp_path / name).read_bytes()) for name in names)
    for told in (own, partners):
        assert HOSTILE in told
        assert "*b* = h" in told
        assert "Fair #panic()" in told
    assert "`r` // [x](y) @z" in partners


@pytest.mark.parametrize(
    "name", ["Юлия Щёголева", "Şebnem Ağaoğlu", "İpek Ğğıİ", "Ελένη Θαλασσινού", "Łukasz Żółć"]
)
def test_letters_of_europe_are_in_the_font(name):
    fair = replace(FAIR, participants=but(FAIR.participants, "P1", first_name="", last_name=name))

    pdf = made_of(replace(MADE, event=fair), agenda_pdf, "P2")

    assert name in words_of(pdf)
    assert b"pdfuaid:part" in pdf  # typst grants this only where no glyph is missing


def test_letter_that_no_font_has_stops_nothing():
    fair = replace(
        FAIR, participants=but(FAIR.participants, "P1", last_name="\U0001fae8\U0010fffd")
    )

    assert "Hall A" in lines(made_of(replace(MADE, event=fair), agenda_pdf, "P2"))


def test_long_names_wrap_and_nothing_is_lost():
    endless = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    long = person("P1", endless, first_name="Maximiliane " * 6)
    fair = replace(FAIR, participants=(replace(long, last_name="x" * 90), LIAM, HANNA))
    made = replace(MADE, event=fair)

    for participant in ("P1", "P2"):
        pdf = made_of(made, agenda_pdf, participant)
        told = words_of(pdf).replace(" ", "")
        assert endless in told
        assert "Maximiliane" * 6 + "x" * 90 in told
        assert rightmost(pdf) < 148 / 25.4 * 72


def rightmost(pdf):
    """Where the last letter of a page begins, from its left edge."""
    edges = []

    def see(text, matrix, text_matrix, _font, _size):
        if text.strip():
            edges.append(text_matrix[4] * matrix[0] + matrix[4])

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=see)
    return max(edges)


def test_long_topics_are_shortened_after_a_word():
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("one\ntwo", 12) == "one two"


def named(drawn):
    """The same event, each person with a name that stands nowhere else."""
    people = (
        replace(person, last_name=f"Name{number}q")
        for number, person in enumerate(drawn.participants)
    )
    return replace(drawn, participants=tuple(people))


@settings(max_examples=40, deadline=None)
@given(events(), st.randoms(use_true_random=False))
def test_text_holds_just_the_meetings_of_the_person(drawn, random):
    fair = named(drawn)
    made = plan(fair, *any_meetings(fair, random))

    with edition_of(made) as edition:
        for one in fair.registered:
            told = words_of(agenda_pdf(edition, one))
            meetings = made.schedule.of(one)
            seen = {p.id for p in fair.participants if p.last_name in told}
            assert seen == {one, *(m.partner_of(one) for m in meetings)}
            assert "@example.org" not in told
            for m in meetings:
                assert f"{m.slot.start:%H:%M}–{m.slot.end:%H:%M}" in told
                assert report_for(made, one).place(m) in told


def any_meetings(fair, random):
    """Some meetings, nobody in two at once."""
    taken = set()
    for at in fair.slots:
        ids = list(fair.registered)
        random.shuffle(ids)
        for one, other in zip(ids[::2], ids[1::2], strict=False):
            pair = pair_of(one, other)
            if pair not in taken:
                taken.add(pair)
                table = random.choice([None, *(t.name for t in fair.tables)])
                yield Meeting(pair, at, table)


def test_progress_is_told_after_each(tmp_path):
    calls = []

    with edition_of(MADE) as edition:
        write_agenda_pdfs(edition, FAIR.registered, tmp_path, lambda: calls.append(1))

    assert len(calls) == 3


def test_agenda_of_somebody_elsewhere_tells_both_clocks_and_the_link():
    mei = person(
        "P7",
        phone="+886 2 5550 100",
        attendance=Attendance.ONLINE,
        time_zone="Asia/Taipei",
        link="https://meet.example/mei",
        agenda_language="en",
    )
    fair = replace(FAIR, participants=(*FAIR.participants, mei))

    pdf = made_of(plan(fair, meeting("P2 P7", 3, None)), agenda_pdf, "P7")

    told = " ".join(lines(pdf))
    assert "16:30–17:00 in Taipei (10:30–11:00 in Berlin)" in told
    assert "https://meet.example/mei" in told
    assert "5550" not in told
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == [
        "https://meet.example/mei"
    ]


def test_agenda_marks_what_is_not_as_was_told():
    before = plan(FAIR, meeting("P1 P2", 1, "3"), version="v01")
    told = [Publication(before, frozenset(FAIR.registered))]

    text = words_of(made_of(MADE, agenda_pdf, "P2", earlier=told))

    assert "New since version 1: what has changed is marked." in text
    assert "MOVED before: Wed 16 Jun, 09:30–10:00, Table 3, Hall A Änne P1" in text
    assert "NEW Ганна Doğan" in text


def test_agenda_of_whoever_was_told_nothing_has_no_mark():
    told = [Publication(plan(FAIR, version="v01"), frozenset(["P1"]))]

    assert "NEW" not in words_of(made_of(MADE, agenda_pdf, "P2", earlier=told))
    assert "NEU" in words_of(made_of(MADE, agenda_pdf, "P1", earlier=told))
