"""The sample export of each service: what comes in, exactly, and that check then finds no fault."""

from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.intake.intake import take_in
from matchmaker.issues import Severity
from matchmaker.text import words
from matchmaker.workflow import begin, still_missing

SAMPLES = Path(__file__).parents[3] / "examples" / "exports"


TAKEN = {
    ("b2match-participants.csv", "b2match-meetings.csv"): (
        ["b2match", "b2match"],
        [
            (
                "P01 Anna Ahorn <anna.ahorn@alpha.example.org> Alpha Sensorik GmbH; +49 000 1001; "
                "type: Company; Exhibitor; DE; areas: Sensors; Optics; on_site"
            ),
            (
                "P02 Béla Birke <bela.birke@beta.example.org> Beta Chip Kft.; type: Company; "
                "Visitor; Hungary; areas: Chip design; online"
            ),
            (
                "P03 Cem Çınar <cem.cinar@gamma.example.org> Gamma A.Ş.; type: Start-up; "
                "Visitor; TR; areas: Software; on_site; cancelled"
            ),
            (
                "P04 Dana Dub <dana.dub@delta.example.org> Delta Optika s.r.o.; type: Company; "
                "Exhibitor; CZ; areas: Optics; on_site"
            ),
            (
                "P05 Emil Eiche <emil.eiche@epsilon.example.org> Epsilon-Institut; "
                "type: Research institution; Visitor; DE; areas: Materials; Optics; on_site; absent"
            ),
            (
                "P06 Fiona Fichte <fiona.fichte@alpha.example.org> Alpha Sensorik GmbH; "
                "type: Company; Exhibitor; DE; areas: Sensors; on_site"
            ),
        ],
        [
            "P02 > P01 high accepted (2027-06-17, 10:00, Table 5 · We need pressure sensors.)",
            "P04 > P02 normal pending",
            "P06 > P03 high accepted (2027-06-17, 11:00, Table 1)",
            "P04 > P06 normal declined",
        ],
        [
            "export_not_validated b2match-participants!6:6 1",
            "export_columns_not_read b2match-participants 1",
            "export_cancelled_meetings b2match-meetings!4:4 1",
            "export_stranger b2match-meetings!7:7 1",
        ],
    ),
    ("swapcard-people.csv", "swapcard-meetings.csv"): (
        ["Swapcard", ""],
        [
            "P01 Nele Nuss <nele.nuss@ny.example.org> Ny Robotics GmbH; Exhibitors; Germany",
            "P02 Ole Orgel <ole.orgel@omega.example.org> Omega ApS; Attendees; Denmark",
            (
                "P03 Pia Palme <pia.palme@pi.example.org> Pi Photonics AG; Speakers; Switzerland; "
                "cancelled"
            ),
        ],
        [
            "P02 > P01 high accepted (2027-06-17 09:30, Meeting point 3)",
            "P01 > P03 normal pending",
        ],
        ["export_columns_not_read swapcard-people 1"],
    ),
    ("grip-participants.csv",): (
        ["Grip"],
        [
            "P01 Rosa Rübe <rosa.ruebe@rho.example.org> Rho Handel KG; Buyer",
            "P02 Sven Sonne <sven.sonne@sigma.example.org> Sigma Sp. z o.o.; Supplier",
            "P03 Tara Tanne <tara.tanne@tau.example.org> Tau Ltd.; Supplier",
        ],
        [],
        ["export_columns_not_read grip-participants 1"],
    ),
    ("brella-invites.csv", "brella-meetings.csv"): (
        ["Brella", "Brella"],
        [
            "P01 Uta Ulme <uta.ulme@ypsilon.example.org> Ypsilon SE; Investors",
            "P02 Viktor Veilchen <viktor.veilchen@phi.example.org> Phi Medtech AB; Start-ups",
            "P03 Wanda Weide <wanda.weide@chi.example.org> Chi Bio s.r.o.; Start-ups",
        ],
        ["P01 > P02 high accepted (2027-06-17 13:00, T4)", "P03 > P01 normal pending"],
        [
            "export_columns_not_read brella-invites 1",
            "export_cancelled_meetings brella-meetings!4:4 1",
        ],
    ),
    ("pretix-positionen.csv",): (
        ["pretix"],
        [
            (
                "P01 Xaver Xylander <xaver@xi.example.org> Xi Antriebe GmbH; Aussteller; DE; "
                "languages: de; en"
            ),
            (
                "P02 Yves Yucca <buchung@xi.example.org> Xi Antriebe GmbH; +49 000 2002; "
                "Aussteller; DE; languages: fr"
            ),
            "P03 Zoë Zander <zoe@my.example.org> My Messtechnik; Besucher; DE; languages: de",
            (
                "P04 Arno Anker <arno@zeta.example.org> Zeta Druck OHG; Besucher; DE; "
                "languages: de; cancelled"
            ),
        ],
        [
            "P01 > My Messtechnik normal",
            "P01 > Zeta Druck OHG normal",
            "P02 > My Messtechnik normal",
            "P03 > Xi Antriebe GmbH normal",
        ],
        [
            "export_booker pretix-positionen!E3 2",
            "export_unpaid pretix-positionen!4:4 1",
            "export_nameless pretix-positionen!6:6 1",
            "export_columns_not_read pretix-positionen 1",
        ],
    ),
    ("eventbrite-attendees.csv",): (
        ["Eventbrite"],
        [
            "P01 Bruno Birn <bruno@berg.example.org> Berg Technik GmbH; Visitor; Austria",
            "P02 Claire Clou <claire@clou.example.org> Clou SARL; Exhibitor; France",
            "P03 Dan Dune <dan@dunes.example.org> Dunes, Inc.; Exhibitor; Ireland",
            "P04 Edda Erle <edda@erle.example.org> Erle AG; Visitor; Germany; cancelled",
        ],
        [
            "P01 > P02 normal",
            "P01 > Dunes, Inc. normal",
            "P03 > Berg Technik GmbH normal",
            "P04 > P01 normal",
        ],
        [
            "export_repeated eventbrite-attendees!6:6 1",
            "export_columns_not_read eventbrite-attendees 1",
        ],
    ),
    ("microsoft-forms.csv",): (
        ["Microsoft Forms"],
        [
            (
                "P01 Fritz Falk <fritz@falke.example.org> Falke Metall GmbH; languages: de; "
                "seeks: Chipdesigner"
            ),
            (
                "P02 Greta Gral <greta@gral.example.org> Gral Optik AG; languages: de; en; "
                "seeks: Drehteile"
            ),
            "P03 Hanna Hecht <hanna@hecht.example.org> Hecht & Söhne; languages: de",
        ],
        [
            "P01 > Gral Optik AG normal",
            "P01 > P03 normal",
            "P02 > Falke Metall GmbH normal",
            "P03 > P01 normal",
            "P03 > Gral Optik AG normal",
        ],
        ["export_columns_not_read microsoft-forms 1"],
    ),
    ("google-forms.csv",): (
        ["Google Forms"],
        [
            (
                "P01 Ida Immergrün <ida@ilex.example.org> Ilex Software GmbH; languages: de; en; "
                "areas: Software; Farming; on_site"
            ),
            (
                "P02 Jan van der Jagd <jan@jura.example.org> Jura Consult; languages: en; "
                "areas: Law; online"
            ),
            (
                "P03 Kim Klee <kim@klee.example.org> Klee Farming Ltd; languages: en; da; "
                "areas: Farming; on_site"
            ),
        ],
        [
            "P01 > Jura Consult high",
            "P01 > Klee Farming Ltd low",
            "P02 > Ilex Software GmbH normal",
            "P03 > Ilex Software GmbH high",
            "P03 > Jura Consult normal",
        ],
        [
            "export_name_divided google-forms!2:2 4",
            "export_repeated google-forms!5:5 1",
            "export_columns_not_read google-forms 1",
        ],
    ),
}
NAMED = {"organisation_type": "type", "areas": "areas", "languages": "languages", "seeks": "seeks"}
HEAD = ("id", "first_name", "last_name", "email", "organisation")


def shown(person):
    """Everything that was filled in for somebody: a column more or less is seen."""
    parts = [
        f"{NAMED[key]}: {value}" if key in NAMED else value
        for key, value in person.items()
        if key not in HEAD
    ]
    name = f"{person['id']} {person['first_name']} {person['last_name']}"
    return "; ".join([f"{name} <{person['email']}> {person['organisation']}", *parts])


def told(wish):
    comment = f"({wish['comment']})" if "comment" in wish else ""
    parts = (wish["level"], wish.get("answer", ""), comment)
    return " ".join([f"{wish['from']} > {wish['to']}", *filter(None, parts)])


@pytest.mark.parametrize("files", TAKEN)
def test_sample_comes_in_and_nothing_is_mapped_wrongly(files):
    intake = take_in([SAMPLES / file for file in files])

    services, people, wishes, issues = TAKEN[files]
    assert [one.service for one in intake.told] == services
    assert [shown(person) for person in intake.people] == people
    assert [told(wish) for wish in intake.wishes] == wishes
    assert [f"{i.code} {i.place} {i.parameters['count']}" for i in intake.issues] == issues


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("files", TAKEN)
def test_workbook_of_a_sample_lacks_only_what_no_export_holds(tmp_path, files, language):
    intake = take_in([SAMPLES / file for file in files])
    path = tmp_path / "fair.xlsx"
    begin(path, intake, language)
    say = words(language)

    assert errors(path) == [
        f"missing_cell {say('sheet.event')}!B2",
        f"missing_cell {say('sheet.timetable')}!A2",
        f"missing_cell {say('sheet.timetable')}!B2",
        f"missing_cell {say('sheet.timetable')}!C2",
        f"no_tables {say('sheet.tables')}",
    ]

    book = openpyxl.load_workbook(path)
    book[say("sheet.event")]["B2"] = "Fair"
    for cell, value in zip("ABC", (date(2027, 6, 17), time(9), time(12)), strict=True):
        book[say("sheet.timetable")][f"{cell}2"] = value
    book[say("sheet.tables")]["A2"] = "T1"
    book.save(path)
    reading = read_event(path)
    assert errors(path) == []
    assert [person.id for person in reading.event.participants] == [
        person["id"] for person in intake.people
    ]
    assert len(reading.event.interests) == len(intake.wishes)


def errors(path):
    return [
        f"{issue.code} {issue.place}"
        for issue in read_event(path).issues
        if issue.severity is Severity.ERROR
    ]


def yellow(sheet):
    """List the cells that are yellow as long as they are empty."""
    areas = sheet.conditional_formatting
    return sorted(str(a.sqref) for a in areas for rule in a.rules if rule.dxf.fill)


def test_what_is_missing_is_said_and_marked(tmp_path):
    intake = take_in([SAMPLES / "grip-participants.csv"])

    begin(tmp_path / "fair.xlsx", intake, "en")

    assert still_missing(intake, "en") == ("Event: Name; Timetable: Date, From, To; Tables: Table")
    book = openpyxl.load_workbook(tmp_path / "fair.xlsx")
    assert {sheet.title: cells for sheet in book if (cells := yellow(sheet))} == {
        "Event": ["B2", "B6"],
        "Timetable": ["A2", "B2", "C2", "D2"],
        "Tables": ["A2"],
        "Participants": ["A2:A4", "C2:C4", "F2:F4"],
    }
    assert "grip-participants.csv" in book["Help"]["A2"].value


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.csv")))
def test_sample_has_invented_people_only(name):
    text = (SAMPLES / name).read_text(encoding="utf-8")

    addresses = [word for word in text.replace(",", " ").replace(";", " ").split() if "@" in word]
    assert [word for word in addresses if not word.endswith(".example.org")] == []
