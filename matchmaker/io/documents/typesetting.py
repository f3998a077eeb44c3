"""Typesetting: a template and data become a PDF, the same bytes each time."""

import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeVar, cast

import typst

ACCESSIBLE: Literal["ua-1"] = "ua-1"
"""PDF/UA: tagged for screen readers, with a title and a language."""
FONT = "font_source_sans_pro"
"""The package with the font; it holds Latin, Greek and Cyrillic letters."""
FONTS = "fonts"
STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
MISSING_LETTER = "could not be displayed"
"""In what typst says when no font it has holds a letter."""

PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
"""Where a PDF of typst counts its pages: in its first object, before any text."""
REMEMBERED = 10
"""For how many documents typst keeps what it set."""

Data = Mapping[str, Any]
"""What a template shows, as JSON knows it."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Press:
    """A folder with everything that documents are set from: templates, fonts, and the logo."""

    folder: Path

    def set(self, template: str, data: Data, at: datetime) -> bytes:
        """Set a document.

        Parameters
        ----------
        template : str
            Its name, without `.typ`.
        data : mapping
            What it shows; text in it is never read as markup.
        at : datetime
            The date the document carries; aware. The same data and date give the same bytes.
        """
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        template_file = self.folder / f"{template}.typ"
        stamp = int(at.timestamp())
        try:
            return _compiled(self._compiler, template_file, inputs, stamp, ACCESSIBLE)
        except typst.TypstError as error:
            if MISSING_LETTER not in error.message:
                raise
            # Of all fonts the computer has, one may have the letter; and a name with an empty box
            # in it is better than no agenda.
            return _compiled(self._any_font, template_file, inputs, stamp, None)

    def forget(self) -> None:
        """Let go of what typst remembers of large documents, hundreds of megabytes each.

        It drops what was of no use to the last ten documents, and has no other way to be told.
        """
        for _ in range(REMEMBERED + 1):
            typst.compile(b"", format="pdf")

    def can_print(self, picture: Path) -> bool:
        """Whether a picture that lies in the press can be read."""
        source = f'#image("{logo_name(picture)}")'.encode()
        try:
            typst.Compiler(source, root=self.folder, font_paths=self._fonts).compile(format="pdf")
        except typst.TypstError:
            return False
        return True

    @property
    def _compiler(self) -> typst.Compiler:
        """One for each thread, since it can do one thing at a time."""
        if not hasattr(self._own, "compiler"):
            self._own.compiler = typst.Compiler(root=self.folder, font_paths=self._fonts)
        return cast("typst.Compiler", self._own.compiler)

    @cached_property
    def _own(self) -> threading.local:
        return threading.local()

    @cached_property
    def _fonts(self) -> typst.Fonts:
        return self._fonts_and(has_system_fonts=False)

    @property
    def _any_font(self) -> typst.Compiler:
        fonts = self._fonts_and(has_system_fonts=True)
        return typst.Compiler(root=self.folder, font_paths=fonts)

    def _fonts_and(self, *, has_system_fonts: bool) -> typst.Fonts:
        return typst.Fonts(
            include_system_fonts=has_system_fonts, font_paths=[str(self.folder / FONTS)]
        )


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF that typst made."""
    match = PAGES.search(pdf)
    if not match:
        raise ValueError("a PDF without a count of its pages")
    return int(match[1])


def at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Do the same with each item, on all processor cores; the results come in order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(work, items)


def _compiled(
    compiler: typst.Compiler,
    template: Path,
    inputs: dict[str, str],
    stamp: int,
    standard: Literal["ua-1"] | None,
) -> bytes:
    made = compiler.compile(
        template, format="pdf", sys_inputs=inputs, timestamp=stamp, pdf_standards=standard
    )
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave no PDF but {type(made).__name__}")
    return made


@contextmanager
def open_press(logo: Path | None = None) -> Iterator[Press]:
    """Set up a press in a folder of its own, so that documents can read nothing else."""
    with TemporaryDirectory(prefix="matchmaker-") as name:
        folder = Path(name)
        for template in resources.files(__package__).iterdir():
            if template.name.endswith(".typ"):
                (folder / template.name).write_bytes(template.read_bytes())
        _lay_out_fonts(folder / FONTS)
        if logo:
            shutil.copyfile(logo, folder / logo_name(logo))
        yield Press(folder)


def logo_name(logo: Path) -> str:
    """Name the logo as templates know it."""
    return f"logo{logo.suffix.lower()}"


def _lay_out_fonts(folder: Path) -> None:
    folder.mkdir()
    for style in STYLES:
        file = f"SourceSansPro-{style}.ttf"
        content = resources.files(FONT).joinpath("files", file).read_bytes()
        (folder / file).write_bytes(content)
