import json
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.aims import Aim, AimName, Given
from matchmaker.compare import Change, compare
from matchmaker.events import Answer, Interest, Item, ItemKind, Level, Participant, Slot
from matchmaker.explain import Reason, Unmet
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.plans.reader import structured
from matchmaker.io.plans.shapes import SHAPES, PlannedMeeting
from matchmaker.io.plans.writer import writer_for
from matchmaker.issues import Issue, Place, Severity
from matchmaker.priced import Cost, Instead
from matchmaker.record import Plan, Source
from matchmaker.schedule import Meeting, Schedule
from tests.builders import BERLIN, FIRST, event, meeting, people, pin, schedule, slot, wishes
from tests.strategies import events, pairs_of, texts

SOURCE = Source("Messe Łódź.xlsx", "ab" * 32)


def plan(of=None, *meetings, **fields) -> Plan:
    """One plan of an event."""
    return Plan(
        version="v02",
        created_at=FIRST,
        source=SOURCE,
        event=of or event(people("A B C"), wishes("A>B! B>A"), slots=3),
        schedule=schedule(*meetings),
        **fields,
    )


def written(one: Plan, folder):
    """Write a plan and load it as JSON."""
    write_plan(one, folder / "plan.json")
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def through_a_file(one: Plan, folder) -> Plan:
    """Write a plan and read it back."""
    write_plan(one, folder / "plan.json")
    return read_plan(folder / "plan.json")


@st.composite
def plans(draw) -> Plan:
    """Any record of a run; the schedules need not be good."""
    of = draw(events())
    before, after = draw(schedules(of)), draw(schedules(of))
    return plan(
        of,
        *after.meetings,
        aims=tuple(draw(st.lists(aims, max_size=3))),
        unmet=tuple(Unmet(i, draw(st.sampled_from(Reason))) for i in of.interests),
        base="v01",
        difference=compare(before, after),
        issues=tuple(draw(st.lists(issues, max_size=2))),
    )


@st.composite
def schedules(draw, of) -> Schedule:
    """Draw meetings of different pairs, anywhere."""
    pairs = draw(st.sets(pairs_of(tuple(of.participant)), max_size=4))
    tables = st.sampled_from((None, *of.table))
    return Schedule(
        tuple(
            Meeting(pair, draw(st.sampled_from(of.slots)), draw(tables), draw(st.booleans()))
            for pair in sorted(pairs)
        )
    )


aims = st.builds(
    Aim,
    name=st.sampled_from(AimName),
    value=st.integers(),
    bound=st.integers(),
    seconds=st.floats(0, 1e6),
    given=st.lists(st.sampled_from((*AimName, *Given)), max_size=3).map(tuple),
)
issues = st.builds(
    Issue,
    code=st.sampled_from(("unknown_person", "similar_names")),
    severity=st.sampled_from(Severity),
    place=st.builds(
        Place,
        file=texts,
        sheet=texts,
        row=st.none() | st.integers(1),
        column=st.none() | st.sampled_from("AZ"),
    ),
    parameters=st.dictionaries(st.text(max_size=3), st.text(max_size=9), max_size=2),
)


@given(plans())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_read_plan_gives_back_what_was_written(tmp_path_factory, one):
    folder = tmp_path_factory.mktemp("plan")

    again = through_a_file(one, folder)

    assert again == one
    assert again.event.days == one.event.days
    assert again.points == one.points
    assert [again.status_of(m) for m in again.schedule.meetings] == [
        one.status_of(m) for m in one.schedule.meetings
    ]


def test_plan_that_somebody_holds_is_the_same_one_until_its_file_is_another(tmp_path):
    path = tmp_path / "plan.json"
    write_plan(plan(), path)
    held, other = read_plan(path), plan(looser=3)

    assert read_plan(path) is held
    write_plan(other, path)
    assert read_plan(path) == other != held


def test_write_plan_has_the_keys_of_the_contract(tmp_path):
    content = written(plan(), tmp_path)

    assert list(content) == [
        "schema",
        "version",
        "created_at",
        "event_id",
        "input",
        "schedule_sha256",
        "options",
        "base",
        "aims",
        "meetings",
        "unmet",
        "changes",
        "shift",
        "tables_renamed",
        "tables_restood",
        "carried",
        "to_tell",
        "keys",
        "looser",
        "rule_prices",
        "evenness_prices",
        "issues",
        "event",
    ]
    assert content["schema"] == 2
    assert content["version"] == "v02"
    assert content["created_at"] == "2027-06-16T09:00:00+02:00"
    assert content["event_id"] == "fair-2027"
    assert content["input"] == {"file": "Messe Łódź.xlsx", "sha256": "ab" * 32}


def test_write_plan_aims(tmp_path):
    aim = Aim(AimName.BREAKS, 7, 5, 1.25, (AimName.MUST, Given.PAIRS))

    content = written(plan(aims=(aim,)), tmp_path)

    assert content["aims"] == [
        {
            "name": "breaks",
            "value": 7,
            "bound": 5,
            "status": "feasible",
            "seconds": 1.25,
            "given": ["must", "pairs"],
        }
    ]


def test_write_plan_meetings(tmp_path):
    meetings = meeting("A B", 0, locked=True), meeting("B C", 1, None)

    content = written(plan(None, *meetings), tmp_path)

    assert content["meetings"] == [
        {
            "id": "A+B",
            "participants": ["A", "B"],
            "start": "2027-06-16T09:00:00+02:00",
            "end": "2027-06-16T09:30:00+02:00",
            "table": "T1",
            "points": 15,
            "status": "new",
            "locked": True,
        },
        {
            "id": "B+C",
            "participants": ["B", "C"],
            "start": "2027-06-16T09:30:00+02:00",
            "end": "2027-06-16T10:00:00+02:00",
            "table": None,
            "points": 0,
            "status": "new",
            "locked": False,
        },
    ]


def test_write_plan_changes_and_statuses_of_a_rerun(tmp_path):
    before = schedule(meeting("A B", 0), meeting("A C", 1))
    after = schedule(meeting("A B", 0), meeting("A C", 2))

    content = written(
        plan(None, *after.meetings, base="v01", difference=compare(before, after)), tmp_path
    )

    assert [m["status"] for m in content["meetings"]] == ["kept", "moved"]
    assert content["changes"] == [
        {
            "kind": "moved",
            "participants": ["A", "C"],
            "before": {
                "participants": ["A", "C"],
                "start": "2027-06-16T09:30:00+02:00",
                "end": "2027-06-16T10:00:00+02:00",
                "table": "T1",
                "locked": False,
            },
            "after": {
                "participants": ["A", "C"],
                "start": "2027-06-16T10:00:00+02:00",
                "end": "2027-06-16T10:30:00+02:00",
                "table": "T1",
                "locked": False,
            },
            "cause": None,
            "who": "",
            "was_at": None,
            "former": None,
        }
    ]
    assert content["to_tell"] == ["A", "C"]


@pytest.mark.parametrize("level", Level)
def test_write_plan_unmet_has_its_level_as_a_word(tmp_path, level):
    wish = Interest(
        source="A",
        target="C GmbH",
        target_is_organisation=True,
        level=level,
        answer=Answer.PENDING,
    )

    content = written(plan(unmet=(Unmet(wish, Reason.TARGET_FULL),)), tmp_path)

    assert content["unmet"] == [
        {
            "source": "A",
            "target": "C GmbH",
            "target_is_organisation": True,
            "level": level.name.lower(),
            "answer": "pending",
            "reason": "target_full",
            "row": 0,
            "price": None,
            "instead": None,
        }
    ]


def test_write_plan_issues(tmp_path):
    place = Place("Messe.xlsx", "Wünsche", 14, "F")
    issue = Issue("unknown_person", Severity.WARNING, place, {"name": "Юлия"})

    content = written(plan(issues=(issue,)), tmp_path)

    assert content["issues"] == [
        {
            "code": "unknown_person",
            "severity": "warning",
            "place": {"file": "Messe.xlsx", "sheet": "Wünsche", "row": 14, "column": "F"},
            "parameters": {"name": "Юлия"},
        }
    ]


def test_write_plan_is_readable_and_the_same_each_time(tmp_path):
    item = Item(kind=ItemKind.BREAK, start=FIRST, end=FIRST, who=frozenset({"C", "Ö", "A"}))
    one = plan(event(people("A C Ö"), pins=(pin("A Ö"),), programme=(item,)), meeting("A Ö"))

    write_plan(one, tmp_path / "one.json")
    write_plan(replace(one), tmp_path / "again.json")

    data = (tmp_path / "one.json").read_bytes()
    assert data == (tmp_path / "again.json").read_bytes()
    assert b"\r" not in data
    assert '"who": ["A", "C", "Ö"]}' in data.decode()
    assert '\n  {"id": "A+Ö", "participants": ["A", "Ö"], "start": ' in data.decode()


def test_read_plan_has_times_in_the_zone_of_the_event(tmp_path):
    start = datetime(2027, 6, 16, 22, 0, tzinfo=UTC)
    late = Slot(start, start + timedelta(minutes=30))
    of = event(people("A B"), slots=(late,), time_zone="Asia/Tokyo")

    again = through_a_file(plan(of, Meeting(("A", "B"), late, "T1")), tmp_path)

    tokyo = ZoneInfo("Asia/Tokyo")
    times = [again.created_at, *(m.slot.start for m in again.schedule.meetings)]
    assert [time.tzinfo for time in (*times, again.event.slots[0].end)] == [tokyo] * 3
    assert [day.isoformat() for day in again.event.days] == ["2027-06-17"]
    assert again.event.slots == (late,)


def test_read_plan_tells_the_hour_that_comes_twice_in_autumn(tmp_path):
    first = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    second = first.replace(fold=1)

    again = through_a_file(plan(event(people("A B"), slots=(Slot(first, second),))), tmp_path)

    read = again.event.slots[0]
    assert read.end.astimezone(UTC) - read.start.astimezone(UTC) == timedelta(hours=1)


def test_read_plan_passes_over_keys_it_does_not_know(tmp_path):
    one = plan(None, meeting("A B"))
    content = written(one, tmp_path)
    content["weather"] = "fair"
    content["meetings"][0]["mood"] = content["event"]["scent"] = "mint"
    (tmp_path / "plan.json").write_text(json.dumps(content), encoding="utf-8")

    assert read_plan(tmp_path / "plan.json") == one


def test_read_plan_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_plan(tmp_path / "plan.json")


@pytest.mark.parametrize("text", ["[]", "{}", "3", '{"schema": "x"}', '{"name": "left-pad"}'])
def test_read_plan_foreign_file(tmp_path, text):
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(NotAPlan) as raised:
        read_plan(path)

    assert (raised.value.code, raised.value.parameters) == ("plan_foreign", {"file": str(path)})


def test_read_plan_of_a_later_matchmaker(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text('{"schema": 3, "all": "different"}', encoding="utf-8")

    with pytest.raises(NotAPlan) as raised:
        read_plan(path)

    assert raised.value.code == "plan_newer"
    assert raised.value.parameters == {"file": str(path), "schema": "3", "known": "2"}


def without(*keys):
    """Remove one entry."""

    def damage(content):
        for key in keys[:-1]:
            content = content[key]
        del content[keys[-1]]

    return damage


def with_value(value, *keys):
    """Put something else in the place of one entry."""

    def damage(content):
        for key in keys[:-1]:
            content = content[key]
        content[keys[-1]] = value

    return damage


ABSENT = {"participant": "X", "since": "2027-06-17T10:00:00+02:00"}
KEY = {"participant": "A", "person": "A", "place": "A"}
DAMAGES = {
    without("event"): "event.time_zone",
    without("created_at"): "created_at",
    without("meetings", 0, "start"): "meetings[0].start",
    with_value(None, "version"): "version",
    with_value(None, "meetings", 0, "participants", 1): "meetings[0].participants[1]",
    with_value(["A"], "meetings", 0, "participants"): "meetings[0].participants",
    with_value("AB", "meetings", 0, "participants"): "meetings[0].participants",
    with_value("2027-06-16T09:00:00", "meetings", 0, "start"): "meetings[0].start",
    with_value("0001-01-01T00:00:00+14:00", "meetings", 0, "start"): "meetings[0].start",
    with_value("noon", "created_at"): "created_at",
    with_value(1, "meetings", 0, "locked"): "meetings[0].locked",
    with_value("4", "aims", 0, "value"): "aims[0].value",
    with_value("0.5", "aims", 0, "seconds"): "aims[0].seconds",
    with_value(["luck"], "aims", 0, "given"): "aims[0].given[0]",
    with_value("utmost", "event", "interests", 0, "level"): "event.interests[0].level",
    with_value("Europe/Atlantis", "event", "time_zone"): "event.time_zone",
    with_value("Europe", "event", "time_zone"): "event.time_zone",
    with_value("/etc/localtime", "event", "time_zone"): "event.time_zone",
    with_value(1, "event", "time_zone"): "event.time_zone",
    with_value("whim", "unmet", 0, "reason"): "unmet[0].reason",
    with_value("A", "meetings", 0): "meetings[0]",
    with_value([], "options"): "options",
    with_value("", "event", "rules"): "event.rules",
    with_value([], "event", "participants", 0, "times"): "event.participants[0].times",
    with_value("en; de", "event", "participants", 0, "languages"): (
        "event.participants[0].languages"
    ),
    with_value("half a letter: \ud83d", "event", "name"): "event.name",
    with_value("fr", "event", "language"): "event.language",
    with_value("fr", "event", "participants", 1, "agenda_language"): (
        "event.participants[1].agenda_language"
    ),
    with_value("Taipei", "event", "participants", 1, "time_zone"): (
        "event.participants[1].time_zone"
    ),
    with_value("javascript:alert()", "event", "participants", 1, "link"): (
        "event.participants[1].link"
    ),
    with_value("red", "event", "colour"): "event.colour",
    with_value("#abc", "event", "colour"): "event.colour",
    with_value("A", "event", "participants", 1, "id"): "event.participants[1].id",
    with_value("X", "event", "interests", 0, "source"): "event.interests[0].source",
    with_value("X", "event", "interests", 0, "target"): "event.interests[0].target",
    with_value("2027-06-16T11:00:00+02:00", "event", "slots", 0, "end"): "event.slots[1]",
    with_value("2027-06-16T08:00:00+02:00", "event", "slots", 0, "end"): "event.slots[0]",
    with_value("2027-06-16T08:00:00+02:00", "meetings", 0, "start"): "meetings[0].start",
    with_value("2027-06-16T09:15:00+02:00", "meetings", 0, "end"): "meetings[0].end",
    with_value(["A", "X"], "meetings", 0, "participants"): "meetings[0].participants",
    with_value(["B", "A"], "meetings", 0, "participants"): "meetings[0].participants",
    with_value(["A", "A"], "meetings", 0, "participants"): "meetings[0].participants",
    with_value("T9", "meetings", 0, "table"): "meetings[0].table",
    with_value(["A", "B"], "meetings", 1, "participants"): "meetings[1].participants",
    with_value("X", "unmet", 0, "source"): "unmet[0].source",
    with_value("X", "unmet", 0, "target"): "unmet[0].target",
    with_value(["A", "X"], "changes", 0, "participants"): "changes[0]",
    with_value(["A", "X"], "changes", 0, "after", "participants"): "changes[0]",
    with_value("X", "changes", 0, "who"): "changes[0].participants",
    with_value([ABSENT], "options", "absences"): "options.absences[0]",
    with_value([{**KEY, "participant": "X"}], "keys"): "keys[0].participant",
    with_value([KEY, {**KEY, "participant": "B"}], "keys"): "keys[1].person",
    with_value(["X"], "carried"): "carried[0]",
    with_value([1], "shift", "zones"): "shift.zones[0]",
    with_value(None, "changes", 0, "after"): "changes[0]",
    with_value("fair-2028", "event_id"): "event_id",
}


@pytest.mark.parametrize(("damage", "field"), DAMAGES.items(), ids=DAMAGES.values())
def test_read_plan_damaged_file_names_the_field(tmp_path, damage, field):
    changes = compare(schedule(), schedule(meeting("A B")))
    one = plan(
        None,
        meeting("A B"),
        meeting("A C", 1),
        aims=(Aim(AimName.MUST, 1, 1, 0.0),),
        unmet=(Unmet(wishes("A>B")[0], Reason.TAKEN),),
        difference=changes,
    )
    path = tmp_path / "plan.json"
    content = written(one, tmp_path)
    damage(content)
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(NotAPlan) as raised:
        read_plan(path)

    assert raised.value.code == "plan_damaged_at"
    assert raised.value.parameters == {"file": str(path), "field": field}


PRICED = ("unmet", 0, "price")
PRICE_DAMAGES = {
    with_value(2, *PRICED, "points", "at_least"): "unmet[0].price[points].at_least",
    with_value(-1, *PRICED, "must", "at_least"): "unmet[0].price[must].at_least",
    with_value(None, *PRICED, "points", "at_most"): "unmet[0].price[points].at_most",
    with_value(1.5, *PRICED, "points", "at_least"): "unmet[0].price[points].at_least",
    without(*PRICED, "points", "at_most"): "unmet[0].price[points].at_most",
    with_value({}, *PRICED): "unmet[0].price",
    with_value([], *PRICED): "unmet[0].price",
    with_value({"luck": {"at_least": 0, "at_most": 0}}, *PRICED): "unmet[0].price[luck]",
    with_value("declined", "unmet", 0, "reason"): "unmet[0].price",
    with_value(None, *PRICED): "unmet[0].instead",
    with_value(None, "unmet", 0, "instead"): "unmet[0].price[must].at_most",
    with_value([["A", "C"]], "unmet", 0, "instead", "lost"): "unmet[0].instead",
    with_value([["A", "B"]], "unmet", 0, "instead", "won"): "unmet[0].instead",
    with_value([["A", "X"]], "unmet", 0, "instead", "won"): "unmet[0].instead",
    with_value([["C", "A"]], "unmet", 0, "instead", "won"): "unmet[0].instead",
    without("unmet", 0, "instead", "lost"): "unmet[0].instead.lost",
}


def priced():
    price = {AimName.MUST: Cost(0, 0), AimName.POINTS: Cost(0, 1)}
    return plan(
        None,
        meeting("A B"),
        aims=(Aim(AimName.MUST, 0, 0, 0.0), Aim(AimName.POINTS, 2, 2, 0.0)),
        unmet=(
            Unmet(wishes("A>C")[0], Reason.TAKEN, 0, price, Instead((("A", "B"),), (("A", "C"),))),
        ),
    )


def test_read_plan_knows_prices_of_wishes(tmp_path):
    content = written(priced(), tmp_path)

    assert content["unmet"][0]["price"] == {
        "must": {"at_least": 0, "at_most": 0},
        "points": {"at_least": 0, "at_most": 1},
    }
    assert content["unmet"][0]["instead"] == {"lost": [["A", "B"]], "won": [["A", "C"]]}
    assert read_plan(tmp_path / "plan.json") == priced()


@pytest.mark.parametrize(("damage", "field"), PRICE_DAMAGES.items(), ids=PRICE_DAMAGES.values())
def test_read_plan_damaged_price_names_the_field(tmp_path, damage, field):
    content = written(priced(), tmp_path)
    damage(content)
    (tmp_path / "plan.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(NotAPlan) as raised:
        read_plan(tmp_path / "plan.json")

    assert raised.value.parameters["field"] == field


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04\x14", b'{"schema": 1,', b"[" * 100_000])
def test_read_plan_no_json(tmp_path, data):
    (tmp_path / "plan.json").write_bytes(data)

    with pytest.raises(NotAPlan, match="plan_damaged"):
        read_plan(tmp_path / "plan.json")


@given(st.data())
@settings(deadline=None)
def test_read_plan_of_a_file_cut_or_garbled_anywhere(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    one = plan(None, meeting("A B"), aims=(Aim(AimName.MUST, 1, 1, 0.5, (Given.SLOTS,)),))
    write_plan(one, path)
    whole = path.read_bytes().rstrip()
    start = data.draw(st.integers(0, len(whole) - 1))
    garbage = data.draw(st.binary(max_size=3) | st.sampled_from((b"null", b"9" * 400, b"-")))
    rest = data.draw(st.sampled_from((b"", whole[start + 1 :])))
    path.write_bytes(whole[:start] + garbage + rest)

    with suppress(NotAPlan):
        again = read_plan(path)
        assert isinstance(again, Plan)
        assert rest


def test_slots_of_meetings_are_those_of_the_event(tmp_path):
    again = through_a_file(plan(None, meeting("A B", 1)), tmp_path)

    assert again.schedule.meetings[0].slot in set(again.event.slots)
    assert again.schedule.meetings[0].slot in again.event.free_slots["A"]
    assert again.schedule.meetings[0].slot == slot(1)


def default_fields(kind):
    """The fields of a class that older files may lack, with what is then filled in."""
    made = [(one, one.default_factory is not MISSING) for one in fields(kind)]
    return {
        one.name: one.default_factory() if is_made else one.default
        for one, is_made in made
        if is_made or one.default is not MISSING
    }


@pytest.mark.parametrize("name", default_fields(Participant))
def test_read_plan_fills_in_what_an_older_file_does_not_know_of_a_participant(tmp_path, name):
    one = plan(None, meeting("A B"))
    content = written(one, tmp_path)
    del content["event"]["participants"][0][name]
    (tmp_path / "plan.json").write_text(json.dumps(content), encoding="utf-8")

    again = read_plan(tmp_path / "plan.json").event.participants[0]

    assert again == replace(one.event.participants[0], **{name: default_fields(Participant)[name]})


def test_field_added_to_a_class_is_written_and_read_and_filled_in():
    """What is added to any class of an event is a change in one place."""

    @dataclass(frozen=True, kw_only=True)
    class Guest(Participant):
        seat: str = "aisle"

    @dataclass(frozen=True)
    class Programme:
        guests: tuple[Guest, ...]

    one = Programme((Guest(id="A", last_name="A", organisation="A", seat="window"),))

    content = json.loads(json.dumps(writer_for(plan()).unstructure(one)))
    older = {"guests": [{k: v for k, v in content["guests"][0].items() if k != "seat"}]}

    assert structured(content, Programme, BERLIN) == one
    assert structured(older, Programme, BERLIN).guests[0].seat == "aisle"


NEEDED = [(kind, key) for kind, shape in SHAPES.items() for key in shape.needed.split()]
FIRST_OF = {
    Plan: (),
    Aim: ("aims", 0),
    PlannedMeeting: ("meetings", 0),
    Meeting: ("changes", 0, "after"),
    Unmet: ("unmet", 0),
    Change: ("changes", 0),
}


@pytest.mark.parametrize(("kind", "key"), NEEDED, ids=str)
def test_read_plan_damaged_file_lacks_what_every_file_had(tmp_path, kind, key):
    one = plan(
        None,
        meeting("A B"),
        aims=(Aim(AimName.MUST, 1, 1, 0.0),),
        unmet=(Unmet(wishes("A>B")[0], Reason.TAKEN),),
        difference=compare(schedule(), schedule(meeting("A B"))),
    )
    content = written(one, tmp_path)
    without(*FIRST_OF[kind], key)(content)
    (tmp_path / "plan.json").write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(NotAPlan) as raised:
        read_plan(tmp_path / "plan.json")

    path = "".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in FIRST_OF[kind])
    assert raised.value.parameters["field"] == f"{path}.{key}".removeprefix(".")
