"""A first `columns.toml`: what each of their sheets, headings and values may be here.

Nothing is proposed that is not fairly certain, and nothing holds before the organiser accepts it.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from matchmaker.io.package.characters import printable
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import COLUMNS, Column, column_key, column_of
from matchmaker.io.reading.files import files_of, raw_sheets
from matchmaker.io.reading.header import ABOVE, headings_in
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.services import Service, service_of, word_of
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, is_email, read_text
from matchmaker.io.reading.wording import ACCEPTED
from matchmaker.text import Words, fold, languages, recognise, words

SURE, SURE_WORDS = 80, 90
"""How alike each word of two headings must be, or all of them in one, in percent."""
FITTING = 0.8
"""The share of the cells below that must be of the kind that is proposed."""
LINKING = frozenset(
    [
        *("a", "an", "the", "of", "for", "your", "our", "der", "die", "das", "des", "dem", "den"),
        *("eines", "einer", "von", "für", "ihr", "ihre", "ihrer", "dein", "deine"),
    ]
)
"""Words that say nothing in a heading."""
MOST_SAMPLES, LONGEST_SAMPLE = 3, 40
MOST_VALUES = 30
SHEETS = tuple(name.removeprefix("column.") for name in COLUMNS if name.startswith("column."))


def propose(path: Path, say: Words, *, is_accepted: bool = False) -> str:
    """Write the mapping of a workbook or folder as the text of a `columns.toml`.

    Parameters
    ----------
    path : Path
        The workbook or folder.
    say : Words
        The language of our words in it.
    is_accepted : bool
        Whether the mapping holds as it is.
    """
    sheets = [sheet for file in files_of(path) for sheet in _sheets(file)]
    named = {sheet.title: recognise("sheet", sheet.title) or "" for sheet in sheets}
    for sheet in sheets:
        if not named[sheet.title]:
            named[sheet.title] = _guess_sheet(sheet, set(named.values()))
    lines = [f"# {line}" for line in say("mapping.intro").split("\n")]
    titles = {
        title: say(f"sheet.{key}") if key else ""
        for title, key in named.items()
        if not recognise("sheet", title) and not recognise("aside", title)
    }
    lines += ["", f"{ACCEPTED} = {str(is_accepted).lower()}  # {say('mapping.accepted')}"]
    lines += ["", "[sheets]", *(_entry(theirs, ours) for theirs, ours in titles.items())]
    for sheet in sheets:
        if named[sheet.title]:
            lines += _Sheet(sheet, named[sheet.title], say).lines()
    return "\n".join(lines) + "\n"


def _sheets(file: Path) -> Iterable[Sheet]:
    sheets = raw_sheets(file)
    return () if isinstance(sheets, CellFault) else (sheet for sheet in sheets if sheet.lines)


def _guess_sheet(sheet: Sheet, taken: set[str]) -> str:
    """Guess which sheet this is by its headings: at least two of them must be ours."""
    scores = {
        key: max(headings_in(line, f"column.{key}") for line in sheet.lines[:ABOVE])
        for key in SHEETS
        if key not in taken
    }
    best = max(scores, key=lambda key: scores[key], default="")
    return best if best and scores[best] > 1 else ""


def _entry(theirs: str, ours: str, comment: str = "") -> str:
    """Write one line; in this, JSON and TOML are the same."""
    line = f"{json.dumps(theirs, ensure_ascii=False)} = {json.dumps(ours, ensure_ascii=False)}"
    return f"{line}  # {comment}" if comment else line


@dataclass(frozen=True)
class _Sheet:
    sheet: Sheet
    key: str
    say: Words

    @property
    def section(self) -> str:
        return f"column.{self.key}"

    def lines(self) -> Iterator[str]:
        """Write the headings that are not ours, and the values of ours that are not."""
        scores = [headings_in(line, self.section) for line in self.sheet.lines[:ABOVE]]
        at = scores.index(max(scores))
        header, body = self.sheet.lines[at], self.sheet.lines[at + 1 :]
        keys = {
            number: column_key(self.section, read_text(cell))
            for number, cell in enumerate(header.cells)
            if not is_blank(cell)
        }
        service = service_of(read_text(cell) for cell in header.cells if not is_blank(cell))
        unknown = {
            fold(read_text(header.cells[number])): number
            for number, key in reversed(keys.items())
            if key is None
        }
        title = json.dumps(self.say(f"sheet.{self.key}"), ensure_ascii=False)
        if unknown:
            yield from ("", f"[columns.{title}]")
        for number in sorted(unknown.values()):
            theirs, texts = read_text(header.cells[number]), _texts(body, number)
            key = self._guess(theirs, texts, {k for k in keys.values() if k}, service)
            keys[number] = key or None
            ours = self.say(f"{self.section}.{key}") if key else ""
            yield _entry(theirs, ours, self._samples(texts))
        for number, known in keys.items():
            if known and column_of(self.section, known).kind.section:
                yield from self._values(title, known, _texts(body, number))

    def _samples(self, texts: list[str]) -> str:
        """Show what stands in a column."""
        shown = [printable(t)[:LONGEST_SAMPLE] for t in dict.fromkeys(texts)][:MOST_SAMPLES]
        return self.say("mapping.samples", samples="; ".join(shown)) if shown else ""

    def _guess(
        self, heading: str, texts: list[str], taken: set[str], service: Service | None
    ) -> str:
        """Guess a column by its heading and by what stands below; empty where nothing is sure."""
        free = [column for column in COLUMNS[self.section] if column.key not in taken]
        fitting = {column.key for column in free if _fits(column, texts)}
        known = service.column(fold(heading))[0] if service else ""
        if known in fitting:
            return known
        sure = {key: self._confidence(heading, key) for key in fitting}
        best = max(sure, key=lambda key: sure[key], default="")
        if best and sure[best] >= SURE:
            return best
        has_addresses = bool(texts) and all(is_email(text) for text in texts)
        return "email" if has_addresses and "email" in fitting else ""

    def _confidence(self, heading: str, key: str) -> float:
        """Tell how sure it is that a heading means a column, by its best spelling.

        What forms ask for is known where exports are taken in, and so it is here.
        """
        sections = [self.section, *(["export.heading"] if self.key == "participants" else [])]
        spellings = (
            spelling
            for language in languages()
            for section in sections
            for spelling in words(language).entries.get(f"{section}.{key}", ())
        )
        return max(_likeness(heading, spelling) for spelling in spellings)

    def _values(self, title: str, key: str, texts: list[str]) -> Iterator[str]:
        section = column_of(self.section, key).kind.section
        unknown = [text for text in dict.fromkeys(texts) if recognise(section, text) is None]
        if not unknown or len(unknown) > MOST_VALUES:
            return
        heading = json.dumps(self.say(f"{self.section}.{key}"), ensure_ascii=False)
        ours = [
            spellings[0]
            for entry, spellings in self.say.entries.items()
            if entry.rpartition(".")[0] == section
        ]
        yield from ("", f"[values.{title}.{heading}]")
        for text in unknown:
            choices = self.say("mapping.choices", choices=", ".join(ours))
            yield _entry(text, self._word(key, section, text, ours), choices)

    def _word(self, key: str, section: str, text: str, ours: list[str]) -> str:
        """Guess our word for a value; empty where nothing is sure."""
        known = f"{section}.{word_of(key, text)}"
        if known in self.say:
            return self.say(known)
        best = max(ours, key=lambda word: _likeness(text, word))
        return best if _likeness(text, best) >= SURE else ""


def _likeness(one: str, other: str) -> float:
    """Compare two headings or words: each word of the one must be in the other, in any order."""
    folded = fuzz.ratio(fold(one), fold(other))
    whole = folded if folded >= SURE_WORDS else 0.0
    ours, theirs = _words_of(one), _words_of(other)
    if not ours or not theirs:
        return whole
    near = [max(fuzz.ratio(word, w) for w in theirs) for word in ours]
    near += [max(fuzz.ratio(word, w) for w in ours) for word in theirs]
    return max(whole, min(near))


def _words_of(heading: str) -> list[str]:
    return [fold(w) for w in re.findall(r"\w+", heading) if w.casefold() not in LINKING]


def _fits(column: Column, texts: list[str]) -> bool:
    """Whether what stands in a column may be meant by ours; its words are mapped one by one."""
    if column.kind.section or not texts:
        return True
    is_address = column.key == "email"
    good = [is_email(t) if is_address else _is_read(column, t) for t in texts]
    return sum(good) >= FITTING * len(good)


def _texts(lines: Iterable[Line], number: int) -> list[str]:
    cells = (line.cells[number] for line in lines if number < len(line.cells))
    return [read_text(cell) for cell in cells if not is_blank(cell)]


def _is_read(column: Column, text: str) -> bool:
    return not isinstance(column.kind.read(text), CellFault)
