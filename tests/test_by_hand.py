"""A version as it is changed by hand, and what comes of it."""

import json
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from matchmaker import workflow
from matchmaker.aims import Keep
from matchmaker.editing import Edit, EditKind, difference, effect
from matchmaker.explain import Reason
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans.edit_file import NAME
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.positions import positions
from matchmaker.rulebook import Rule, verify
from matchmaker.score import score
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.seat import seat_at_once
from matchmaker.workflow import ChangedMeanwhile, Dossier, Editing, save_edits
from matchmaker.workflow.outcomes import Overtaken
from tests.builders import event, meeting, people, pin, plan, slot, wishes
from tests.test_cli import EXAMPLES

AB, AC, BC = ("A", "B"), ("A", "C"), ("B", "C")
THREE = event(people("A B C"), wishes("A>B A>C B>C"), slots=3, tables=2)
MADE = replace(plan(THREE, meeting("A B", 0, "T1"), meeting("A C", 1, "T1")), version="v01")


def begun(folder, made=MADE, fixed=(), *, told=False):
    """Begin to change a plan that is put beside a workbook."""
    dossier = Dossier(folder / "fair.xlsx")
    path = dossier.plans / made.version
    if not path.exists():
        path.mkdir(parents=True)
        write_plan(made, path / "plan.json")
    if told:
        workflow.publish(replace(workflow.announce(dossier.version()), to=()))
    return opened(dossier, fixed)


def opened(dossier, fixed=()):
    version = dossier.version()
    made = version.plan()
    is_told = version.published is not None
    fair = workflow.event_to_edit(made, fixed, is_told=is_told)
    return Editing(version, made, fair, workflow.log_of(version, made))


def done(editing, *edits):
    for edit in edits:
        editing = replace(editing, log=workflow.make_edit(editing, edit))
    return editing


def test_what_is_done_is_kept_and_taken_back(tmp_path):
    first = begun(tmp_path)
    move = Edit(EditKind.MOVE, AB, slot(2), "T2")

    moved = done(first, move)
    kept = opened(Dossier(tmp_path / "fair.xlsx"))
    back = replace(kept, log=workflow.undo(kept))
    again = replace(back, log=workflow.redo(back))

    assert (kept.log.edits, kept.schedule) == ((move,), moved.schedule)
    assert (back.log.edits, back.schedule) == ((), MADE.schedule)
    assert again.log == kept.log


def test_edit_that_breaks_a_rule_is_refused(tmp_path):
    editing = begun(tmp_path)

    with pytest.raises(workflow.BreaksRules) as error:
        done(editing, Edit(EditKind.MOVE, AB, slot(1), "T2"))

    assert [fault.rule for fault in error.value.faults] == [Rule.ONE_MEETING_A_SLOT]
    assert not (editing.folder / NAME).exists()


def test_two_windows_do_not_lose_each_others_changes(tmp_path):
    one = other = begun(tmp_path)
    done(one, Edit(EditKind.LOCK, AB))

    for late in (
        lambda: done(other, Edit(EditKind.LOCK, AC)),
        lambda: workflow.undo(other),
        lambda: save_edits(other, tmp_path / "fair.xlsx"),
    ):
        with pytest.raises(ChangedMeanwhile):
            late()

    assert opened(Dossier(tmp_path / "fair.xlsx")).log.edits == (Edit(EditKind.LOCK, AB),)


def test_saved_version_is_what_was_done(tmp_path):
    editing = done(
        begun(tmp_path),
        Edit(EditKind.MOVE, AB, slot(2), "T2"),
        Edit(EditKind.DELETE, AC),
        Edit(EditKind.ADD, BC, slot(0), "T1"),
    )

    version = save_edits(editing, tmp_path / "fair.xlsx")

    made = version.plan()
    assert (version.name, made.schedule) == ("v02", editing.schedule)
    assert made.options.deleted == (AC,)
    assert [(one.interest.source, one.reason) for one in made.unmet] == [("A", Reason.DELETED)]
    assert {pin.pair for pin in made.event.pins} == {AB, BC}
    assert verify(made.event, made.schedule) == ()
    assert sorted(file.name for file in version.path.iterdir()) == [
        *("plan.json", "report.html", "schedule.xlsx")
    ]
    assert opened(Dossier(tmp_path / "fair.xlsx")).log.edits == ()


def test_change_of_what_people_know_is_told_as_one(tmp_path):
    editing = done(begun(tmp_path, told=True), Edit(EditKind.MOVE, AB, slot(2), "T2"))

    made = save_edits(editing, tmp_path / "fair.xlsx").plan()

    assert (made.base, made.options.keep) == ("v01", Keep.ALL)
    assert [change.participants for change in made.changes] == [AB]
    assert made.difference.to_tell == ("A", "B")


def test_change_of_what_nobody_knows_any_more_is_refused(tmp_path):
    editing = done(begun(tmp_path), Edit(EditKind.LOCK, AB))
    begun(tmp_path, replace(MADE, version="v02"), told=True)

    with pytest.raises(Overtaken):
        save_edits(editing, tmp_path / "fair.xlsx")


def test_what_is_fixed_in_the_workbook_stays(tmp_path):
    fixed = plan(replace(THREE, pins=(pin("A B", 0, "T1"),)), *MADE.schedule.meetings)

    for edit in (Edit(EditKind.MOVE, AB, slot(2), "T2"), Edit(EditKind.DELETE, AB)):
        with pytest.raises(workflow.BreaksRules):
            done(begun(tmp_path, fixed, fixed=[AB]), edit)
        done(begun(tmp_path, fixed), edit)
        workflow.discard(Dossier(tmp_path / "fair.xlsx").plans)


def test_what_has_begun_stays(tmp_path, monkeypatch):
    now = slot(1).start + timedelta(minutes=1)
    monkeypatch.setattr("matchmaker.workflow.editing.moment_of", lambda _event: now)
    editing = begun(tmp_path)

    for edit in (Edit(EditKind.DELETE, AB), Edit(EditKind.ADD, BC, slot(0), "T2")):
        with pytest.raises(workflow.BreaksRules):
            done(editing, edit)
    made = save_edits(
        done(editing, Edit(EditKind.ADD, BC, slot(2), "T2")), tmp_path / "fair.xlsx"
    ).plan()

    assert (made.event.now, made.options.since) == (now, now)
    assert verify(made.event, made.schedule) == ()


BEGUN = {"schema": 1, "version": "v01", "created_at": MADE.created_at.isoformat()}
NOBODY = {"kind": "delete", "pair": ["B", "C"]}
NOWHERE = {"kind": "move", "pair": ["A", "B"], "table": "gone"}


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"schema": 1},
        BEGUN | {"edits": 1, "undone": []},
        BEGUN | {"edits": [NOBODY], "undone": []},
        BEGUN | {"edits": [], "undone": [NOBODY]},
        BEGUN | {"edits": [NOWHERE], "undone": []},
    ],
)
def test_damaged_draft_is_said_to_be(tmp_path, content):
    editing = begun(tmp_path)
    (editing.folder / NAME).write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(workflow.LostEdits):
        opened(Dossier(tmp_path / "fair.xlsx"))


def test_draft_of_a_plan_that_is_there_no_more_is_none(tmp_path):
    editing = done(begun(tmp_path), Edit(EditKind.LOCK, AB))
    other = replace(MADE, created_at=MADE.created_at + timedelta(1))
    write_plan(other, editing.version.path / "plan.json")

    assert opened(Dossier(tmp_path / "fair.xlsx")).log.edits == ()


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_effects_shown_before_are_those_of_the_saved_version(tmp_path, seed, told):
    """Whatever is moved, added, exchanged or deleted at random: what was said is what is saved."""
    random, fair = Random(seed), read_event(EXAMPLES / "small-fair" / "fair.xlsx").event
    permitted = candidates(fair)
    meetings = seat_at_once(permitted, first_fit(permitted)).meetings
    small = replace(plan(fair, *meetings), version="v01")
    editing = begun(tmp_path, small, told=told)
    before = score(editing.event, editing.schedule)
    shown = dict.fromkeys(before, 0)
    ids = [person.id for person in editing.event.participants]
    for _ in range(12):
        pair = tuple(sorted(random.sample(ids, 2)))
        found = [spot for spot in positions(editing.event, editing.schedule, pair) if spot.is_open]
        if not found:
            continue
        spot = random.choice(found)
        edit, told_effect = spot.edit, spot.effect
        if random.random() < 0.2 and pair in editing.schedule.pairs:
            edit = Edit(EditKind.DELETE, pair)
            told_effect = effect(editing.event, editing.schedule, edit)
        editing = done(editing, edit)
        shown = {aim: shown[aim] + told_effect.get(aim, 0) for aim in shown}

    made = save_edits(editing, tmp_path / "fair.xlsx").plan()

    after = {aim.name: aim.value for aim in made.aims}
    assert editing.log.edits
    assert difference(before, after) == {aim: change for aim, change in shown.items() if change}
    assert verify(made.event, made.schedule) == ()
