"""What came of events, for programs: the figures of the report as DataFrames."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from matchmaker import workflow
from matchmaker.indicators import Account
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.telling.results import ResultsReport
from matchmaker.issues import Issue
from matchmaker.library.arguments import check_one_of, existing
from matchmaker.library.reading import InvalidWorkbook
from matchmaker.text import DEFAULT, languages, words

if TYPE_CHECKING:  # pandas takes long to load, which only those wait for who use it
    from matchmaker.io.reading.frames import Frame


class CountedResults:
    """What came of one event or a series; `results` makes it.

    Examples
    --------
    >>> found = matchmaker.results(["AUTUMN-plans", "SPRING-plans"])
    >>> found.frame("figures").set_index("Indicator").loc["Meetings held"]
    """

    def __init__(self, results: Account, issues: tuple[Issue, ...], language: str) -> None:
        self._results = results
        self._issues = issues
        self._language = language

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is to be known of the answers: who is disputed, or overruled by the desk."""
        return self._issues

    @property
    def is_answered(self) -> bool:
        """Whether anybody answered; else meetings are those that were planned."""
        return self._results.is_answered

    @property
    def by(self) -> tuple[str, ...]:
        """The names of the frames that count meetings between groups: `country`, ..."""
        return ResultsReport(self._results, words(self._language)).by

    def frame(self, name: str, language: str | None = None) -> "Frame":
        """Give a table of the report as a DataFrame.

        Parameters
        ----------
        name : str
            `figures`, `people`, `meetings`, or one of `by`: the meetings between its groups.
        language : str, optional
            Of headings and words: `en` or `de`; without one, that of the first event.

        Returns
        -------
        DataFrame
            Shares are between 0 and 1. A frame of groups has each two groups in one cell: above
            the diagonal, and so sums to the meetings counted.

        Raises
        ------
        ValueError
            If there is no such table or language.
        """
        from matchmaker.io.writing.result_frames import results_frame  # noqa: PLC0415 - see above

        check_one_of("name", name, ("figures", "people", "meetings", *self.by))
        if language is not None:
            check_one_of("language", language, languages())
        return results_frame(ResultsReport(self._results, words(language or self._language)), name)

    def __repr__(self) -> str:
        tables = self._results.tables
        held = sum(row["held"] == 1 for row in tables.meetings)
        return (
            f"<{type(self).__name__}: {len(tables.people)} people, "
            f"{len(tables.meetings)} meetings planned, {held} held>"
        )


def results(folders: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> CountedResults:
    """Count what came of one event or a series, as `matchmaker results` does.

    Parameters
    ----------
    folders : path or iterable of path
        The folders of plans. Several are one series; people are counted once.

    Returns
    -------
    CountedResults
        The figures.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    InvalidWorkbook
        If anything is wrong in what was filled in; it has every issue.
    ValueError
        If nothing was published in a folder, a plan cannot be read, or two folders are of one
        event.

    Examples
    --------
    >>> matchmaker.results("FAIR-plans").frame("country")
    """
    several = [folders] if isinstance(folders, str | os.PathLike) else list(folders)
    say = words(DEFAULT)
    try:
        found = [workflow.aftermath(existing(folder)) for folder in several]
        counted, issues = workflow.gather(found)
    except workflow.NothingTold as fault:
        raise ValueError(say("cli.nothing_told", path=fault.folder)) from fault
    except workflow.SameEvent as fault:
        raise ValueError(say("cli.same_event", one=fault.one, other=fault.other)) from fault
    except NotAPlan as fault:
        raise ValueError(say(f"cli.{fault.code}", **fault.parameters)) from fault
    except workflow.BadFeedback as fault:
        raise InvalidWorkbook(fault.issues) from fault
    return CountedResults(counted, issues, found[0].plan.event.language)
