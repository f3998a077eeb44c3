"""Exports as they come from anywhere: several at once, odd, damaged, and what is no export."""

import time

import pytest

from matchmaker.io.intake.intake import take_in
from matchmaker.io.intake.people import divided
from matchmaker.issues import Severity
from matchmaker.workflow import still_missing
from tests.io.reading.spreadsheets import fair, write

LIST = "First name,Last name,E-mail,Organisation\n"
ANNA, BELA = "Anna,Ahorn,anna@a.example,Alpha GmbH\n", "Béla,Birke,bela@b.example,Beta AG\n"


def taken(tmp_path, *texts, **files):
    """Take in these texts as CSV files, in their order."""
    files = {f"f{number}.csv": text for number, text in enumerate(texts, 1)} | files
    for name, text in files.items():
        content = text if isinstance(text, bytes) else text.encode("utf-8")
        (tmp_path / name).write_bytes(content)
    return take_in([tmp_path / name for name in files])


def codes(intake):
    return [issue.code for issue in intake.issues]


def names(intake):
    return [f"{p['id']} {p.get('first_name', '')} {p['last_name']}" for p in intake.people]


def wishes(intake):
    return [f"{w['from']}>{w['to']} {w['level']}" for w in intake.wishes]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.csv", b"", "empty_file"),
        ("x.xlsx", b"", "empty_file"),
        ("x.xls", b"<html><table><tr><td>First name</td></tr></table></html>", "not_a_workbook"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not_a_workbook"),
        ("x.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)) * 20, "not_an_export"),
        ("x.csv", b"<html><table><tr><td>First name</td></tr></table></html>", "not_an_export"),
        ("x.csv", b"Colour,Size\nred,3\n", "not_an_export"),
        ("x.csv", b"\n\n \n", "empty_file"),
        ("x.csv", LIST.encode(), "export_without_people"),
        ("x.csv", b"Host,Guest,Status\nAnna,Bela,Accepted\n", "export_without_people"),
        ("x.csv", b'"First name,Last name,E-mail"\n"A,B,c@d.example"\n', "text_in_one_column"),
    ],
)
def test_what_is_no_export_is_refused_with_its_name(tmp_path, name, content, code):
    intake = taken(tmp_path, **{name: content})

    errors = [i for i in intake.issues if i.severity is Severity.ERROR]
    assert ([i.code for i in errors], intake.is_sound) == ([code], False)
    assert errors[0].place.file == name
    assert (intake.people, intake.wishes) == ((), ())


def test_one_bad_file_among_good_ones_stops_everything(tmp_path):
    intake = taken(tmp_path, LIST + ANNA, "Colour,Size\nred,3\n")

    assert (codes(intake), intake.people) == (["not_an_export"], ())


def test_folder_is_all_of_its_files_and_an_empty_one_is_refused(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    assert codes(take_in([folder])) == ["export_without_people"]

    (folder / "a.csv").write_text(LIST + ANNA, encoding="utf-8")
    (folder / "b.csv").write_text(LIST + BELA, encoding="utf-8")
    assert names(take_in([folder])) == ["P01 Anna Ahorn", "P02 Béla Birke"]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("cp1252", ["guessed_encoding"])],
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encodings_and_separators(tmp_path, encoding, expected, mark):
    text = (LIST + ANNA + BELA).replace(",", mark)

    intake = taken(tmp_path, text.encode(encoding))

    assert names(intake) == ["P01 Anna Ahorn", "P02 Béla Birke"]
    assert codes(intake) == expected


def test_letters_that_are_lost_are_told(tmp_path):
    assert "lost_letters" in codes(taken(tmp_path, f"{LIST}{ANNA}B\ufffdla,Birke,,Beta AG\n"))


def test_unknown_columns_are_named_and_duplicated_headings_fill_each_other(tmp_path):
    text = (
        "First name,Last name,Last name,E-mail,Organisation,Organisation,Shoe size\n"
        "Anna,,Ahorn,anna@a.example,,Alpha GmbH,38\n"
        "Béla,Birke,Bad,bela@b.example,Beta AG,Holding,\n"
    )

    intake = taken(tmp_path, text)

    assert names(intake) == ["P01 Anna Ahorn", "P02 Béla Birke"]
    assert [p["organisation"] for p in intake.people] == ["Alpha GmbH", "Beta AG"]
    assert [(i.code, i.parameters["headings"]) for i in intake.issues] == [
        ("export_columns_not_read", "Shoe size")
    ]


def test_five_thousand_people_with_wishes_come_in_within_seconds(tmp_path):
    head = "Timestamp,Email Address,Full name,Company,Whom would you like to meet?\n"
    rows = [
        f'x,p{n}@o{n % 7}.example,Vor{n} Nach{n},Firma {n % 900},"Firma {n % 31}, Nobody {n}"\n'
        for n in range(5_000)
    ]
    start = time.process_time()

    intake = taken(tmp_path, head + "".join(rows))

    assert time.process_time() - start < 30
    assert (len(intake.people), intake.people[-1]["id"]) == (5_000, "P5000")
    assert len(intake.wishes) == 5_000
    lost = [i for i in intake.issues if i.code == "export_stranger"]
    assert [i.parameters["count"] for i in lost] == ["5000"]
    assert lost[0].parameters["examples"] == "; ".join(f"Nobody {n} (A{n + 2})" for n in range(5))


def test_people_of_several_exports_are_one_each(tmp_path):
    intake = taken(
        tmp_path,
        "Startzeit;Fertigstellungszeit;E-Mail;Name;Firma;Sprachen;Wen möchten Sie treffen?\n"
        "1;2;ANNA@a.example;Ahorn, Anna;Alpha;Deutsch;Beta AG\n"
        "1;2;neu@n.example;Nora Neu;Neu OHG;;Anna Ahorn\n"
        "1;2;bela@b.example;;;;Anna Ahorn\n"
        "1;2;fremd@x.example;;;;Anna Ahorn\n",
        LIST + ANNA + BELA,
    )

    assert names(intake) == ["P01 Anna Ahorn", "P02 Béla Birke", "P03 Nora Neu"]
    assert intake.people[0] == {
        "id": "P01",
        "first_name": "Anna",
        "last_name": "Ahorn",
        "email": "anna@a.example",
        "organisation": "Alpha GmbH",
        "languages": "de",
    }
    assert wishes(intake) == ["P01>Beta AG normal", "P03>P01 normal", "P02>P01 normal"]
    assert [(t.service, t.rows, t.people, t.wishes) for t in intake.told] == [
        ("Microsoft Forms", 4, 1, 3),
        ("", 2, 2, 0),
    ]
    assert codes(intake) == [
        "export_name_divided",
        "export_nameless",
        "export_columns_not_read",
    ]


def test_shared_address_is_an_office_and_two_organisations_are_two_rows(tmp_path):
    office = "Cora,Cedar,anna@a.example,Alpha GmbH\n"
    other = "Anna,Ahorn,anna@a.example,Gamma SE\n"

    intake = taken(tmp_path, LIST + ANNA + office + other + ANNA)

    assert [(p["first_name"], p["organisation"]) for p in intake.people] == [
        ("Anna", "Alpha GmbH"),
        ("Cora", "Alpha GmbH"),
        ("Anna", "Gamma SE"),
    ]
    assert codes(intake) == ["export_repeated"]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (("Attending", "Deleted"), None),
        (("Deleted", "Attending"), None),
        (("Deleted", "Deleted"), "cancelled"),
        (("Unpaid", "Attending"), None),
    ],
)
def test_ticket_that_holds_counts_beside_one_that_was_cancelled(tmp_path, statuses, status):
    head = "Order #,Ticket Type,First Name,Last Name,Email,Company,Attendee Status\n"
    rows = (f"1,Visitor,Anna,Ahorn,anna@a.example,Alpha,{status}\n" for status in statuses)

    intake = taken(tmp_path, head + "".join(rows))

    assert [person.get("status") for person in intake.people] == [status]


@pytest.mark.parametrize(
    ("registration", "validated", "status"),
    [
        ("Registered", "Yes", None),
        ("Registered", "No", "absent"),
        ("Canceled", "Yes", "cancelled"),
        ("Rejected", "No", "cancelled"),
        ("Registered", "", None),
    ],
)
def test_gravest_of_two_statuses_counts(tmp_path, registration, validated, status):
    head = (
        "First name,Last name,Email,Organization name,Participation type,Registration,Validated\n"
    )

    intake = taken(tmp_path, f"{head}A,B,a@b.example,Alpha,Visitor,{registration},{validated}\n")

    assert [person.get("status") for person in intake.people] == [status]


@pytest.mark.parametrize("status", ["Beamed up", "Attending?", "cancelled?"])
def test_status_that_nobody_knows_is_told_and_left_out(tmp_path, status):
    head = "Order #,Ticket Type,First Name,Last Name,Email,Company,Attendee Status\n"

    intake = taken(tmp_path, head + f"1,Visitor,Anna,Ahorn,anna@a.example,Alpha,{status}\n")

    issue = intake.issues[0]
    assert "status" not in intake.people[0]
    assert (issue.code, str(issue.place)) == ("export_unknown_value", "f1!G2")
    assert issue.parameters == {
        "heading": "Attendee Status",
        "count": "1",
        "examples": f"{status} (G2)",
    }


def test_cells_that_say_nothing_are_left_out_and_little_is_kept_for_check(tmp_path):
    head = "First name,Last name,Email,Organization,Country,Languages,Phone\n"
    row = "Anna,Ahorn,anna@a.example,Alpha,k.A.,German; English (basic),n/a\n"

    intake = taken(tmp_path, head + row)

    assert intake.people[0].keys() & {"country", "phone"} == set()
    assert intake.people[0]["languages"] == "German; English (basic)"
    assert [i.code for i in intake.issues] == []


MEETINGS = "Host,Host email,Guest,Guest organization,Status,Start\n"


@pytest.mark.parametrize(
    ("row", "wish", "code"),
    [
        ("Anna Ahorn,,Béla Birke,,Accepted,", "P01>P02 high", None),
        ("Anna Ahorn,,Béla Birke,,Scheduled,", "P01>P02 high", None),
        ("Anna Ahorn,,Béla Birke,,Pending,", "P01>P02 normal", None),
        ("Anna Ahorn,,Béla Birke,,,", "P01>P02 normal", None),
        ("Anna Ahorn,,Béla Birke,,Declined,", "P01>P02 normal", None),
        ("Anna Ahorn,,Béla Birke,,Canceled,", None, "export_cancelled_meetings"),
        ("Anna Ahorn,,Béla Birke,,Levitating,", "P01>P02 normal", "export_unknown_value"),
        ("Anna Ahorn,,Béla Birke,,Accepted?,", "P01>P02 normal", "export_unknown_value"),
        ("?,ANNA@A.example,Béla Birke,,Accepted,", "P01>P02 high", None),
        ("Anna Ahorn,,Beta AG,,Accepted,", "P01>Beta AG high", None),
        ("Anna Ahorn,,,,Accepted,", None, "export_half"),
        ("Xenia Xu,,Béla Birke,,Accepted,", None, "export_stranger"),
        ("Alpha GmbH,,Béla Birke,,Accepted,", None, "export_unclear"),
        ("Anna Ahorn,,Anna Ahorn,,Accepted,", None, "export_self"),
        ("Anna Ahorn,,Dana Dub,Delta,Accepted,", "P01>P03 high", None),
        ("Anna Ahorn,,Dana Dub,,Accepted,", "P01>Dana Dub high", "export_unclear"),
    ],
)
def test_meeting_becomes_a_wish_or_is_told(tmp_path, row, wish, code):
    dana = "Dana,Dub,dana@d.example,Delta\nDana,Dub,dub@e.example,Epsilon\n"

    intake = taken(tmp_path, LIST + ANNA + BELA + dana, f"{MEETINGS}{row}\n")

    assert wishes(intake) == ([wish] if wish else [])
    assert codes(intake) == ([code] if code else [])


def test_repeated_meetings_are_one_wish_with_the_weightiest_answer(tmp_path):
    rows = "".join(f"Anna Ahorn,,Béla Birke,,{s},\n" for s in ("Pending", "Accepted", "Canceled"))

    intake = taken(tmp_path, LIST + ANNA + BELA, MEETINGS + rows)

    assert intake.wishes == ({"from": "P01", "to": "P02", "level": "high", "answer": "accepted"},)


@pytest.mark.parametrize(
    ("heading", "cell", "level"),
    [
        ("Beta AG", "x", "normal"),
        ("Wen möchten Sie treffen? [Beta AG]", "Sehr gern", "high"),
        ("Wunschtermine – Beta AG", "vielleicht", "low"),
        ("Whom would you like to meet?.Béla Birke", "Yes", "normal"),
        ("Beta AG", "1", "normal"),
        ("Beta AG", "must", "high"),
        ("Beta AG", "no thanks", None),
        ("Beta AG", "0", None),
    ],
)
def test_column_for_each_company_or_person(tmp_path, heading, cell, level):
    text = f"{LIST.strip()},{heading}\n{ANNA.strip()},{cell}\n{BELA}"

    intake = taken(tmp_path, text)

    target = "P02" if "Béla" in heading else "Beta AG"
    assert wishes(intake) == ([f"P01>{target} {level}"] if level else [])
    assert codes(intake) == []


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (("1", "3"), ["1 (E4)", "Beta AG"]),
        (("4", "2"), ["Alpha GmbH; Beta AG"]),
        (("5", "x"), ["Alpha GmbH"]),
    ],
)
def test_numbers_that_may_be_ranks_are_asked_about(tmp_path, cells, asked):
    head = f"{LIST.strip()},Alpha GmbH,Beta AG\n"
    text = f"{head}{ANNA}{BELA}Cem,Cedar,cem@c.example,Gamma,{','.join(cells)}\n"

    intake = taken(tmp_path, text)

    told = [i.parameters.get("headings", i.parameters["examples"]) for i in intake.issues]
    assert told == asked
    assert wishes(intake) == (["P03>Beta AG normal"] if "x" in cells else [])


@pytest.mark.parametrize(
    ("question", "is_read"),
    [
        ("Wen möchten Sie treffen?", True),
        ("Mit wem möchten Sie sprechen? (höchstens 3)", True),
        ("Whom would you like to meet?", True),
        ("Which companies do you want to meet?", True),
        ("Who told you about the meeting?", False),
        ("Who is your boss?", False),
    ],
)
def test_question_for_wishes_is_known_by_its_words(tmp_path, question, is_read):
    text = f'Timestamp,{LIST.strip()},"{question}"\nx,{ANNA.strip()},Beta AG\nx,{BELA}'

    intake = taken(tmp_path, text)

    assert wishes(intake) == (["P01>Beta AG normal"] if is_read else [])
    unread = [i.parameters["headings"] for i in intake.issues if "not_read" in i.code]
    assert unread == ["Timestamp" if is_read else f"{question}; Timestamp"]


def test_question_whose_answers_name_nobody_is_not_read(tmp_path):
    text = f"{LIST.strip()},Whom would you like to meet?\n{ANNA.strip()},My old friends\n"

    intake = taken(tmp_path, text)

    assert wishes(intake) == []
    assert codes(intake) == ["export_question", "export_columns_not_read"]


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        ("Anna Ahorn", ("Anna", "Ahorn")),
        ("Ahorn, Anna", ("Anna", "Ahorn")),
        ("Anna Maria von der Au", ("Anna Maria", "von der Au")),
        ("Dr. Anna Ahorn", ("Dr. Anna", "Ahorn")),
        ("Van Morrison", ("Van", "Morrison")),
        ("Ahorn", ("", "Ahorn")),
        (" Anna  Ahorn ", ("Anna", "Ahorn")),
    ],
)
def test_full_name_is_divided(whole, expected):
    assert divided(whole) == expected


def test_own_workbook_of_last_year_keeps_its_ids_and_levels(tmp_path):
    intake = take_in([write(tmp_path / "last.xlsx", fair())])

    assert [person["id"] for person in intake.people] == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert sorted(f"{wish['from']}>{wish['to']} {wish['level']}" for wish in intake.wishes) == [
        "P1>P3 must",
        "P1>P4 high",
        "P2>Delta Ltd normal",
        "P3>Alpha GmbH normal",
        "P3>P1 high",
        "P4>P2 low",
        "P5>P1 high",
    ]
    assert [wish.get("answer") for wish in intake.wishes].count("declined") == 1
    assert codes(intake) == []


def test_mapping_that_the_organiser_accepted_is_used(tmp_path):
    text = "Given,Fam,Where from,Firm,State\nAnna,Ahorn,Poland,Alpha GmbH,in\n"
    mapping = (
        '[sheets]\n"x" = "Participants"\n[columns.Participants]\n"Given" = "First name"\n'
        '"Fam" = "Last name"\n"Where from" = "Country"\n"Firm" = "Organisation"\n'
        '"State" = "Status"\n[values.Participants.Status]\n"in" = "registered"\n'
    )
    (tmp_path / "columns.toml").write_text(f"accepted = false\n{mapping}", encoding="utf-8")
    assert codes(taken(tmp_path, **{"x.csv": text})) == ["mapping_proposed", "not_an_export"]

    (tmp_path / "columns.toml").write_text(f"accepted = true\n{mapping}", encoding="utf-8")
    intake = taken(tmp_path, **{"x.csv": text})
    assert codes(intake) == ["mapping_used"]
    assert intake.people == (
        {
            "id": "P01",
            "first_name": "Anna",
            "last_name": "Ahorn",
            "organisation": "Alpha GmbH",
            "country": "Poland",
        },
    )


def test_formula_that_failed_is_told_and_never_read(tmp_path):
    path = tmp_path / "x.xlsx"
    rows = [["First name", "Last name", "E-mail", "Organisation"], ["Anna", "Ahorn", "", "=1/0"]]
    write(path, {"Sheet1": rows})

    intake = take_in([path])

    assert intake.people == ({"id": "P01", "first_name": "Anna", "last_name": "Ahorn"},)
    assert [(i.code, str(i.place)) for i in intake.issues] == [
        ("export_unknown_value", "Sheet1!D2")
    ]


def test_organisation_that_is_missing_is_to_be_filled_in(tmp_path):
    intake = taken(tmp_path, LIST + "Anna,Ahorn,anna@a.example,\n" + BELA)

    assert still_missing(intake, "de").endswith("; Teilnehmer: Organisation (1)")


def test_two_exports_of_one_name_are_two(tmp_path):
    paths = []
    for folder, row in (("a", ANNA), ("b", ANNA.replace("Alpha GmbH", "Alpha"))):
        path = tmp_path / folder / "x.csv"
        path.parent.mkdir()
        path.write_text(LIST + row, encoding="utf-8")
        paths.append(path)

    intake = take_in([*paths, paths[0]])

    assert [person["organisation"] for person in intake.people] == ["Alpha GmbH"]
    assert codes(intake) == []


@pytest.mark.parametrize("line", ["\n0", "a\rb", '"a,b', "a\n,b,c"])
def test_lines_in_a_cell_alone_in_its_row_are_no_row_to_take_apart(tmp_path, line):
    path = write(tmp_path / "x.xlsx", {"Sheet1": [["First name,Last name"], [line], [line]]})

    assert codes(take_in([path])) == ["not_an_export"]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Registrierung", "Storniert", {"status": "cancelled"}),
        ("Registrierung", "Registriert", {}),
        ("Teilnehmerstatus", "Nimmt nicht teil", {"status": "cancelled"}),
        ("Attendee status", "Not attending", {"status": "cancelled"}),
        ("Anmeldestatus", "abgemeldet", {"status": "cancelled"}),
        ("Zahlungsstatus", "bezahlt", {}),
        ("Zahlungsstatus", "überfällig", {}),
        ("Validiert", "Nein", {"status": "absent"}),
        ("Attendance type", "Virtual", {"attendance": "online"}),
        ("Teilnahmeform", "Online", {"attendance": "online"}),
        ("What is your country?", "Poland", {"country": "Poland"}),
        ("In welchem Land sitzt Ihr Unternehmen?", "Polen", {"country": "Polen"}),
        ("Which languages do you speak?", "English", {"languages": "en"}),
        ("Which days will you attend?", "17.6.2027", {"available": "17.6.2027"}),
        ("An welchen Tagen sind Sie dabei?", "17.6.2027", {"available": "17.6.2027"}),
        ("Offering", "Sensors", {"offers": "Sensors"}),
        ("Will you attend in person or virtually?", "Virtually", {"attendance": "online"}),
        ("Nehmen Sie in Präsenz oder digital teil?", "digital", {"attendance": "online"}),
        ("Wie heißt Ihr Unternehmen?", "Alpha", {"organisation": "Alpha"}),
        ("Organisation you represent", "Alpha", {"organisation": "Alpha"}),
        ("Country of residence", "Poland", {"country": "Poland"}),
        ("An welchen Tagen nehmen Sie teil?", "17.6.2027", {"available": "17.6.2027"}),
    ],
)
def test_column_of_a_list_is_read_in_the_words_of_services_and_forms(
    tmp_path, heading, cell, expected
):
    text = f"First name,Last name,{heading}\nAnna,Ahorn,{cell}\n"

    (anna,) = taken(tmp_path, text).people

    assert anna == {"id": "P01", "first_name": "Anna", "last_name": "Ahorn"} | expected


@pytest.mark.parametrize(
    "heading", ["Which company would you rather meet?", "Welche Firma soll Sie nicht treffen?"]
)
def test_question_about_another_company_is_not_that_for_ones_own(tmp_path, heading):
    text = f"First name,Last name,{heading}\nAnna,Ahorn,Beta AG\nBéla,Birke,Gamma\n"

    assert [p.get("organisation") for p in taken(tmp_path, text).people] == [None, None]


@pytest.mark.parametrize(
    ("heading", "cells", "code"),
    [
        ("Bemerkung intern", ("storniert", ""), "export_status_unread"),
        ("Stand der Dinge", ("nimmt teil", "abgemeldet"), "export_status_unread"),
        ("Wie?", ("per Video", "vor Ort"), "export_attendance_unread"),
        ("Gespräche", ("Beta AG", "Alpha GmbH"), "export_wishes_unread"),
        ("Rechnung an", ("Alpha GmbH", "Beta AG"), ""),
        ("Newsletter", ("ja", "nein"), ""),
        ("Bemerkung", ("Ich reise an", "vor Ort bitte Strom"), ""),
    ],
)
def test_column_that_is_not_read_is_a_warning_where_it_says_what_is_needed(
    tmp_path, heading, cells, code
):
    rows = "".join(f"{p.strip()},{cell}\n" for p, cell in zip((ANNA, BELA), cells, strict=True))

    found = taken(tmp_path, f"{LIST.strip()},{heading}\n{rows}")

    warned = [i.code for i in found.issues if i.severity is Severity.WARNING]
    assert (warned, len(found.wishes)) == ([code] if code else [], 0)


def test_questions_are_named_before_other_columns_that_are_not_read(tmp_path):
    others = ",".join(f"c{number}" for number in range(12))
    intake = taken(tmp_path, f"{LIST.strip()},{others},Do you need a lift?\n{ANNA}")

    (unread,) = intake.issues
    assert unread.parameters["headings"].startswith("Do you need a lift?; c0; c1; ")


@pytest.mark.parametrize(
    "heading", ["Ich möchte treffen", "Gesprächswünsche", "Companies you want to meet"]
)
def test_wishes_stand_under_what_forms_call_them(tmp_path, heading):
    rows = f"{ANNA.strip()},Béla Birke\n{BELA.strip()},\n"

    assert wishes(taken(tmp_path, f"{LIST.strip()},{heading}\n{rows}")) == ["P01>P02 normal"]


def test_full_name_that_a_form_asks_for_is_divided(tmp_path):
    head = "ID,Startzeit,Fertigstellungszeit,E-Mail,Name,Ihr Name"
    intake = taken(tmp_path, f"{head}\n1,1.3.2027,1.3.2027,anonymous,,Jan van der Jagd\n")

    assert names(intake) == ["P01 Jan van der Jagd"]
    assert intake.people[0]["last_name"] == "van der Jagd"


def test_row_without_a_name_is_told_with_what_stands_in_it(tmp_path):
    text = "First name,Last name,Organisation\nAnna,Ahorn,Alpha\n,,Beta AG\n"

    (issue,) = taken(tmp_path, text).issues
    assert (issue.code, issue.parameters["examples"]) == ("export_nameless", "Beta AG (A3)")


def test_meetings_between_organizer_and_participant_are_wishes(tmp_path):
    head = "Status,Organizer first name,Organizer email,Participant first name,Participant email"
    rows = "Accepted,Anna,anna@a.example,Béla,bela@b.example\n"

    found = wishes(taken(tmp_path, LIST + ANNA + BELA, f"{head}\n{rows}"))

    assert found == ["P01>P02 high"]


def test_headings_of_what_is_no_export_are_cut_with_a_sign(tmp_path):
    text = ",".join(f"Colour of thing {n}" for n in range(20)) + "\nred\n"

    (issue,) = taken(tmp_path, text).issues
    assert issue.parameters["headings"].endswith("…")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Beta AG, Gamma", ["P01>Beta AG normal", "P01>Gamma normal"]),
        ("Birke, Béla", ["P01>P02 normal"]),
        ("Beta AG, Nobody", []),
    ],
)
def test_commas_separate_wishes_of_any_list_where_each_part_is_known(tmp_path, cell, expected):
    gamma = "Cem,Çınar,cem@c.example,Gamma,\n"
    rows = f'{ANNA.strip()},"{cell}"\n{BELA.strip()},\n{gamma}'

    assert wishes(taken(tmp_path, f"{LIST.strip()},Ich möchte treffen\n{rows}")) == expected
