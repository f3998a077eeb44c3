"""No stage that breaks its word costs more than its own work."""

from dataclasses import replace

import pytest

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.events import Rules
from matchmaker.rulebook import verify
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver import Lapse, Stage, Watch, attempt, frontier, solve
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.homes import Homes
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.hand import Hand
from matchmaker.solver.stages.stand import stand
from tests.builders import at, event, meeting, people, person, pin, schedule, slot, wishes

FAIR = event(
    (*people("A B C D"), person("E", times=at(0, 1, 2))),
    wishes("A>B! B>C+ C>D A>D E>A B>D"),
    slots=4,
    tables=2,
    rules=Rules(min_meetings=2),
    promises=(pin("A B", 1, "T1"), pin("C D", 1, "T2"), pin("A E", 0, "T1")),
)
STORY = "matchmaker.solver.solve"
STAGES = {
    "select": Stage.SLOT,
    "slot": Stage.SLOT,
    "stay": Stage.STAY,
    "even": Stage.EVEN,
    "shorten_breaks": Stage.BREAKS,
    "seat": Stage.SEAT,
}
OF_PLACES = ("slot", "stay", "even", "shorten_breaks")


def held(solution) -> None:
    """Hold a solution to its word, by other means than the solver."""
    values = score(FAIR, solution.schedule)
    assert verify(FAIR, solution.schedule) == ()
    assert [a.value for a in solution.aims] == [values[a.name] for a in solution.aims]
    assert [a.name for a in solution.aims if a.is_exceeded] == []


def names(solution) -> list[AimName]:
    return [aim.name for aim in solution.aims]


def broken(monkeypatch, stage: str, spoil) -> None:
    """Let a stage do its work, and spoil it."""
    module = __import__(STORY, fromlist=[stage])
    works = getattr(module, stage)
    monkeypatch.setattr(module, stage, lambda *given: spoil(works(*given)))


@pytest.fixture(params=[(Keep.ALL, None), (Keep.PAIRS, None), (Keep.PAIRS, 1), (Keep.NONE, None)])
def how(request):
    return request.param


@pytest.mark.parametrize("stage", STAGES)
def test_stage_that_fails_leaves_the_schedule_in_hand(stage, how, monkeypatch):
    whole = solve(FAIR, Watch(20), *how)

    def fail(_work):
        raise ZeroDivisionError("A B")

    broken(monkeypatch, stage, fail)
    solution = solve(FAIR, Watch(20), *how)

    held(solution)
    assert names(solution) == names(whole)
    assert [lapse.stage for lapse in solution.lapses] == [STAGES[stage]]
    assert solution.lapses[0].what.startswith("ZeroDivisionError at test_hand.py:")
    assert whole.lapses == ()


def twice(places):
    """Put everything into one slot."""
    here, pool = next(iter(places.values()))
    return dict.fromkeys(places, (here, pool))


def fewer(places):
    """Forget the meeting that the must is met by."""
    return {pair: place for pair, place in places.items() if pair != ("A", "B")}


@pytest.mark.parametrize("stage", OF_PLACES)
@pytest.mark.parametrize("spoil", [twice, fewer])
def test_places_that_break_a_rule_or_lose_an_earlier_aim_are_not_taken(
    stage, spoil, how, monkeypatch
):
    broken(monkeypatch, stage, lambda work: (spoil(work[0]), work[1]))
    solution = solve(FAIR, Watch(20), *how)

    held(solution)
    assert [lapse.stage for lapse in solution.lapses] == [STAGES[stage]]
    assert score(FAIR, solution.schedule)[AimName.MUST] == 1


@pytest.mark.parametrize("stage", OF_PLACES)
def test_move_beyond_the_ceiling_is_not_taken(stage, monkeypatch):
    def move(work):
        places, aims = work
        pool = places["A", "B"][1]
        return {**places, ("A", "B"): (slot(3), pool)}, aims

    still = replace(FAIR, interests=())
    broken(monkeypatch, stage, move)
    solution = solve(still, Watch(20), Keep.PAIRS, 0)
    within = solve(still, Watch(20), Keep.PAIRS, 1)

    assert score(still, solution.schedule)[AimName.STANDING] == 3
    assert STAGES[stage] in {lapse.stage for lapse in solution.lapses}
    assert verify(still, within.schedule) == ()


def test_tables_given_out_wrongly_are_not_taken(how, monkeypatch):
    def at_one_table(work):
        made, aim = work
        return Schedule(tuple(Meeting(m.participants, m.slot, "T9") for m in made.meetings)), aim

    broken(monkeypatch, "seat", at_one_table)
    solution = solve(FAIR, Watch(20), *how)

    held(solution)
    assert [lapse.stage for lapse in solution.lapses] == [Stage.SEAT]
    assert "known broken" in solution.lapses[0].what


def lie(aim: Aim) -> Aim:
    """Claim a value that is not, as proven."""
    return replace(aim, value=aim.value + 7, bound=aim.value + 7)


def boast(aim: Aim) -> Aim:
    """Claim a bound that is exceeded already."""
    return replace(aim, bound=aim.value - 1 if aim.name.is_maximised else aim.value + 1)


@pytest.mark.parametrize("stage", ["slot", "stay", "shorten_breaks", "seat"])
@pytest.mark.parametrize("spoil", [lie, boast])
def test_claim_that_does_not_hold_is_counted_and_its_bound_taken_back(
    stage, spoil, how, monkeypatch
):
    whole = solve(FAIR, Watch(20), *how)

    def spoiled(work):
        aims = work[1]
        return work[0], spoil(aims) if isinstance(aims, Aim) else tuple(map(spoil, aims))

    broken(monkeypatch, stage, spoiled)
    solution = solve(FAIR, Watch(20), *how)

    held(solution)
    assert names(solution) == names(whole)
    assert {lapse.stage for lapse in solution.lapses} == {STAGES[stage]}
    assert solution.schedule.pairs == whole.schedule.pairs


@pytest.mark.parametrize("spoil", [twice, fewer])
def test_first_schedule_that_breaks_a_rule_is_replaced_by_the_next(spoil, monkeypatch):
    pinned = replace(FAIR, promises=(), pins=(pin("A B", 1, "T1"),))
    broken(monkeypatch, "start", spoil)

    solution = solve(pinned, Watch(20), Keep.PAIRS)

    assert solution.lapses[0].stage is Stage.FIRST
    assert verify(pinned, solution.schedule) == ()


def test_value_that_a_later_stage_betters_is_counted_again():
    pair = event(people("A B C"), wishes("A>B A>C"), slots=2)
    permitted = candidates(pair)
    both = first_fit(permitted)
    one = {("A", "B"): both["A", "B"]}
    low = Aim(AimName.POINTS, value=2, bound=5, seconds=0.0)
    hand = Hand(permitted, one)

    hand.place(Stage.SLOT, lambda places: (places, (low,)))
    hand.place(Stage.BREAKS, lambda _places: (both, ()))

    assert [(aim.value, aim.bound) for aim in hand.aims] == [(4, 5)]
    assert hand.lapses == []


def test_bound_that_a_later_stage_exceeds_is_taken_back():
    pair = event(people("A B C"), wishes("A>B A>C"), slots=2)
    permitted = candidates(pair)
    both = first_fit(permitted)
    hand = Hand(permitted, {("A", "B"): both["A", "B"]})

    hand.place(Stage.SLOT, lambda places: (places, (Aim(AimName.POINTS, 2, 2, 0.0),)))
    hand.place(Stage.BREAKS, lambda _places: (both, ()))

    assert [(aim.value, aim.bound) for aim in hand.aims] == [(4, 4)]
    assert hand.lapses == [Lapse(Stage.BREAKS, "points is not as claimed")]


def test_frontier_survives_a_stage_that_fails(monkeypatch):
    def fail(_work):
        raise ZeroDivisionError

    broken(monkeypatch, "slot", fail)

    trades = list(frontier(FAIR, (0, 1), Watch(20)))

    assert [trade.moved for trade in trades] == [0, 0]
    assert all(trade.points <= trade.bound for trade in trades)


def test_attempt_tells_what_failed_and_where_but_names_nobody():
    def fail():
        raise KeyError("P01 Müller")

    lapse = attempt(Stage.SEAT, fail)

    assert isinstance(lapse, Lapse)
    assert (lapse.what.startswith("KeyError at test_hand.py:"), "Müller" in lapse.what) == (
        True,
        False,
    )
    assert attempt(Stage.SEAT, lambda: schedule(meeting("A B"))) == schedule(meeting("A B"))


ONE = event(people("A B"), slots=1, tables=2, promises=(pin("A B", 0, "T1"),))
NOWHERE = (schedule(meeting("A B", 0, "T2")), Aim(AimName.TABLE_CHANGES, 0, 0, 0.0))


def hand_of_one(claims) -> Hand:
    """One meeting at its table, which it claims or has by chance."""
    permitted, _ = stand(candidates(ONE), Watch(20))
    permitted = replace(permitted, homes=Homes(ONE, {("A", "B"): pin("A B", 0, claims)}))
    hand = Hand(permitted, first_fit(permitted))
    counted = Aim(AimName.MOVES, 0, 0, 0.0)
    hand.place(Stage.STAY, lambda places: (places, (counted,)))
    return hand


def test_table_that_was_promised_is_not_taken_away():
    hand = hand_of_one("T1")

    hand.seat(lambda _places: NOWHERE)

    assert hand.lapses == [Lapse(Stage.SEAT, "moves 0 > 1")]
    assert hand.schedule == schedule(meeting("A B", 0, "T1"))


def test_table_that_is_the_old_one_by_chance_may_be_another():
    hand = hand_of_one(None)

    hand.seat(lambda _places: NOWHERE)

    assert hand.lapses == []
    assert hand.schedule == NOWHERE[0]
    assert hand.aims[0].value == 1
