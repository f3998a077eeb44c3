"""Whom a version writes to: everyone at first, and then those it concerns."""

import sys
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from matchmaker import cli, workflow
from matchmaker.events import Status
from matchmaker.io.handouts import Order
from matchmaker.io.mail import drafts, message
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.plans import versions
from matchmaker.io.plans.plan_file import write_plan
from tests.builders import but, event, meeting, people, person, plan

FAIR = event(tuple(replace(p, email=f"{p.id}@x.example") for p in people("A B C D")), slots=6)
FIRST = (meeting("A B", 0), meeting("C D", 1))
LATER = (meeting("A B", 2), meeting("C D", 1))
AGENDA, CHANGES = "Your agenda for Fair", "Changes to your agenda for Fair"
CANCELLED = "Your meetings at Fair are cancelled"
MAILS = Order(formats=("ics", "eml"))


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "fair-plans"
    folder.mkdir()
    return folder


def version(plans, name, *meetings, of=FAIR):
    """Write the plan of a version."""
    (plans / name).mkdir()
    write_plan(plan(of, *meetings, version=name), plans / name / "plan.json")
    return versions.find(plans, name)


def published(plans, name, *meetings, **fields):
    """Write the plan of a version and publish it; tell the subjects of its mails."""
    found = version(plans, name, *meetings, **{key: fields[key] for key in fields if key == "of"})
    announcement = workflow.announce(found, changed=fields.get("changed", False))
    # The PDFs and what is printed take longer, and say nothing about mails.
    order = replace(announcement.order, formats=MAILS.formats)
    workflow.publish(replace(announcement, order=order))
    return subjects(found)


def subjects(found):
    """Tell the subjects of mails by the name before the @."""
    mails = (
        message_from_bytes(path.read_bytes(), policy=default)
        for path in (found.path / "mail").glob("*.eml")
    )
    return {mail["To"].addresses[0].username: mail["Subject"] for mail in mails}


def test_first_version_writes_to_everyone(plans):
    assert published(plans, "v01", *FIRST) == dict.fromkeys("ABCD", AGENDA)


def test_mails_of_drafts_are_drafts(plans):
    first = version(plans, "v01", *FIRST)

    workflow.agendas(first, MAILS)

    assert subjects(first) == dict.fromkeys("ABCD", f"[Draft] {AGENDA}")


@pytest.mark.parametrize("changed", [False, True])
def test_rerun_writes_to_those_concerned(plans, changed):
    published(plans, "v01", *FIRST)

    assert published(plans, "v02", *LATER, changed=changed) == dict.fromkeys("AB", CHANGES)


def test_rerun_writes_a_first_mail_to_whoever_was_not_told_before(plans):
    published(plans, "v01", *FIRST)
    newcomers = tuple(person(name, email=f"{name}@x.example") for name in "EF")
    fair = replace(FAIR, participants=(*FAIR.participants, *newcomers))

    told = published(plans, "v02", *FIRST, meeting("C E", 3), of=fair)

    assert told == {"C": CHANGES, "E": AGENDA, "F": AGENDA}


def test_rerun_writes_to_those_who_left(plans):
    published(plans, "v01", *FIRST)
    fair = replace(FAIR, participants=but(FAIR.participants, "D", status=Status.CANCELLED))

    assert published(plans, "v02", FIRST[0], of=fair) == {"C": CHANGES, "D": CANCELLED}


def test_changes_are_those_since_a_person_was_told_last(plans):
    """A and B were told of v02, and C and D were not, since nothing had changed for them."""
    published(plans, "v01", *FIRST)
    published(plans, "v02", *LATER, changed=True)

    assert published(plans, "v03", LATER[0]) == dict.fromkeys("CD", CHANGES)


def test_rerun_that_changes_nothing_writes_to_nobody(plans):
    published(plans, "v01", *FIRST)

    assert published(plans, "v02", *FIRST) == {}


def test_mails_are_made_again_for_those_asked_for(plans):
    published(plans, "v01", *FIRST)
    second = version(plans, "v02", *LATER)

    workflow.agendas(second, replace(MAILS, only=("C",)))

    assert subjects(second) == {"C": f"[Draft] {AGENDA}"}


def test_words_of_the_organiser_lie_beside_the_workbook(plans):
    (plans.parent / "branding").mkdir()
    own = plans.parent / "branding" / "mail.en.txt"
    own.write_text("Subject: Hello {name}\n\nText", encoding="utf-8")

    assert published(plans, "v01", *FIRST)["A"] == "Hello A"


def test_template_that_is_wrong_is_found_before_anything_is_written(plans):
    (plans.parent / "branding").mkdir()
    (plans.parent / "branding" / "mail.en.txt").write_text("Hello", encoding="utf-8")
    first = version(plans, "v01", *FIRST)

    with pytest.raises(BadTemplate):
        workflow.publish(workflow.announce(first))
    assert [path.name for path in first.path.iterdir()] == ["plan.json"]


def test_mails_need_agendas_to_attach(plans):
    first = version(plans, "v01", *FIRST)
    order = Order(formats=("eml",))

    with pytest.raises(workflow.NothingToAttach):
        workflow.agendas(first, order)

    workflow.agendas(first, Order(formats=("ics",)))
    workflow.agendas(first, order)
    assert len(subjects(first)) == 4


def test_post_counts_drafts_and_names_those_without_an_address(plans):
    fair = replace(FAIR, participants=but(FAIR.participants, "B", email="nobody"))
    first = version(plans, "v01", *FIRST, of=fair)
    workflow.agendas(first, MAILS)

    post = workflow.post(first, MAILS, first.plan())

    assert post == workflow.Post(first.path / "mail", 3, ("B",))


def test_mail_that_would_not_be_as_it_is_meant_is_a_fault_of_ours(plans, monkeypatch, capsys):
    first = version(plans, "v01", *FIRST)
    workflow.agendas(first, MAILS)
    before = subjects(first)
    monkeypatch.setattr(
        drafts, "written", lambda mail: b"Cc: z@x.example\r\n" + message.written(mail)
    )
    monkeypatch.setattr(sys, "argv", ["matchmaker", "agendas", str(plans), "--formats", "eml"])

    with pytest.raises(SystemExit) as leaving:
        cli.main()

    said = " ".join(capsys.readouterr().err.split())
    assert (leaving.value.code, subjects(first)) == (1, before)
    assert "the mail draft agenda_A_a.eml would not say what it should (headers)" in said
