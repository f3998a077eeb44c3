"""A first `columns.toml`: what each of their sheets, headings and values may be here."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import COLUMNS, column_key, column_of
from matchmaker.io.reading.files import files_of, raw_sheets
from matchmaker.io.reading.header import ABOVE, headings_in
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, is_email, read_text
from matchmaker.text import Words, fold, languages, recognise, words

NEAR = 72
"""How alike two words are, in percent, for one to be proposed for the other."""
NEAR_VALUE = 60
MOST_VALUES = 30
SHEETS = tuple(name.removeprefix("column.") for name in COLUMNS if name.startswith("column."))


def propose(path: Path, say: Words) -> str:
    """Write the mapping of a workbook or folder as the text of a `columns.toml`.

    Parameters
    ----------
    path : Path
        The workbook or folder.
    say : Words
        The language of our words in it.
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
        unknown = [number for number, key in keys.items() if key is None]
        title = json.dumps(self.say(f"sheet.{self.key}"), ensure_ascii=False)
        if unknown:
            yield from ("", f"[columns.{title}]")
        for number in unknown:
            theirs = read_text(header.cells[number])
            key = self._guess(theirs, _texts(body, number), {k for k in keys.values() if k})
            keys[number] = key or None
            yield _entry(theirs, self.say(f"{self.section}.{key}") if key else "")
        for number, known in keys.items():
            if known and column_of(self.section, known).kind.section:
                yield from self._values(title, known, _texts(body, number))

    def _guess(self, heading: str, texts: list[str], taken: set[str]) -> str:
        """Guess a column by its heading, or by the addresses in it."""
        spellings = {
            fold(spelling): key
            for column in COLUMNS[self.section]
            if (key := column.key) not in taken
            for language in languages()
            for spelling in words(language).entries[f"{self.section}.{key}"]
        }
        hit = process.extractOne(
            fold(heading), list(spellings), scorer=fuzz.WRatio, score_cutoff=NEAR
        )
        if hit and len(fold(heading)) > 1:
            return spellings[hit[0]]
        has_addresses = bool(texts) and all(is_email(text) for text in texts)
        is_free = self.key == "participants" and "email" not in taken
        return "email" if has_addresses and is_free else ""

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
            hit = process.extractOne(
                text.casefold(), ours, scorer=fuzz.WRatio, score_cutoff=NEAR_VALUE
            )
            yield _entry(
                text, hit[0] if hit else "", self.say("mapping.choices", choices=", ".join(ours))
            )


def _texts(lines: Iterable[Line], number: int) -> list[str]:
    cells = (line.cells[number] for line in lines if number < len(line.cells))
    return [read_text(cell) for cell in cells if not is_blank(cell)]
