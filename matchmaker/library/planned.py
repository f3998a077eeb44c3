"""Plans of programs: shown, saved, read back."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker import workflow
from matchmaker.aims import Aim
from matchmaker.compare import Change
from matchmaker.effects import Effect, effects
from matchmaker.events import Event, Pair
from matchmaker.explain import Unmet
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans import versions
from matchmaker.io.plans.door import NotAPlan
from matchmaker.issues import Issue
from matchmaker.library.arguments import check_one_of, check_type, existing, path_of
from matchmaker.record import Plan
from matchmaker.schedule import Schedule
from matchmaker.text import DEFAULT, languages, words

if TYPE_CHECKING:  # pandas takes long to load, which only those wait for who use it
    from matchmaker.io.reading.frames import Frame


class PlannedEvent:
    """A plan: who meets whom, when and where, and how good that is.

    `plan`, `replan` and `load` make it. In a notebook it is shown as the summary of its page.

    Examples
    --------
    >>> plan.frame("meetings").to_csv("meetings.csv")
    >>> plan.save("FAIR-plans")
    """

    def __init__(
        self,
        record: Plan,
        reading: Reading,
        path: Path,
        told: Plan | None = None,
        ever_told: frozenset[str] = frozenset(),
    ) -> None:
        self._record = record
        self._reading = reading
        self._path = path
        self._told = told
        self._ever_told = ever_told

    @property
    def version(self) -> str:
        """`v01`, `v02`, ...: as it was saved, or else the one after what it starts from."""
        return self._record.version

    @property
    def event(self) -> Event:
        """The event as it was planned, in a rerun with what people were told."""
        return self._record.event

    @property
    def schedule(self) -> Schedule:
        """The meetings, in order of time."""
        return self._record.schedule

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What was reached, and what no plan can exceed, in order of rank."""
        return self._record.aims

    @property
    def points(self) -> Mapping[Pair, int]:
        """The points of each meeting, by the ids of the two."""
        return self._record.points

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """Every wish without a meeting, and why."""
        return self._record.unmet

    @property
    def rules(self) -> tuple[Effect, ...]:
        """What each meeting rule does, and its price: points more without it, at most."""
        return effects(self._record)

    @property
    def changes(self) -> tuple[Change, ...]:
        """In a rerun: the meetings that are not as people were told."""
        return self._record.changes

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The warnings and notes of what it was made from, and of the rerun."""
        return self._record.issues

    def frame(self, name: str, language: str | None = None) -> "Frame":
        """Give a sheet of `schedule.xlsx` as a DataFrame.

        Parameters
        ----------
        name : str
            `summary`, `meetings`, `agenda_list`, `grid`, `participants`, `unmet`, `changes`,
            `to_tell` or `issues`.
        language : str, optional
            Of headings and sentences: `en` or `de`; without one, that of the event.

        Returns
        -------
        DataFrame
            With the headings of the sheet. Days are of type `datetime64`, times of day
            `datetime.time` by the clocks of the event, counts `Int64`, shares between 0 and 1.

        Raises
        ------
        ValueError
            If there is no such sheet or language.

        Examples
        --------
        >>> plan.frame("meetings").groupby("Table").size()
        """
        from matchmaker.io.writing.frames import SHEETS, frame_of  # noqa: PLC0415 - see above

        check_one_of("name", name, SHEETS)
        if language is not None:
            check_one_of("language", language, languages())
        return frame_of(self._record, name, words(language or self.event.language))

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write the plan as the next version, as the command does; it has that name from then on.

        Parameters
        ----------
        folder : path
            The folder of versions: `FAIR-plans`. It is made if it is not there.

        Returns
        -------
        Path
            The folder of the version: `FAIR-plans/v01`.

        Raises
        ------
        OtherBase
            If people were told a version there that this plan does not start from, or if this is a
            rerun of a plan that is not saved there.
        OSError
            If the folder cannot be written to.

        Examples
        --------
        >>> plan.save("FAIR-plans")
        """
        version = workflow.save(
            self._record, self._reading, self._path, self._told, path_of("folder", folder)
        )
        self._record = version.plan()
        return version.path

    def _repr_html_(self) -> str:
        """Show the summary of the plan in a notebook."""
        from matchmaker.io.report.notebook import excerpt  # noqa: PLC0415 - templates, too

        return excerpt(self._record)

    def __repr__(self) -> str:
        record = self._record
        return (
            f"<{type(self).__name__} {record.event.name!r} {record.version}: "
            f"{len(record.schedule.meetings)} meetings, {sum(record.points.values())} points, "
            f"{record.fulfilment.met} of {record.fulfilment.all} wishes met>"
        )


def load(folder: str | os.PathLike[str], version: str | None = None) -> PlannedEvent:
    """Read a plan back that a command or `PlannedEvent.save` wrote.

    Parameters
    ----------
    folder : path
        The folder of versions: `FAIR-plans`.
    version : str, optional
        Which: `v02`; without one, the newest.

    Returns
    -------
    PlannedEvent
        The plan.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    ValueError
        If there is no such version in it, or it cannot be read back.

    Examples
    --------
    >>> matchmaker.load("FAIR-plans", "v01").frame("meetings")
    """
    path = existing(folder)
    if version is not None:
        check_type("version", version, str)
    try:
        return _loaded(path, version)
    except NotAPlan as fault:
        raise ValueError(words(DEFAULT)(f"cli.{fault.code}", **fault.parameters)) from fault


def _loaded(folder: Path, name: str | None) -> PlannedEvent:
    found = versions.find(folder, name)
    if found is None:
        there = ", ".join(version.name for version in versions.versions(folder))
        raise ValueError(f"no version {name or 'at all'} in {folder}; there: {there or 'none'}")
    record = found.plan()
    base = versions.find(folder, record.base) if record.base else None
    reading = Reading(record.event, record.issues, record.event.language, record.source)
    told, ever_told = base.plan() if base else None, workflow.ever_told(folder)
    return PlannedEvent(record, reading, found.path / "branding", told, ever_told)
