"""After the event, as an organiser types it: asked, filled in, counted."""

from datetime import UTC, datetime

import openpyxl
import pytest
from pypdf import PdfReader

import matchmaker
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import find, new_version, publish
from matchmaker.io.plans.work import at_work
from tests.test_cli import run  # noqa: F401 - a fixture
from tests.test_indicators import MADE

ANSWERS = {
    "P1+P2": ("yes", 5, 4, "agreement", "cooperation"),
    "P1+P3": ("yes", 4, None, "negotiation", None),
    "P1+P5": ("B missing", None, None, None, None),
    "P1+P6": ("yes", 3, 3, "nothing", None),
    "P3+P4": ("yes", 5, 5, "agreement", "MoU"),
}
ASKED = ("Took place", "Rating A", "Rating B", "Next step", "Agreement")


@pytest.fixture
def drafted(tmp_path):
    """Six people of whom every figure is known, planned."""
    folder = tmp_path / "fair-plans"
    folder.mkdir()
    with new_version(folder) as draft:
        write_plan(MADE, draft.path / "plan.json")
    return folder


@pytest.fixture
def told(drafted):
    """The same, published."""
    with at_work(drafted):
        publish(find(drafted), MADE.event.registered, datetime(2027, 6, 1, tzinfo=UTC))
    return drafted


def fill_in(path, answers):
    """Fill in the workbook of the desk."""
    book = openpyxl.load_workbook(path)
    there = book.worksheets[0]
    columns = {cell.value: cell.column for cell in there[1]}
    for row in range(2, there.max_row + 1):
        for heading, value in zip(ASKED, answers.get(there.cell(row, 1).value, ()), strict=False):
            there.cell(row, columns[heading]).value = value
    book.save(path)


def test_event_is_asked_filled_in_and_counted(run, told):  # noqa: F811
    code, printed = run("feedback", told)
    assert (code, "6 meetings" in printed, "6 participants" in printed) == (0, True, True)
    asked = told / "feedback"
    assert len(list((asked / "forms").iterdir())) == 6
    assert len(list((asked / "mail").iterdir())) == 6

    fill_in(asked / "fair-feedback.xlsx", ANSWERS)
    code, printed = run("results", told)

    assert code == 0
    assert "6 participants, 6 meetings planned, 4 held" in printed
    lines = (told / "results" / "results.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "indicator;group;value"
    assert {
        "Meetings planned;;6",
        "Meetings answered;%;83.3",
        "Meetings held;;4",
        "Meetings held;%;80.0",
        "Meetings across borders;%;75.0",
        "Meetings between clusters;;3",
        "Meetings between fields;;2",
        "Meetings with an SME;;4",
        "Rating, mean (1 to 5);;4.14",
        "Ratings given;;7",
        "Cooperations;;1",
        "Memoranda of understanding;;1",
        "Negotiations;;1",
        "Participants from SMEs;%;66.7",
        "Countries;;4",
    } <= set(lines)
    pages = PdfReader(told / "results" / "results.pdf").pages
    assert len(pages) == 2
    assert "GmbH" not in " ".join(page.extract_text() for page in pages)


def test_asking_again_adds_nothing_and_keeps_what_was_filled_in(run, told):  # noqa: F811
    run("feedback", told)
    path = told / "feedback" / "fair-feedback.xlsx"
    fill_in(path, ANSWERS)

    code, printed = run("feedback", told)

    assert (code, "(0 added)" in printed) == (0, True)
    assert openpyxl.load_workbook(path).worksheets[0].cell(2, 11).value == "yes"


def test_results_before_any_answer_count_what_is_planned(run, told):  # noqa: F811
    code, printed = run("results", told)

    assert code == 0
    assert "Nobody has answered yet" in printed
    assert "Meetings across borders;;4" in (told / "results" / "results.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("command", ["feedback", "results"])
def test_nothing_is_asked_of_what_nobody_was_told(run, drafted, command):  # noqa: F811
    code, printed = run(command, drafted)

    assert code == 2
    assert "matchmaker publish" in printed
    assert not (drafted / "feedback").exists()


def test_one_event_given_twice_is_refused(run, told):  # noqa: F811
    code, printed = run("results", told, told)

    assert code == 2
    assert "the same event" in printed
    assert not (told / "results").exists()


def test_nothing_is_counted_while_anything_is_wrong(run, told):  # noqa: F811
    run("feedback", told)
    fill_in(told / "feedback" / "fair-feedback.xlsx", {"P1+P2": ("yes", 6)})

    code, printed = run("results", told)

    assert code == 3
    assert "“6” is no rating" in printed
    assert not (told / "results").exists()


def test_report_is_written_in_the_language_asked_for(run, told, tmp_path):  # noqa: F811
    code, _ = run("results", told, "--language", "de", "-o", tmp_path / "bericht")

    assert code == 0
    text = PdfReader(tmp_path / "bericht" / "results.pdf").pages[0].extract_text()
    assert "Vom Wunsch zur Vereinbarung" in text


def test_library_counts_the_same_as_the_command(run, told):  # noqa: F811
    run("feedback", told)
    fill_in(told / "feedback" / "fair-feedback.xlsx", ANSWERS)

    found = matchmaker.results(told)

    figures = found.frame("figures").set_index("Indicator")
    assert figures["Figure"]["Meetings held"] == 4
    assert figures["Share"]["Meetings held"] == pytest.approx(0.8)
    assert {name: int(found.frame(name).sum().sum()) for name in found.by} == {
        "country": 4,
        "cluster": 4,
        "sme": 4,
        "areas": 4,
    }
    assert found.frame("country", "de").loc["Deutschland", "Tschechien"] == 1
    assert len(found.frame("people")) == 6
    assert "6 people, 6 meetings planned, 4 held" in repr(found)


def test_library_refuses_what_the_command_does(run, told):  # noqa: F811
    with pytest.raises(ValueError, match="the same event"):
        matchmaker.results([told, told])
    run("feedback", told)
    fill_in(told / "feedback" / "fair-feedback.xlsx", {"P1+P2": ("yes", 6)})
    with pytest.raises(matchmaker.InvalidWorkbook) as refused:
        matchmaker.results(told)
    assert [issue.code for issue in refused.value.issues] == ["bad_rating"]


def test_target_is_told_beside_what_was_reached(run, told):  # noqa: F811
    run("feedback", told)
    path = told / "feedback" / "fair-feedback.xlsx"
    fill_in(path, ANSWERS)
    book = openpyxl.load_workbook(path)
    there = book["Targets"]
    row = next(row for row in there.iter_rows() if row[0].value == "Agreements")
    row[1].value = 15
    book.save(path)

    assert run("results", told)[0] == 0

    text = PdfReader(told / "results" / "results.pdf").pages[0].extract_text()
    assert "2 of 15" in text


def test_page_for_the_organiser_tells_the_yardsticks_of_the_trade(run, told):  # noqa: F811
    run("feedback", told)
    fill_in(told / "feedback" / "fair-feedback.xlsx", ANSWERS)
    run("results", told)

    page = (told / "results" / "results.html").read_text("utf-8")

    assert "Meetings held for each participant: 1.3; others aim at 2.0 or more." in page
    assert "Meetings kept, of those answered: 80.0 %; others aim at 80.0 % or more." in page
    assert "of those held: 75.0 %; others aim at 20.0 % or more." in page
    assert "Of 6 meetings, 5 are answered; 0 are disputed" in page
    assert "<script" not in page
