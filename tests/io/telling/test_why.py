"""Why two people do not meet: one paragraph, whatever stands between them."""

import pytest

from matchmaker.aims import Aim, AimName
from matchmaker.events import Blocked, Status
from matchmaker.explain import Reason, Unmet
from matchmaker.io.telling.why import why
from matchmaker.priced import Cost, Instead
from matchmaker.text import languages, words
from tests.builders import but, event, meeting, people, person, plan, wishes

EN, DE = words("en"), words("de")
FAIR = event(
    (*people("A B C"), person("D", "Org"), person("E", "Org")),
    wishes("A>B A>C! B>@Org"),
    slots=2,
    blocked=(Blocked(("B", "C")),),
)
POINTS, MUST = AimName.POINTS, AimName.MUST


def test_why_they_do_says_when_and_where():
    made = plan(FAIR, meeting("A B"))

    assert why(made, "B", "A", EN) == "B B and A A meet: Wed 16 Jun, 09:00–09:30, Table T1."
    assert why(made, "A", "B", DE).startswith("A A und B B treffen sich: Mi., 16. Juni")


def test_why_a_fixed_meeting_says_so():
    made = plan(FAIR, meeting("A B", locked=True))

    assert why(made, "A", "B", EN).endswith("This meeting is fixed.")


def priced(price, instead=None):
    unmet = (Unmet(FAIR.interests[1], Reason.TAKEN, 0, price, instead),)
    return plan(FAIR, meeting("A B"), unmet=unmet, aims=(Aim(POINTS, 2, 2, 0.0),))


def test_why_not_says_the_wish_the_reason_and_the_price():
    lost = Instead((("A", "B"),), (("A", "C"), ("B", "D")))

    assert why(priced({POINTS: Cost(1, 3)}, lost), "C", "A", EN) == (
        "C C and A A do not meet. A would like to meet C (level: must). "
        f"{EN('reason.taken')} It would cost at least 1 and at most 3 points; for instance "
        "A would no longer meet B; then B would meet D."
    )


@pytest.mark.parametrize(
    ("price", "said"),
    [
        ({MUST: Cost(0, 0), POINTS: Cost(3, 3)}, "It would cost 3 points"),
        ({MUST: Cost(1, 1), POINTS: Cost(-2, -2)}, "It would cost 1 must-wish and gain 2 points"),
        ({MUST: Cost(1, 1), POINTS: Cost(2, 2)}, "It would cost 1 must-wish, 2 points"),
        ({MUST: Cost(0, 0), POINTS: Cost(-2, -2)}, "It would even gain 2 points"),
        ({MUST: Cost(0, 0), POINTS: Cost(0, 0)}, EN("cost.nothing")),
        ({MUST: Cost(0, 0), POINTS: Cost(0, 1)}, "It would cost at most 1 point"),
        ({MUST: Cost(0, 2)}, "It would cost at most 2 must-wishes"),
        (
            {MUST: Cost(1, 1), POINTS: Cost(1, 2)},
            "It would cost 1 must-wish, at least 1 and at most 2 points",
        ),
        ({MUST: Cost(1, None), POINTS: Cost(0, None)}, "It would cost at least 1 must-wish"),
        (
            {MUST: Cost(0, None), POINTS: Cost(3, None)},
            "It would cost at least 3 points, or something that ranks before that",
        ),
        ({MUST: Cost(0, None), POINTS: Cost(0, None)}, EN("cost.unknown")),
    ],
)
def test_price_is_said_as_exactly_as_it_is_known(price, said):
    assert f"{said}." in why(priced(price), "A", "C", EN)


def test_why_not_of_a_price_that_is_not_known_says_so():
    assert why(priced(None), "A", "C", EN).endswith(EN("why.no_price"))


def test_why_not_of_a_forbidden_pair_says_what_forbids_it():
    made = plan(event(people("B C"), wishes("B>C"), blocked=(Blocked(("B", "C")),)))

    assert why(made, "B", "C", EN) == (
        f"B B and C C do not meet. B would like to meet C (level: normal). {EN('reason.blocked')}"
    )


def test_why_not_where_nobody_wished_it():
    assert why(plan(FAIR), "C", "D", EN).endswith(EN("why.unwished"))


def test_why_not_where_another_of_the_organisation_is_met():
    made = plan(FAIR, meeting("B E"))

    assert why(made, "D", "B", EN).endswith(EN("why.elsewhere", source="B", target="Org"))


def test_why_not_where_somebody_does_not_take_part():
    gone = event(but(people("A B"), "B", status=Status.CANCELLED), wishes("A>B"))

    said = why(plan(gone), "A", "B", EN)

    assert said.startswith("A A and B B do not meet. B does not take part.")


@pytest.mark.parametrize("language", languages())
def test_why_is_one_paragraph(language):
    assert "\n" not in why(priced({POINTS: Cost(1, None)}), "A", "C", words(language))
