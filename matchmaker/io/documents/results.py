"""Results for a funder: two pages of figures, without anybody's name."""

from matchmaker.figures import count, number
from matchmaker.io.documents.edition import Edition, labels
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.telling.results import Figure, ResultsReport

HEADLINES = ("participants", "countries", "planned", "held", "agreements", "smes")
"""The figures at the head, as far as they are known."""
FUNNEL = ("wished", "possible", "planned", "held", "followed_up", "agreed")
MOST_GROUPS = 7
"""So many groups of a matrix are shown by themselves on paper; the workbook has all."""
MATRICES = 2
"""So many matrices have room on the second page."""


def results_pdf(edition: Edition, report: ResultsReport) -> bytes:
    """Set the report, in its own language."""
    say, results = report.words, report.results
    told = {each.key: each for section in report.sections.values() for each in section}
    content: Data = {
        "lang": say.language,
        "labels": labels(say),
        "event": report.title,
        "title": say("results.sheet.figures"),
        "subtitle": _subtitle(report),
        "version": "",
        "headlines": [_figure(report, told[key]) for key in HEADLINES if key in told],
        "funnel": _bars(report, [told[key] for key in FUNNEL if key in told]),
        "sections": [
            {
                "title": say(f"results.section.{name}"),
                "lines": [_figure(report, each) for each in section if each.key not in FUNNEL],
            }
            for name, section in report.sections.items()
        ],
        "people": [_groups(report, column) for column in report.by],
        "matrices": [_matrix(report, column) for column in _shown(report)],
        "quality": [
            say(
                "results.quality.line",
                event=one.event,
                points=number(one.points, say),
                bound=number(one.bound, say),
            )
            for one in results.quality
        ],
        "funnel-title": say("results.section.funnel"),
        "quality-title": say("results.section.quality"),
        "basis": say("results.basis_pdf" if results.is_answered else "results.basis_pdf_planned"),
    }
    return edition.typeset("results", edition.report, say("results.sheet.figures"), content)


def _subtitle(report: ResultsReport) -> str:
    tables, say = report.results.tables, report.words
    return say(
        "results.subtitle",
        people=count("people", len(tables.people), say),
        meetings=count("meetings", len(tables.meetings), say),
    )


def _figure(report: ResultsReport, told: Figure) -> Data:
    return {
        "label": told.label,
        "value": told.value or "–",
        "share": told.share,
        "target": report.target(told),
    }


def _bars(report: ResultsReport, told: list[Figure]) -> list[Data]:
    values = [float(report.results.value(each.indicator) or 0) for each in told]
    most = max(values, default=0) or 1
    return [
        {**_figure(report, each), "length": round(value / most * 100, 2)}
        for each, value in zip(told, values, strict=True)
    ]


def _groups(report: ResultsReport, column: str) -> Data:
    """Count the people of each group; the smallest of many are left to the workbook."""
    groups = list(report.public_groups(column).items())
    fewer = report.words("results.fewer")
    counts = [count for _, count in groups if count]
    most = max(counts, default=1)
    return {
        "title": report.words("results.people_by", column=report.dimension(column)),
        "bars": [
            {
                "label": group,
                "value": fewer if size is None else number(size, report.words),
                "length": round((size or 0) / most * 100, 2),
            }
            for group, size in groups[:MOST_GROUPS]
        ],
        "more": report.words("results.more_groups", n=len(groups) - MOST_GROUPS)
        if len(groups) > MOST_GROUPS
        else "",
    }


def _shown(report: ResultsReport) -> tuple[str, ...]:
    return tuple(column for column in report.by if column != "sme")[:MATRICES]


def _matrix(report: ResultsReport, column: str) -> Data:
    """Show the meetings between the largest groups; those of all others are one group."""
    cells = report.public_matrix(column)
    sizes: dict[str, int] = {}
    for (one, other), size in cells.items():
        for group in {one, other}:
            sizes[group] = sizes.get(group, 0) + size
    others = report.words("results.others")
    last = {report.words("results.small"), report.unknown}
    order = sorted(sizes, key=lambda group: (group in last, -sizes[group], group))
    largest = order[:MOST_GROUPS]
    names = [*largest, others] if len(sizes) > len(largest) else largest
    shown: dict[tuple[str, str], int] = {}
    for pair, size in cells.items():
        at = sorted(names.index(group if group in largest else others) for group in pair)
        key = names[at[0]], names[at[1]]
        shown[key] = shown.get(key, 0) + size
    return {
        "title": report.words("results.matrix", column=report.dimension(column)),
        "groups": names,
        "rows": [
            [
                number(shown.get((one, other), 0), report.words) if at <= to else ""
                for to, other in enumerate(names)
            ]
            for at, one in enumerate(names)
        ],
        "total": sum(shown.values()),
    }
