"""The organiser's logo, colour and line of contact."""

import errno
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from matchmaker.events import Event
from matchmaker.io.package.foreign import TooLong, read_foreign
from matchmaker.io.package.pictures import UNKNOWN, pixels_of

BRANDING = "branding"
"""The folder for it, beside the workbook; and of the logo that is kept with a version."""
LOGO = "logo"
PICTURES = (".svg", ".png", ".jpg", ".jpeg")
LARGEST = 1_000_000
"""Bytes of a logo: it goes into every agenda, and every agenda into a mail."""
MOST_PIXELS = 16_000_000
"""Of a logo: a small file may unpack to gigabytes."""
HOUSE_COLOUR = "#1f5c7a"
COLOUR = re.compile("#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
CONTRAST = 4.5
"""How far letters must stand out from white paper to be read well (WCAG, level AA)."""
GAMMA = 2.2
"""From what a screen is told to how light it is."""


@dataclass(frozen=True)
class Branding:
    """How documents show whose event it is."""

    logo: Path | None = None
    colour: str = HOUSE_COLOUR
    contact: str = ""

    @property
    def accent(self) -> str:
        """The colour, as much darker as letters in it need to be read."""
        return legible(self.colour)


class BadLogo(ValueError):  # noqa: N818 - says what the file is
    """A logo that cannot be printed.

    Parameters
    ----------
    code : str
        `no_logo`, `logo_too_large` or `unreadable_logo`.
    path : Path
        Where it is, or should be.
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, path)
        self.code = code
        self.path = path


def branding_of(event: Event, version: Path) -> Branding:
    """Find the branding of a version.

    A logo named in the workbook is kept with the version. Without one, it is `logo.svg`, `.png` or
    `.jpg` in the folder `branding` beside the folder of plans, that is, beside the workbook.

    Raises
    ------
    BadLogo
        If there is one that cannot be printed.
    """
    if event.logo:
        logo: Path | None = logo_in(version / BRANDING, event.logo)
    else:
        logo = _found_in(version.parent.parent / BRANDING)
    return Branding(logo, event.colour or HOUSE_COLOUR, event.contact)


def _found_in(folder: Path) -> Path | None:
    names = (f"{LOGO}{suffix}" for suffix in PICTURES)
    found = next((name for name in names if (folder / name).exists()), None)
    return logo_in(folder, found) if found else None


def folder_of_pictures(workbook: Path) -> Path:
    """Tell where a logo lies that a workbook names: beside it, or in the folder of its sheets."""
    return workbook if workbook.is_dir() else workbook.parent


def keep_logo(event: Event, workbook: Path, version: Path) -> None:
    """Keep the logo named in the workbook with a version, so that it is there without the workbook.

    Raises
    ------
    BadLogo
        If it is gone since the workbook was read.
    """
    if event.logo:
        content = logo_in(folder_of_pictures(workbook), event.logo).read_bytes()
        (version / BRANDING).mkdir()
        (version / BRANDING / event.logo).write_bytes(content)


def logo_in(folder: Path, name: str) -> Path:
    """Find a logo by its file name, in this very folder and nowhere else.

    Raises
    ------
    BadLogo
        If it is not there, or not a picture that can be printed.
    """
    path = folder / name
    if not is_file_name(name) or not _is_file(path) or not _is_inside(path, folder):
        raise BadLogo("no_logo", path)
    pixels = _pixels_of(path)
    if MOST_PIXELS < pixels < UNKNOWN:
        raise BadLogo("logo_too_large", path)
    is_picture = path.suffix.lower() in PICTURES and pixels < UNKNOWN
    if not is_picture:
        raise BadLogo("unreadable_logo", path)
    return path


def _pixels_of(path: Path) -> int:
    try:
        return pixels_of(read_foreign(path, LARGEST))
    except TooLong:
        raise BadLogo("logo_too_large", path) from None


def is_file_name(name: str) -> bool:
    """Whether a text is the name of a file and no way to another folder, on any system."""
    is_plain = name == PurePosixPath(name).name == PureWindowsPath(name).name
    return is_plain and name[:1] not in {"", "."} and not set(name) & {":", "\0"}


def _is_file(path: Path) -> bool:
    """Whether there is a file; none has a name longer than the system allows."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a file is in a folder, wherever a link may lead."""
    return path.resolve().parent == folder.resolve()


def colour_of(written: str) -> str | None:
    """Read a colour: `#0b5fa5`, `0b5fa5` or `#05a`; None where it is none."""
    match = COLOUR.fullmatch(written.strip())
    if not match:
        return None
    digits = match[1].lower()
    return "#" + (digits if len(digits) > len("rgb") else "".join(2 * digit for digit in digits))


def legible(colour: str) -> str:
    """Darken a colour until letters in it can be read on white paper."""
    channels = tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
    while _contrast_with_white(channels) < CONTRAST:
        channels = tuple(round(0.94 * channel) for channel in channels)
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _contrast_with_white(channels: Iterable[int]) -> float:
    red, green, blue = (math.pow(channel / 255, GAMMA) for channel in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
