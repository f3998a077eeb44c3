"""Mail drafts, read back as a mail program reads them."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from matchmaker.compare import Difference, compare
from matchmaker.events import Attendance, Item, ItemKind, Status, Table
from matchmaker.io.mail.drafts import write_mails
from matchmaker.io.mail.headers import address
from matchmaker.io.mail.templates import read_templates
from matchmaker.io.writing.agendas import write_agendas
from matchmaker.schedule import Meeting
from matchmaker.text import words
from tests.builders import but, event, meeting, person, plan, schedule, twins
from tests.strategies import events

HOSTILE = '#import "x"; $x$ <script>=1+1@'
ANNA = person(
    "P1", "Elbblick", first_name="Änne", email="anna@elbblick.example", agenda_language="de"
)
LIAM = replace(
    person("P2", "Bogland", first_name="Liam", country="Ireland", email="liam@bogland.example"),
    last_name="O'Brien",
)
HANNA = replace(person("P3", "Łódź", first_name="Ганна"), last_name="Doğan")
FAIR = event(
    (ANNA, LIAM, HANNA),
    slots=6,
    tables=(Table(name="3", area="Hall A"), Table(name="4")),
    organiser="Messebüro",
    organiser_email="office@fair.example",
)
MADE = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P2 P3", 2, "4"))
LIAMS, ANNAS = "agenda_P2_obrien-liam", "agenda_P1_p1-aenne"


@pytest.fixture
def mailed(tmp_path):
    """Write agendas and mails; give the mails as parsed, by the name of their file."""

    def write(made=MADE, own="", **fields):
        agendas, branding = tmp_path / "agendas", tmp_path / "branding"
        write_agendas(made, agendas, is_draft=False)
        branding.mkdir(exist_ok=True)
        for line in filter(None, [own]):
            (branding / "mail.en.txt").write_text(line, encoding="utf-8")
        templates = read_templates(branding)
        fields = {"people": made.event.registered} | fields
        mails = write_mails(made, agendas, tmp_path / "mail", templates=templates, **fields)
        assert sorted(mails) == sorted((tmp_path / "mail").iterdir())
        return {path.stem: parsed(path) for path in mails}

    return write


def parsed(path):
    return message_from_bytes(path.read_bytes(), policy=default)


def text(message):
    return message.get_body().get_content().replace("\r\n", "\n")


def files(message):
    return {part.get_filename(): part for part in message.iter_attachments()}


def test_draft_to_everyone_who_has_an_address(mailed):
    mails = mailed()

    assert sorted(mails) == [ANNAS, LIAMS]
    assert [mail["X-Unsent"] for mail in mails.values()] == ["1", "1"]
    assert not [mail for mail in mails.values() if mail["Date"] or mail["Message-ID"]]
    assert [mail.defects for mail in mails.values()] == [[], []]


def test_headers(mailed):
    mail = mailed()[ANNAS]

    (to,) = mail["To"].addresses
    (sender,) = mail["From"].addresses
    assert (to.display_name, to.addr_spec) == ("Änne P1", "anna@elbblick.example")
    assert (sender.display_name, sender.addr_spec) == ("Messebüro", "office@fair.example")
    assert mail["Subject"] == "Ihre Agenda für Fair"


def test_text_in_the_language_of_the_person(mailed):
    mails = mailed()

    assert text(mails[LIAMS]) == (
        "Dear Liam O'Brien,\n"
        "\n"
        "your personal agenda for Fair is attached.\n"
        "\n"
        "Wednesday, 16 June 2027\n"
        "09:00–09:30  Table 3, Hall A: Änne P1 (Elbblick)\n"
        "10:00–10:30  Table 4: Ганна Doğan (Łódź)\n"
        "\n"
        "Open the attached calendar file (.ics) to enter your meetings in your calendar. Should "
        "your calendar then show meetings twice, reply to this mail, and you will get each meeting "
        "as a file of its own.\n"
        "\n"
        "If something is not right, simply reply to this mail.\n"
        "\n"
        "Kind regards\n"
        "Messebüro\n"
        "\n"
        "Version 3, as of 12 Jun 2027 14:05\n"
    )
    assert text(mails[ANNAS]).startswith("Guten Tag Änne P1,\n")
    assert "09:00–09:30  Tisch 3, Hall A: Liam O'Brien (Bogland, Irland)\n" in text(mails[ANNAS])


def test_attachments_are_the_files_of_the_person(mailed, tmp_path):
    mail = mailed()[LIAMS]

    assert list(files(mail)) == [f"{LIAMS}.xlsx", f"{LIAMS}.ics"]
    for name, part in files(mail).items():
        assert part.get_payload(decode=True) == (tmp_path / "agendas" / name).read_bytes()
    assert files(mail)[f"{LIAMS}.ics"].get_content_type() == "text/calendar"
    assert files(mail)[f"{LIAMS}.ics"]["Content-Type"].params["method"] == "PUBLISH"


def test_pdf_takes_the_place_of_the_workbook(mailed, tmp_path):
    (tmp_path / "agendas").mkdir()
    for name in (f"{LIAMS}.pdf", f"{LIAMS}_cancelled.ics", "all-agendas.pdf", f"{LIAMS}.txt"):
        (tmp_path / "agendas" / name).write_bytes(b"%PDF")

    mails = mailed()

    assert list(files(mails[LIAMS])) == [
        f"{LIAMS}.pdf",
        f"{LIAMS}.ics",
        f"{LIAMS}_cancelled.ics",
    ]
    assert files(mails[LIAMS])[f"{LIAMS}.pdf"].get_content_type() == "application/pdf"
    assert list(files(mails[ANNAS])) == [f"{ANNAS}.xlsx", f"{ANNAS}.ics"]


def test_person_without_meetings(mailed):
    mail = mailed(plan(FAIR))[LIAMS]

    assert list(files(mail)) == [f"{LIAMS}.xlsx"]
    assert "There are no meetings planned for you yet." in text(mail)
    assert ".ics" not in text(mail)


def test_mail_to_somebody_for_two_organisations_tells_all_their_meetings(mailed):
    hats = twins("P4 P5", first_name="Liv", last_name="Berg")
    fair = replace(FAIR, participants=(*hats, LIAM, HANNA))
    made = plan(fair, meeting("P2 P4", 0, "3"), meeting("P3 P5", 2, "4"))

    told = text(mailed(made)["agenda_P4_berg-liv"])

    assert "You also represent P5 GmbH; your meetings for them are in this agenda too." in told
    assert "Liam O'Brien (Bogland, Ireland), for P4 GmbH" in told
    assert "Ганна Doğan (Łódź), for P5 GmbH" in told


def test_mail_without_attachments_is_whole(tmp_path):
    (tmp_path / "empty").mkdir()

    mails = write_mails(
        MADE,
        tmp_path / "empty",
        tmp_path / "mail",
        templates=read_templates(tmp_path),
        people=FAIR.registered,
    )

    assert [parsed(path).is_multipart() for path in mails] == [False, False]
    assert "your personal agenda" in text(parsed(mails[1]))


def test_only_some(mailed):
    calls = []

    mails = mailed(people=("P2", "P3"), progress=lambda: calls.append(1))

    assert (list(mails), len(calls)) == ([LIAMS], 2)


def by_participant(difference):
    return {one: Difference(theirs) for one, theirs in difference.by_participant.items()}


def test_mail_to_somebody_who_left(mailed, tmp_path):
    (tmp_path / "agendas").mkdir()
    for ending in (".pdf", ".xlsx", "_cancelled.ics"):
        (tmp_path / "agendas" / f"{LIAMS}{ending}").write_bytes(b"")
    fair = replace(FAIR, participants=but(FAIR.participants, "P2", status=Status.CANCELLED))
    changes = by_participant(compare(MADE.schedule, schedule()))

    mail = mailed(plan(fair), people=("P2",), changes=changes)[LIAMS]

    assert mail["Subject"] == "Your meetings at Fair are cancelled"
    assert list(files(mail)) == [f"{LIAMS}_cancelled.ics"]
    assert (
        "and the others know:\n"
        "\n"
        "Cancelled: Änne P1 (Elbblick) (before: Wed 16 Jun, 09:00–09:30, Table 3, Hall A)\n"
        "Cancelled: Ганна Doğan (Łódź) (before: Wed 16 Jun, 10:00–10:30, Table 4)\n"
        "\n"
        "Open the attached calendar file (.ics) to remove the meetings from your calendar.\n"
        "\n"
    ) in text(mail)


def test_draft_agendas_are_marked_in_the_subject(mailed):
    mails = mailed(is_draft=True)

    assert mails[ANNAS]["Subject"] == "[Entwurf] Ihre Agenda für Fair"


def test_words_of_the_organiser(mailed):
    mails = mailed(own="Subject: {event} v{version}: {last_name}\n\nHi {first_name}!")

    assert mails[LIAMS]["Subject"] == "Fair v3: O'Brien"
    assert text(mails[LIAMS]) == "Hi Liam!\n"
    assert mails[ANNAS]["Subject"] == "Ihre Agenda für Fair"


def test_mail_about_changes_says_old_and_new_time_and_table(mailed):
    before = schedule(meeting("P1 P2", 0, "3"), meeting("P2 P3", 1, "4"), meeting("P2 P9", 5, None))
    after = (meeting("P1 P2", 2, "4"), meeting("P2 P3", 1, "4"), meeting("P1 P3", 3, "3"))
    changes = by_participant(compare(before, schedule(*after)))

    mails = mailed(plan(FAIR, *after, base="v02"), changes=changes)

    liams, annas = mails[LIAMS], mails[ANNAS]
    assert liams["Subject"] == "Changes to your agenda for Fair"
    assert (
        "has changed:\n"
        "\n"
        "Moved: Änne P1 (Elbblick): now Wed 16 Jun, 10:00–10:30, Table 4 "
        "(before: Wed 16 Jun, 09:00–09:30, Table 3, Hall A)\n"
        "Cancelled: P9 (before: Wed 16 Jun, 11:30–12:00 in Berlin, online)\n"
        "\n"
    ) in text(liams)
    assert words("en")("mail.update") in text(liams)
    assert annas["Subject"] == "Änderungen in Ihrer Agenda für Fair"
    assert "Neu: Ганна Doğan (Łódź): Mi., 16. Juni, 10:30–11:00, Tisch 3, Hall A\n" in text(annas)
    assert "09:30–10:00  Table 4: Ганна Doğan (Łódź)\n" in text(liams)


def test_without_an_organiser_nobody_is_the_sender(mailed):
    fair = replace(FAIR, organiser="", organiser_email="")

    mail = mailed(replace(MADE, event=fair))[LIAMS]

    assert mail["From"] is None
    assert "Kind regards\nFair\n" in text(mail)


ENDS = ["\r\nBcc: evil@x.example", "\nX-Evil: 1", "\rX-Evil: 1", "\u2028X-Evil: 1", "\x85X-Evil: 1"]


@pytest.mark.parametrize("end", ENDS)
def test_no_name_can_add_a_header(mailed, end):
    evil = but(FAIR.participants, "P2", first_name=f"Liam{end}", last_name=f"O'Brien{end}")
    fair = replace(
        FAIR,
        participants=evil,
        name=f"Fair{end}{end}",
        organiser=f"Office{end}",
    )

    mails = mailed(replace(MADE, event=fair), own="Subject: {event} {name} {agenda}\n\n{name}")

    for mail in mails.values():
        assert {name.lower() for name in mail} <= {
            *("x-unsent", "subject", "from", "to", "mime-version", "content-type"),
        }
        assert [one.domain for one in mail["To"].addresses] in (
            ["bogland.example"],
            ["elbblick.example"],
        )
    assert len(mails) == 2


@pytest.mark.parametrize(
    "email",
    [
        *("", "nobody", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example"),
        *("a@b..example", "a@b(c).example", "<a@b.example>", "a@" + "x" * 70 + ".example"),
    ],
)
def test_no_mail_to_what_is_no_address(mailed, email):
    fair = replace(FAIR, participants=but(FAIR.participants, "P2", email=email))

    mails = mailed(replace(MADE, event=fair))

    assert list(mails) == [ANNAS]


@pytest.mark.parametrize(
    ("email", "spec"),
    [
        ("anna@müller.example", "anna@xn--mller-kva.example"),
        ("anna@STRAßE.example", "anna@xn--strae-oqa.example"),
        ("anna@mu\u0308ller.example", "anna@xn--mller-kva.example"),
        ("änne@müller.example", "änne@xn--mller-kva.example"),
        ("o'brien+fair@x.example", "o'brien+fair@x.example"),
        ('a"b@x.example', '"a\\"b"@x.example'),
    ],
)
def test_address_of_any_alphabet(mailed, email, spec):
    fair = replace(FAIR, participants=but(FAIR.participants, "P2", email=email))

    mail = mailed(replace(MADE, event=fair))[LIAMS]

    (to,) = mail["To"].addresses
    written = to.addr_spec.encode("utf-8", "surrogateescape").decode()
    assert (to.display_name, written) == ("Liam O'Brien", spec)


def test_hostile_names_stand_there_literally(mailed):
    hostile = but(
        FAIR.participants,
        "P2",
        first_name=HOSTILE,
        last_name="{name} {event}",
        organisation=f"{HOSTILE}\x00\ud800",
    )
    fair = replace(FAIR, name=HOSTILE, participants=hostile)

    mails = mailed(replace(MADE, event=fair))

    (mail,) = (mail for name, mail in mails.items() if name.startswith("agenda_P2_"))
    assert mail["To"].addresses[0].display_name == f"{HOSTILE} {{name}} {{event}}"
    assert mail["Subject"] == f"Your agenda for {HOSTILE}"
    assert f"Dear {HOSTILE} {{name}} {{event}},\n" in text(mail)
    assert f"{HOSTILE} {{name}} {{event}} ({HOSTILE}, Irland)\n" in text(mails[ANNAS])


def test_nobody_reads_the_address_of_another(mailed, tmp_path):
    mailed()

    for stem, others in ((LIAMS, "elbblick.example"), (ANNAS, "bogland.example")):
        assert others.encode() not in (tmp_path / "mail" / f"{stem}.eml").read_bytes()


def test_same_plan_gives_the_same_bytes(tmp_path):
    (tmp_path / "agendas").mkdir()
    (tmp_path / "agendas" / f"{LIAMS}.pdf").write_bytes(b"%PDF")
    once, again = (
        write_mails(
            MADE,
            tmp_path / "agendas",
            tmp_path / name,
            templates=read_templates(tmp_path),
            people=FAIR.registered,
        )
        for name in ("once", "again")
    )

    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]


def test_long_headers_are_read_as_they_were_meant(mailed, tmp_path):
    fair = replace(
        FAIR,
        name="für Öl & Gas, Łódź Ñandú " * 20,
        organiser="Büro für Öl (Äußeres) " * 9,
        participants=but(FAIR.participants, "P1", first_name='Ölaf "Ö" Łöś, Ph.D. ' * 9),
    )

    mailed(replace(MADE, event=fair))

    # The older parser: the newer one of Python 3.11 reads long names of people wrongly.
    (path,) = (tmp_path / "mail").glob("agenda_P1_*.eml")
    raw = message_from_bytes(path.read_bytes())
    read = {name: str(make_header(decode_header(raw[name]))) for name in ("Subject", "From", "To")}
    assert read == {
        "Subject": f"Ihre Agenda für {fair.name.strip()}",
        "From": f"{fair.organiser.strip()} <office@fair.example>",
        "To": f"{' '.join(fair.participants[0].name.split())} <anna@elbblick.example>",
    }


def test_lines_are_short_and_end_as_mail_does(mailed, tmp_path):
    long = replace(FAIR, name="Ein sehr langer Name einer Veranstaltung für Öl & Gas " * 20)
    (tmp_path / "agendas").mkdir()
    (tmp_path / "agendas" / f"{ANNAS}.pdf").write_bytes(b"%PDF" * 99)
    mailed(replace(MADE, event=long))

    content = (tmp_path / "mail" / f"{ANNAS}.eml").read_bytes()

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert content.isascii()


def test_programme_stands_between_the_meetings(mailed):
    first = meeting("P1 P2", 0).slot
    lunch = Item(kind=ItemKind.BREAK, start=first.end, end=first.end + timedelta(minutes=30))

    mail = mailed(replace(MADE, event=replace(FAIR, programme=(lunch,))))[LIAMS]

    lines = text(mail).splitlines()
    assert [line.split("  ")[0] for line in lines if "–" in line] == [
        *("09:00–09:30", "09:30–10:00", "10:00–10:30"),
    ]
    assert "09:30–10:00  Break" in lines


@settings(deadline=None)
@given(events())
def test_any_event_can_be_mailed(drawn):
    meetings = [Meeting(pin.pair, pin.slot, pin.table) for pin in drawn.pins]
    with TemporaryDirectory() as folder:
        mails = write_mails(
            plan(drawn, *meetings),
            Path(folder),
            Path(folder),
            templates=read_templates(Path(folder)),
            people=drawn.registered,
        )
        found = {path: parsed(path) for path in mails}

    assert len(found) == len(drawn.registered)
    for mail in found.values():
        assert mail.defects == []
        assert [one.domain for one in mail["To"].addresses] == ["example.org"]


def test_address_has_no_line_in_its_name():
    assert str(address("A\r\n B", "a@b.example")) == "A B <a@b.example>"


MEI = person(
    "P7",
    first_name="Mei",
    email="mei@far.example",
    phone="+886 2 5550 100",
    attendance=Attendance.ONLINE,
    time_zone="Asia/Taipei",
    link="https://meet.example/mei",
    agenda_language="en",
)


def test_mail_to_somebody_elsewhere_tells_both_clocks_and_the_link(mailed):
    fair = replace(FAIR, participants=(*FAIR.participants, MEI))
    before, made = (plan(fair, meeting("P2 P7", number, None)) for number in (2, 3))
    difference = replace(compare(before.schedule, made.schedule), since="v02")

    first = text(mailed(made)["agenda_P7_p7-mei"])
    both = text(mailed(made)[LIAMS])
    changed = text(mailed(made, changes={"P7": difference})["agenda_P7_p7-mei"])

    line = "16:30–17:00 in Taipei (10:30–11:00 in Berlin)"
    assert f"{line}  online: Liam O'Brien (Bogland, Ireland), https://meet.example/mei\n" in first
    assert "10:30–11:00 in Berlin  online: Mei P7 (P7 GmbH), https://meet.example/mei\n" in both
    assert f"now Wed 16 Jun, {line}, online (before: Wed 16 Jun, 16:00–16:30 in Taipei " in changed
    assert not [told for told in (first, both, changed) if "5550" in told]


def test_change_is_told_by_the_day_of_whoever_reads_it(mailed):
    online = {"attendance": Attendance.ONLINE, "time_zone": "Pacific/Honolulu"}
    fair = replace(FAIR, participants=but(FAIR.participants, "P2", **online))
    before, after = (plan(fair, meeting("P1 P2", number, None)) for number in (0, 1))
    changes = {"P2": compare(before.schedule, after.schedule)}

    assert (
        "now Tue 15 Jun, 21:30–22:00 in Honolulu (Wed 16 Jun, 09:30–10:00 in Berlin), online"
    ) in text(mailed(after, changes=changes)[LIAMS])
