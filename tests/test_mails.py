"""Whom a version writes to: everyone at first, and at a rerun those concerned."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from matchmaker import workflow
from matchmaker.compare import compare
from matchmaker.io.plans.plan_file import write_plan
from tests.builders import event, meeting, people, person, plan, schedule

FAIR = event(tuple(replace(p, email=f"{p.id}@x.example") for p in people("A B C D")), slots=6)
FIRST = (meeting("A B", 0), meeting("C D", 1))
LATER = (meeting("A B", 2), meeting("C D", 1))


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "fair-plans"
    folder.mkdir()
    return folder


def version(plans, name, *meetings, of=FAIR, **fields):
    """Write the plan of a version."""
    (plans / name).mkdir()
    write_plan(plan(of, *meetings, version=name, **fields), plans / name / "plan.json")
    return workflow.find(plans, name)


def changed(plans, name, *meetings, before=FIRST, base="v01", **fields):
    """Write the plan of a version that follows a published one."""
    changes = compare(schedule(*before), schedule(*meetings))
    return version(plans, name, *meetings, base=base, changes=changes, **fields)


def subjects(found):
    """Write the mails of a version; tell their subjects by the name before the @."""
    templates = workflow.mail_templates(found)
    paths = workflow.mails(found, templates).paths
    assert sorted(paths) == sorted((found.path / "mail").iterdir())
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    return {mail["To"].addresses[0].username: mail["Subject"] for mail in mails}


def test_first_version_writes_to_everyone(plans):
    first = version(plans, "v01", *FIRST)
    workflow.publish(first)

    assert subjects(first) == dict.fromkeys("ABCD", "Your agenda for Fair")


def test_mails_of_drafts_are_drafts(plans):
    first = version(plans, "v01", *FIRST)
    workflow.agendas(first)

    assert subjects(first) == dict.fromkeys("ABCD", "[Draft] Your agenda for Fair")


def test_rerun_writes_to_those_concerned(plans):
    workflow.publish(version(plans, "v01", *FIRST))
    second = changed(plans, "v02", *LATER)
    workflow.publish(second)

    assert subjects(second) == dict.fromkeys("AB", "Changes to your agenda for Fair")


def test_rerun_writes_a_first_mail_to_whoever_was_not_told_before(plans):
    workflow.publish(version(plans, "v01", *FIRST))
    newcomers = tuple(person(name, email=f"{name}@x.example") for name in "EF")
    fair = replace(FAIR, participants=(*FAIR.participants, *newcomers))
    second = changed(plans, "v02", *FIRST, meeting("C E", 3), of=fair)
    workflow.publish(second)

    assert subjects(second) == {
        "C": "Changes to your agenda for Fair",
        "E": "Your agenda for Fair",
        "F": "Your agenda for Fair",
    }


def test_newcomer_of_an_earlier_rerun_was_told_then(plans):
    first, second = version(plans, "v01", *FIRST), changed(plans, "v02", *LATER)
    for one in (first, second):
        workflow.publish(one)
    third = changed(plans, "v03", *LATER[:1], before=LATER, base="v02")
    workflow.publish(third)

    assert subjects(third) == dict.fromkeys("CD", "Changes to your agenda for Fair")


def test_rerun_that_changes_nothing_writes_to_nobody(plans):
    workflow.publish(version(plans, "v01", *FIRST))
    second = changed(plans, "v02", *FIRST)
    workflow.publish(second)

    assert subjects(second) == {}


def test_mails_are_made_again_as_a_whole(plans):
    first = version(plans, "v01", *FIRST)
    workflow.publish(first)
    (first.path / "mail").mkdir()
    (first.path / "mail" / "old.eml").write_bytes(b"")

    assert len(subjects(first)) == 4


def test_words_of_the_organiser_lie_beside_the_workbook(plans):
    (plans.parent / "branding").mkdir()
    own = plans.parent / "branding" / "mail.en.txt"
    own.write_text("Subject: Hello {name}\n\nText", encoding="utf-8")
    first = version(plans, "v01", *FIRST)
    workflow.publish(first)

    assert subjects(first)["A"] == "Hello A"


def test_template_that_is_wrong_is_found_before_anything_is_written(plans):
    (plans.parent / "branding").mkdir()
    (plans.parent / "branding" / "mail.en.txt").write_text("Hello", encoding="utf-8")

    with pytest.raises(workflow.BadTemplate):
        workflow.mail_templates(version(plans, "v01", *FIRST))
