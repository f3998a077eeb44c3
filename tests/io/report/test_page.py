"""What stands on the organiser's page, and that it is text and nothing else."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given

from matchmaker.aims import Aim, AimName
from matchmaker.compare import Cause, compare
from matchmaker.events import Organisation, Status, Table
from matchmaker.explain import Reason, Unmet, explain
from matchmaker.io.report.page import page, write_report
from matchmaker.schedule import Meeting
from matchmaker.text import languages, words
from tests.builders import (
    but,
    event,
    meeting,
    people,
    person,
    plan,
    schedule,
    slot,
    wishes,
)
from tests.strategies import events

HOSTILE = '#import "x"; $x$ <script>=1+1@</script><img src=x onerror=alert(1)> {{ 7*7 }} &amp;'
ANNA = person("P1", "Elbblick", first_name="Anna", country="Germany", cluster="Elbe")
LIAM = person("P2", "Bogland", first_name="Liam", country="Ireland", cluster="Bog")
HANNA = person("P3", "Дністер", first_name="Ганна", country="Ukraine", cluster="Elbe")
FAIR = event(
    (ANNA, LIAM, HANNA),
    wishes("P1>P2! P2>P1+ P3>P1 P1>P3"),
    slots=4,
    tables=(Table(name="1", area="Hall"), Table(name="2", area="Foyer")),
)
AIMS = (
    Aim(AimName.MUST, 1, 1, 1.0),
    Aim(AimName.POINTS, 18, 20, 1.0, (AimName.MUST,)),
    Aim(AimName.BREAKS, 3, 0, 1.0),
)
VOID = {"meta", "input", "br", "rect", "img", "link"}


class Document(HTMLParser):
    """A page as its elements: text by id of the heading above, tables by caption, and all tags."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.tables, self.section = [], {}, {}
        self._heading, self._in, self._cell = "", [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        fields = dict(attributes)
        self.tags.append((tag, fields))
        if tag not in VOID and tag not in {"tr", "td"}:
            self._in.append(tag)
        if tag == "h2":
            self._heading = fields["id"]
        if tag == "table":
            self._caption, self._rows = "", []
        if tag == "tr":
            self._rows.append([])
        if tag in {"td", "th"}:
            self._rows[-1].append("")
        if tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag):
        if tag in self._in:
            while self._in.pop() != tag:
                pass
        if tag == "table":
            rows = [[" ".join(cell.split()) for cell in row] for row in self._rows]
            self.tables.setdefault((self._heading, self._caption), rows)

    def handle_data(self, data):
        if {"style", "script"} & set(self._in):
            return
        self.section[self._heading] = self.section.get(self._heading, "") + data
        if "caption" in self._in:
            self._caption += data
        elif "table" in self._in and self._rows:
            self._rows[-1][-1:] = [cell + data for cell in self._rows[-1][-1:]]


def table(document, heading, caption=None):
    """The rows of the one table below a heading."""
    found = [
        rows
        for (of, name), rows in document.tables.items()
        if of == heading and caption in {None, name}
    ]
    return found[0]


def said(document, heading):
    return " ".join(document.section[heading].split())


def made(*meetings, **fields):
    fair = fields.pop("event", FAIR)
    meetings = meetings or (meeting("P1 P2", 0, "1"),)
    facts = {"aims": AIMS, "unmet": explain(fair, schedule(*meetings))}
    return plan(fair, *meetings, **(facts | fields))


def test_certificate_is_the_line_of_the_points():
    document = Document(page(made()))

    assert (
        "18 points; no plan that keeps the aims before it can have more than 20 (90.0 %)."
        in said(document, "certificate")
    )
    assert "18 of at most 20 points" in said(document, "certificate")
    assert "Proven best: 1 of 3 aims." in said(document, "certificate")


def test_every_aim_with_value_and_bound():
    rows = table(Document(page(made())), "certificate")

    line = "18 points; no plan that keeps the aims before it can have more than 20 (90.0 %)."
    assert rows == [
        ["Aim", "Value", "Bound"],
        ["1 must-wishes met 1 must-wish met; no plan can have more.", "1", "1 proven best"],
        [f"2 points {line}", "18", "20"],
        ["3 breaks 3 breaks; how many of them could be avoided is not proven.", "3", "not proven"],
    ]


def test_page_of_a_plan_without_aims():
    assert table(Document(page(made(aims=()))), "levels")[0][0] == "Level"


def test_wishes_met_by_level():
    rows = table(Document(page(made())), "levels")

    assert [row[:4] for row in rows[1:]] == [
        ["must", "1", "1", "100.0 %"],
        ["high", "1", "1", "100.0 %"],
        ["normal", "0", "2", "0.0 %"],
        ["Wishes met", "2", "4", "50.0 %"],
    ]


def test_wishes_of_those_who_cancelled_do_not_count():
    fair = replace(FAIR, participants=but(FAIR.participants, "P3", status=Status.CANCELLED))

    rows = table(Document(page(made(event=fair))), "levels")

    assert rows[-1][:3] == ["Wishes met", "2", "3"]


def test_meetings_per_participant():
    document = Document(page(made()))

    assert "Meetings 0: 1 People" in said(document, "each")
    assert "Meetings 1: 2 People" in said(document, "each")
    assert table(document, "each")[1:] == [
        ["Anna P1", "Elbblick", "1", "1/2", "0", "0", "0"],
        ["Liam P2", "Bogland", "1", "1/1", "0", "0", "0"],
        ["Ганна P3", "Дністер", "0", "0/1", "0", "0", "0"],
    ]


def test_breaks():
    document = Document(page(made(meeting("P1 P2", 0, "1"), meeting("P1 P3", 3, "1"))))

    assert [row[:2] for row in table(document, "breaks")[1:]] == [["0", "2"], ["1", "1"]]


def test_table_load_by_area_and_slot():
    both = made(meeting("P1 P2", 0, "1"), meeting("P1 P3", 1, "1"))

    assert table(Document(page(both)), "loads") == [
        ["Area", "09:00", "09:30", "10:00", "10:30"],
        ["Hall", "100", "100", "0", "0"],
        ["Foyer", "0", "0", "0", "0"],
        ["All tables", "50", "50", "0", "0"],
    ]


def test_grid_of_tables_and_times():
    met = made(meeting("P1 P2", 0, "1"), meeting("P1 P3", 2, None))

    document = Document(page(met))

    assert table(document, "grid") == [
        ["Table", "09:00", "09:30", "10:00", "10:30", "Meetings"],
        ["1", "P1 P2", "", "", "", "1"],
        ["2", "", "", "", "", "0"],
        ["online", "", "", "P1 P3", "", "1"],
    ]
    options = [fields["value"] for tag, fields in document.tags if tag == "option" and fields]
    assert options[:3] == [
        "Anna P1, Elbblick · P1",
        "Liam P2, Bogland · P2",
        "Ганна P3, Дністер · P3",
    ]
    numbers = [fields["data-people"] for _, fields in document.tags if "data-people" in fields]
    assert numbers == ["0 1", "0 2"]


def test_grid_has_a_table_for_each_day():
    days = (slot(0), slot(0, day=1))
    later = replace(meeting("P1 P3"), slot=days[1])
    met = made(meeting("P1 P2"), later, event=replace(FAIR, slots=days))

    captions = [caption for heading, caption in Document(page(met)).tables if heading == "grid"]

    assert captions == ["Wednesday, 16 June 2027", "Thursday, 17 June 2027"]


def test_meetings_by_countries_and_clusters():
    met = made(meeting("P1 P2", 0, "1"), meeting("P1 P3", 1, "1"))

    document = Document(page(met))

    assert [row[:3] for row in table(document, "countries")[1:]] == [
        ["Germany – Ireland", "1", "50.0 %"],
        ["Germany – Ukraine", "1", "50.0 %"],
    ]
    assert "100.0 % of the meetings cross a border." in said(document, "countries")
    assert [row[0] for row in table(document, "clusters")[1:]] == ["Bog – Elbe", "within Elbe"]


WRITTEN = ("DE", "Deutschland", "Germany", "France", "FRANCE", "Frankreich", "GERMANY", "D")
"""The countries of eight people; of their seven meetings five cross a border."""
ACROSS = ("A D", "B E", "C F", "D G", "E H", "A B", "E F")


def test_countries_are_compared_whatever_they_are_called():
    everybody = tuple(person(name, country=c) for name, c in zip("ABCDEFGH", WRITTEN, strict=True))
    fair = event(everybody, slots=7, language="de")
    met = plan(fair, *(meeting(pair, number) for number, pair in enumerate(ACROSS)))

    document = Document(page(met))

    assert [row[:2] for row in table(document, "countries")[1:]] == [
        ["Deutschland – Frankreich", "5"],
        ["innerhalb: Deutschland", "1"],
        ["innerhalb: Frankreich", "1"],
    ]
    assert "71,4 %" in said(document, "countries")


def test_clusters_are_compared_by_what_counts_in_their_names():
    clusters = ("Silicon Elbe", "silicon  elbe", "Oder")
    everybody = tuple(person(name, cluster=c) for name, c in zip("ABC", clusters, strict=True))
    met = plan(event(everybody, slots=2), meeting("A B", 0), meeting("B C", 1))

    document = Document(page(met))

    assert [row[0] for row in table(document, "clusters")[1:]] == [
        *("Oder – Silicon Elbe", "within Silicon Elbe"),
    ]


def test_countries_and_clusters_of_organisations():
    fair = event(
        people("A B"),
        wishes("A>B"),
        organisations=(
            Organisation(name="A GmbH", country="Germany", cluster="Elbe"),
            Organisation(name="B GmbH", country="Poland", cluster="Oder"),
        ),
    )

    document = Document(page(plan(fair, meeting("A B"))))

    assert table(document, "countries")[1][0] == "Germany – Poland"
    assert table(document, "clusters")[1][0] == "Elbe – Oder"


def test_origins_that_are_not_given():
    fair = event(people("A B"), wishes("A>B"))
    half = event((person("A", country="Germany"), person("B")), wishes("A>B"))

    assert "No countries are given." in said(
        Document(page(plan(fair, meeting("A B")))), "countries"
    )
    assert "No countries" in said(Document(page(plan(half, meeting("A B")))), "countries")


def test_meetings_of_unknown_origin_are_not_counted():
    fair = replace(FAIR, participants=but(FAIR.participants, "P3", country=""))
    met = made(meeting("P1 P2", 0, "1"), meeting("P1 P3", 1, "1"), event=fair)

    assert "Not counted, since one of the two gives none: 1." in said(
        Document(page(met)), "countries"
    )


def test_unmet_wishes_with_reasons():
    unmet = (
        Unmet(FAIR.interests[0], Reason.TARGET_FULL),
        Unmet(FAIR.interests[2], Reason.NO_COMMON_SLOT),
    )

    document = Document(page(made(unmet=unmet)))

    assert [row[:2] for row in table(document, "unmet")[1:]] == [
        ["Never available at the same time", "1"],
        ["The one who is wished is full", "1"],
    ]
    assert table(document, "unmet", "Every unmet wish")[1:] == [
        [
            "Anna P1 Elbblick → Liam P2 Bogland",
            "must",
            "Liam P2 already has as many meetings as possible.",
        ],
        [
            "Ганна P3 Дністер → Anna P1 Elbblick",
            "normal",
            words("en")("reason.no_common_slot"),
        ],
    ]


def test_nothing_unmet_says_so():
    assert "Every wish is met." in said(Document(page(made(unmet=()))), "unmet")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_name_of_its_own(language, reason):
    names = [words(language)(f"report.reason.{one}") for one in Reason]

    assert names.count(words(language)(f"report.reason.{reason}")) == 1


WHY = words("en")("cause.unavailable", who="Liam P2")


def test_changes_since_the_version_before():
    before = schedule(meeting("P1 P2", 0, "1"), meeting("P2 P9", 1, "1"))
    after = schedule(meeting("P1 P2", 2, "2"), meeting("P1 P3", 0, None))
    changes = compare(before, after)
    why = replace(changes.changes[0], cause=Cause.UNAVAILABLE, who="P2")
    moved = made(
        *after.meetings,
        base="v02",
        difference=replace(changes, changes=(why, *changes.changes[1:])),
    )

    document = Document(page(moved))

    assert "Since v02: 1 added, 1 cancelled, 1 moved; 4 participants must be told." in said(
        document, "changes"
    )
    assert table(document, "changes")[1:] == [
        [
            "moved",
            "Anna P1 Liam P2",
            "Wed 16 Jun, 09:00–09:30, Table 1, Hall",
            "Wed 16 Jun, 10:00–10:30, Table 2, Foyer",
            WHY,
        ],
        ["new", "Anna P1 Ганна P3", "–", "Wed 16 Jun, 09:00–09:30, online", ""],
        ["cancelled", "Liam P2 P9", "Wed 16 Jun, 09:30–10:00, Table 1, Hall", "–", ""],
    ]
    assert table(document, "grid")[2][3] == "P1 P2moved"


def test_no_changes_says_so():
    assert "No earlier version" in said(Document(page(made())), "changes")
    assert "Nothing has changed since v02." in said(Document(page(made(base="v02"))), "changes")


def test_page_speaks_the_language_of_the_event():
    document = Document(page(made(event=replace(FAIR, language="de"))))

    assert ("html", {"lang": "de"}) in document.tags
    assert "Qualitätsnachweis" in said(document, "certificate")
    assert "Mittwoch, 16. Juni 2027" in said(document, "grid")
    assert table(document, "levels")[1][3] == "100,0 %"


def hostile_plan():
    hostile = replace(
        ANNA,
        first_name=HOSTILE,
        last_name=f"{HOSTILE}</script>",
        organisation=f"{HOSTILE}\x00\ud800</title></style>",
        country=HOSTILE,
        cluster=HOSTILE,
    )
    fair = replace(
        FAIR,
        name=HOSTILE,
        participants=(hostile, LIAM, HANNA),
        tables=(Table(name=HOSTILE, area=f'"{HOSTILE}'), Table(name="2", area="Foyer")),
    )
    before = schedule(meeting("P1 P2", 1, HOSTILE))
    met = meeting("P1 P2", 0, HOSTILE)
    changes = compare(before, schedule(met))
    return made(met, event=fair, base="v02", difference=changes)


def test_hostile_names_stand_there_literally():
    document = Document(page(hostile_plan()))

    for heading in ("", "each", "loads", "grid", "countries", "clusters", "unmet", "changes"):
        assert HOSTILE in " ".join(document.section[heading].split())
    options = [fields["value"] for tag, fields in document.tags if tag == "option" and fields]
    assert f"{HOSTILE} {HOSTILE}</script>, {HOSTILE}</title></style> · P1" in options


def test_hostile_names_add_no_element():
    hostile = hostile_plan()
    event = hostile.event
    plain = replace(
        event,
        name="Fair",
        participants=but(event.participants, "P1", last_name="P1", organisation="O", country="C"),
    )

    tags = [tag for tag, _ in Document(page(hostile)).tags]

    assert tags == [tag for tag, _ in Document(page(replace(hostile, event=plain))).tags]
    assert {tag: tags.count(tag) for tag in ("script", "style", "title", "img")} == {
        "script": 1,
        "style": 1,
        "title": 1,
        "img": 0,
    }


def test_no_element_has_a_style_or_a_handler_of_its_own():
    """The policy would forbid them."""
    names = {name for _, fields in Document(page(hostile_plan())).tags for name in fields}

    assert not [name for name in names if name.startswith("on") or name == "style"]


def test_page_names_no_address_and_loads_nothing():
    text = page(made())
    tags = Document(text).tags

    assert not re.search(r"https?:|//\w+\.|url\(|@import|fetch|XMLHttp|sendBeacon", text)
    assert not [fields for _, fields in tags if "src" in fields]
    links = [fields["href"] for tag, fields in tags if "href" in fields]
    ids = {fields["id"] for _, fields in tags if "id" in fields}
    assert links
    assert {link.removeprefix("#") for link in links} <= ids


def test_policy_allows_this_very_style_and_script_alone():
    text = page(made())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.replace("&#39;", "'").split(";"))

    assert rules.pop("default-src") == "'none'"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert rules.pop(rule) == f"'sha256-{digest}'"
    assert set(rules.values()) == {"'none'"}


def test_nobodys_address_is_on_the_page():
    fair = replace(FAIR, participants=but(FAIR.participants, "P1", email="anna@secret.example"))

    assert "secret" not in page(made(event=fair))


def test_same_plan_gives_the_same_bytes(tmp_path):
    for name in ("one.html", "other.html"):
        write_report(hostile_plan(), tmp_path / name)

    one = (tmp_path / "one.html").read_bytes()
    assert one == (tmp_path / "other.html").read_bytes()
    assert b"\r" not in one


def test_headings_labels_and_tables_are_in_order():
    document = Document(page(hostile_plan()))
    tags = document.tags

    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    labelled = {fields["for"] for tag, fields in tags if tag == "label"}
    assert {fields["id"] for tag, fields in tags if tag in {"input", "select"}} == labelled
    assert all(fields.get("scope") in {"row", "col"} for tag, fields in tags if tag == "th")
    tables, captions = ([t for t, _ in tags].count(kind) for kind in ("table", "caption"))
    assert tables == captions
    ids = [fields["id"] for _, fields in tags if "id" in fields]
    assert len(ids) == len(set(ids))


@given(events())
def test_any_event_has_a_page(drawn):
    meetings = [Meeting(pin.pair, pin.slot, pin.table) for pin in drawn.pins]
    made = plan(drawn, *meetings, unmet=explain(drawn, schedule(*meetings)))

    document = Document(page(made))

    shown = [fields for _, fields in document.tags if "data-people" in fields]
    assert len(shown) == len(meetings)
    assert sum(tag == "tr" and "data-reason" in fields for tag, fields in document.tags) == len(
        made.unmet
    )


def test_page_of_600_people_is_small():
    """Names of common length, 100 tables, 24 slots, 2,400 meetings and 4,000 unmet wishes."""
    crowd = tuple(
        person(f"Kowalczyk-{n:04}", f"Organisation {n // 2} GmbH", first_name="Aleksandra")
        for n in range(600)
    )
    names = [one.id for one in crowd]
    fair = event(crowd, slots=24, tables=100)
    met = [
        meeting(
            f"{names[(200 * s + 2 * t) % 600]} {names[(200 * s + 2 * t + 1) % 600]}", s, f"T{t + 1}"
        )
        for s in range(24)
        for t in range(100)
    ]
    lost = wishes(" ".join(f"{names[n % 600]}>{names[(n * 7 + 1) % 600]}" for n in range(4000)))
    unmet = tuple(Unmet(wish, Reason.TARGET_FULL) for wish in lost)

    size = len(page(plan(fair, *met, unmet=unmet)).encode())

    assert size < 2_000_000
