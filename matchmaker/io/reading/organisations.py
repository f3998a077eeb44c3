"""The sheet Organisations, and the organisations that only participants name."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from matchmaker.events import Organisation
from matchmaker.io.reading.countries import country_of, find_unknown_countries
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, Rows

LEGAL_FORM = re.compile(
    r"[eorsvz]|ab|ag|as|bv|co|corp|gbr|gmbh|inc|kg|kgaa|limited|llc|ltd|mbh|nv|oy|plc|sa|sarl|sas"
    r"|se|sp|spa|srl|sro|ug|und"
)
"""Words by which two ways to write an organisation often differ; the letters make `e.V.`."""
LINKING = frozenset(
    {"fur", "für", "of", "for", "the", "and", "der", "die", "das", "des", "zu", "de"}
)
"""Words that have no letter in an abbreviation."""
MOST_WORDS = 8
MARKS = (r"/", r"\|", r"\+", r"&", r",", r"\s(?:und|and)\s")
"""What may stand between two organisations in one cell, beside a semicolon."""
NEAR = 85
"""How alike two words are, in percent, that may be one word and a slip of the pen."""


@dataclass(frozen=True)
class Organisations:
    """The organisations of the event.

    Parameters
    ----------
    all : tuple of Organisation
        By name.
    names : mapping of str to str
        The name of each by every way to write it, in lower case.
    """

    all: tuple[Organisation, ...]
    names: Mapping[str, str]

    def name_of(self, written: str) -> str:
        """The name of an organisation however it is written; empty for none of the event."""
        return self.names.get(written.casefold(), "")

    def names_of(self, written: str) -> tuple[str, ...]:
        """The names of all that a cell names; empty for none of the event."""
        names = map(self.name_of, parts_of(written, self.names))
        return tuple(dict.fromkeys(name for name in names if name))


def parts_of(written: str, known: Container[str]) -> tuple[str, ...]:
    """Take apart what may be the names of several organisations.

    A semicolon always stands between two. Other signs are also within names, so they stand between
    two only where both of them are known.

    Parameters
    ----------
    written : str
        The cell.
    known : container of str
        Names in lower case.
    """
    if written.casefold() in known:
        return (written,)
    listed = (part.strip() for part in written.split(";"))
    return tuple(name for part in listed if part for name in _joined(part, known) or (part,))


def _joined(written: str, known: Container[str]) -> tuple[str, ...]:
    """Take apart names that are all known; empty where it is one."""
    for mark in MARKS:
        parts = tuple(part.strip() for part in re.split(mark, written))
        if len(parts) > 1 and all(part.casefold() in known for part in parts):
            return parts
    return ()


def read_organisations(rows: Rows, participants: Rows, findings: Findings) -> Organisations:
    """Read the organisations of the sheet, and add those that only participants name.

    Parameters
    ----------
    rows, participants : tuple of Row
        The rows of the sheets Organisations and Participants.
    findings : Findings
        Takes names that are there twice, or nearly.
    """
    named = [row for row in rows if row.cells["name"]]
    owners = _owners_of_names(named, findings)
    names = {written: _kept(row, owners).cells["name"] for written, row in owners.items()}
    listed = [_organisation(row) for row in named if owners[row.cells["name"].casefold()] is row]
    find_unknown_countries(rows, findings)
    others = _named_by_participants(participants, names)
    _find_similar(names | others, others, participants, findings)
    found = [*listed, *(Organisation(name=name) for name in others.values())]
    return Organisations(tuple(sorted(found, key=lambda o: o.name)), names | others)


def _owners_of_names(rows: Iterable[Row], findings: Findings) -> dict[str, Row]:
    """Give each way to write a name to the first row that has it."""
    owners: dict[str, Row] = {}
    for row in rows:
        for column, written in _ways_to_write(row):
            owner = owners.setdefault(written.casefold(), row)
            if owner is not row:
                place = row.place(column)
                findings.error("duplicate_organisation", place, name=written, row=owner.number)
    return owners


def _kept(row: Row, owners: Mapping[str, Row]) -> Row:
    """Follow a row whose name an earlier one has to that one: it is the organisation."""
    owner = owners[row.cells["name"].casefold()]
    return row if owner is row else _kept(owner, owners)


def _ways_to_write(row: Row) -> Iterator[tuple[str, str]]:
    yield "name", row.cells["name"]
    for written in row.cells["also_written"]:
        yield "also_written", written


def _organisation(row: Row) -> Organisation:
    return Organisation(
        name=row.cells["name"],
        also_written=row.cells["also_written"],
        type=row.cells["type"],
        cluster=row.cells["cluster"],
        country=country_of(row),
        is_sme=row.cells["sme"],
    )


def _named_by_participants(participants: Rows, known: Mapping[str, str]) -> dict[str, str]:
    """Name each organisation as most of its people do."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in participants:
        for written in parts_of(row.cells["organisation"], known):
            if written.casefold() not in known:
                counts[written.casefold()][written] += 1
    everything = known.keys() | counts.keys()
    return {
        key: min(spellings, key=lambda name: (-spellings[name], name))
        for key, spellings in counts.items()
        if not _joined(key, everything)
    }


def _find_similar(
    names: Mapping[str, str], others: Mapping[str, str], participants: Rows, findings: Findings
) -> None:
    """Find organisations that only participants name, and that may be meant to be another one."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in participants:
        for written in parts_of(row.cells["organisation"], names):
            rows[written.casefold()].append(row)
    by_name: dict[str, list[Row]] = defaultdict(list)
    for written, theirs in rows.items():
        by_name[names.get(written, written)].extend(theirs)
    order = {key: number for number, key in enumerate(rows)}
    pairs = {(one, names[other]): other for one, other in similar(others, names)}
    for (one, name), other in pairs.items():
        # of two that only participants name, the later is the one to look at
        if other not in others or order[other] < order[one]:
            findings.warning(
                "similar_organisations",
                rows[one][0].place("organisation"),
                name=others[one],
                rows=_numbers(rows[one]),
                other=name,
                other_rows=_numbers(by_name[name]),
            )


def _numbers(rows: Iterable[Row]) -> str:
    """List rows; a dash for none."""
    return ", ".join(str(number) for number in sorted({row.number for row in rows})) or "–"


def similar(some: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find pairs of one of some names and another name that may be the same organisation."""
    theirs, all_by_digits = _by_digits(some), _by_digits(names)
    for digits, few in theirs.items():
        many = all_by_digits[digits]
        for one, other in _near(few, many):
            if one != other and _are_alike(few[one], many[other]):
                yield one, other
        yield from _abbreviated(few, many)


def _abbreviated(
    some: Mapping[str, tuple[str, ...]], names: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Find names of which one has initials where the other has words: `TU Dresden`."""
    ours, theirs = _by_words(some), _by_words(names)
    for words, written in ours.items():
        for short in _short_forms(words):
            yield from ((one, other) for other in theirs.get(short, ()) for one in written)
    for words, written in theirs.items():
        for short in _short_forms(words):
            yield from ((one, other) for one in ours.get(short, ()) for other in written)


def _by_words(names: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, words in names.items():
        by_words[words].append(name)
    return by_words


def _short_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Write some of the words that follow each other as their initials, in every way."""
    told = tuple(word for word in words if word not in LINKING)[:MOST_WORDS]
    for start in range(len(told)):
        for end in range(start + 2, len(told) + 1):
            initials = "".join(word[0] for word in told[start:end])
            yield (*told[:start], initials, *told[end:])


def _near(
    some: Mapping[str, tuple[str, ...]], names: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Compare all letters at once, which is quick, and leaves few to look at word by word."""
    scores = process.cdist(
        ["".join(words) for words in some.values()],
        ["".join(words) for words in names.values()],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
    )
    ours, theirs = list(some), list(names)
    for row, column in zip(*scores.nonzero(), strict=True):
        yield ours[row], theirs[column]


def _by_digits(names: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Sort names by their digits, since `Hall 3` is never meant to be `Hall 4`."""
    groups: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for name in names:
        groups["".join(filter(str.isdigit, name))][name] = _words(name)
    return groups


def _words(name: str) -> tuple[str, ...]:
    """Take the words that tell an organisation apart, without accents and legal form."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    every = tuple(re.findall(r"\w+", plain))
    return tuple(word for word in every if not LEGAL_FORM.fullmatch(word)) or every


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Compare word by word: `TU Dresden` and `TU Ilmenau` share half of their letters."""
    if "".join(one) == "".join(other):
        return True
    return len(one) == len(other) and all(
        fuzz.ratio(mine, theirs) >= NEAR for mine, theirs in zip(one, other, strict=True)
    )
