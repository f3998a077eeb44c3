"""What was said of meetings, where it lies in a folder of plans, and what was told of them."""

from collections.abc import Mapping
from pathlib import Path

from matchmaker.io.plans.publications import publications
from matchmaker.io.reading.feedback import Answers, ToldMeetings, name_of_pair, read_answers
from matchmaker.record import Plan
from matchmaker.told import whole_calendar

FOLDER, RETURNED = "feedback", "returned"


def desk_in(folder: Path) -> Path:
    """Name the workbook of the desk."""
    return folder / FOLDER / f"{folder.resolve().name.removesuffix('-plans')}-feedback.xlsx"


def returned_to(folder: Path) -> Path:
    """Name the folder where forms are put that came back."""
    return folder / FOLDER / RETURNED


def told_meetings(folder: Path, plan: Plan) -> ToldMeetings:
    """Give the meetings of what was published last, with those that are no more."""
    return ToldMeetings(plan, _cancelled(folder, plan))


def answers_in(folder: Path, plan: Plan) -> Answers:
    """Read what was said of the meetings of what was published last; mostly nothing."""
    if not (folder / FOLDER).is_dir():
        return Answers({}, {}, {}, ())
    return read_answers(desk_in(folder), returned_to(folder), told_meetings(folder, plan))


def _cancelled(folder: Path, plan: Plan) -> Mapping[str, str]:
    """Name the meetings that people were told and that are no more, each with the version."""
    told = publications(folder)
    by_moment = {publication.plan.created_at: version.name for version, publication in told}
    everything = whole_calendar([publication for _, publication in told])
    gone = {
        name_of_pair(each.key): by_moment[each.changed_at]
        for each in everything
        if each.is_cancelled
    }
    current = {name_of_pair(plan.place_of(pair)) for pair in plan.schedule.pairs}
    return {name: version for name, version in gone.items() if name not in current}
