"""The record of one run: what is saved, read back and shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.compare import Change, ChangeKind
from matchmaker.event import Event, Pair
from matchmaker.explain import Unmet
from matchmaker.issues import Issue
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import points_of


class MeetingStatus(StrEnum):
    """How a meeting relates to the version that people were told before."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"


@dataclass(frozen=True)
class Source:
    """The input a plan was made from: its name without folders, and the sha256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was asked of a run besides the workbook.

    Parameters
    ----------
    keep : Keep
        What a rerun keeps of the base.
    moves : int or None
        How many published meetings that could stand may move, where pairs are kept.
    since : datetime or None
        What began before is frozen; aware.
    absent : tuple of str
        The ids of those who did not come.
    edited : str
        The sha256 of a schedule edited by hand; empty if there was none.
    deleted : tuple of Pair
        Who was deleted by hand, in this run or one before, and so does not meet.
    """

    keep: Keep = Keep.NONE
    moves: int | None = None
    since: datetime | None = None
    absent: tuple[str, ...] = ()
    edited: str = ""
    deleted: tuple[Pair, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The record of one run.

    Parameters
    ----------
    version : str
        `v01`, `v02`, ...
    created_at : datetime
        When it was made, aware, in the event's time zone.
    source : Source
        What it was made from.
    event : Event
        All of the input.
    schedule : Schedule
        The meetings.
    aims : tuple of Aim
        How well each aim was reached, in order of rank.
    unmet : tuple of Unmet
        Every wish without a meeting, and why.
    options : Options
        What was asked of the run.
    base : str
        The version that `changes` speak of; empty if there was none.
    changes : tuple of Change
        What is not as it was in `base`.
    looser : int or None
        Of a rerun that keeps all: how many points more one that keeps pairs could have at most.
    issues : tuple of Issue
        The warnings and notes of the workbook.
    """

    version: str
    created_at: datetime
    source: Source
    event: Event
    schedule: Schedule
    aims: tuple[Aim, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    options: Options = field(default_factory=Options)
    base: str = ""
    changes: tuple[Change, ...] = ()
    looser: int | None = None
    issues: tuple[Issue, ...] = ()

    @cached_property
    def points(self) -> Mapping[Pair, int]:
        """Points of each meeting, by its pair."""
        return points_of(self.event, self.schedule.pairs)

    @cached_property
    def aim(self) -> Mapping[AimName, Aim]:
        """Each aim by its name."""
        return {aim.name: aim for aim in self.aims}

    def status_of(self, meeting: Meeting) -> MeetingStatus:
        """How a meeting relates to the version before."""
        return self._statuses.get(
            meeting.participants, MeetingStatus.KEPT if self.base else MeetingStatus.NEW
        )

    @cached_property
    def _statuses(self) -> Mapping[Pair, MeetingStatus]:
        names = {ChangeKind.ADDED: MeetingStatus.NEW, ChangeKind.MOVED: MeetingStatus.MOVED}
        return {
            change.participants: names[change.kind]
            for change in self.changes
            if change.kind in names
        }
