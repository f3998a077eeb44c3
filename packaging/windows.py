"""Build a zip for Windows that needs no installation: unpack it, double-click `matchmaker.cmd`.

    python packaging/windows.py --python PATH-OF-THE-EMBEDDABLE-PYTHON.zip

It works on any system, since nothing of Windows is run. How, and what is in it: `README.md` beside.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
STARTER = ROOT / "packaging" / "starter"
EXAMPLES = ROOT / "examples" / "small-fair"
EXTRAS = "more"
"""Windows is where workbooks in old formats come from."""
RUNTIME = "msvc-runtime"
"""Microsoft's C++ library, which the solver needs and an embeddable Python does not hold."""
SERIES = "3.12"
"""The Python that the wheels are for, unless a Python is given."""
AMD64 = 0x8664
"""The processor, as programs of Windows name it."""

Content = tuple[str, bytes]
"""A file of the zip: its path there, and what is in it."""


@dataclass(frozen=True)
class Package:
    """What a wheel says of itself.

    Parameters
    ----------
    name : str
        In its canonical form.
    requires : tuple of Requirement
        What it needs, under which conditions.
    """

    name: str
    requires: tuple[Requirement, ...]


class CannotBuild(Exception):  # noqa: N818 - says what it means
    """What is given does not suffice for a zip."""


def main() -> None:
    """Build the zip, and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--python", type=Path, help="the zip of the embeddable Python, amd64")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="folder for the zip")
    given = parser.parse_args()
    try:
        path = build(given.python, given.output)
    except (CannotBuild, BadZipFile, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"not built: {error}")
    print("\n".join(described(path)))


def build(python: Path | None, output: Path) -> Path:
    """Write the zip."""
    series = series_of(python) if python else SERIES
    name = f"matchmaker-{version()}-windows"
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels = gather(series, Path(folder))
        unfinished = output / f"{name}.unfinished"
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as target:
            for path, content in contents(series, wheels, python):
                target.writestr(f"{name}/{path}", content)
    return unfinished.replace(output / f"{name}.zip")


def version() -> str:
    """Tell the version of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def series_of(python: Path) -> str:
    """Tell which Python an embeddable one is, by the name of its list of folders."""
    with ZipFile(python) as held:
        found = re.search(r"^python3(\d+)\._pth$", "\n".join(held.namelist()), re.MULTILINE)
        if not found or machine(held.read("python.exe")) != AMD64:
            raise CannotBuild(f"{python} is not an embeddable Python for Windows on amd64")
    return f"3.{found[1]}"


def machine(program: bytes) -> int:
    """Tell the processor that a program of Windows is for."""
    header = int.from_bytes(program[60:64], "little")
    return int.from_bytes(program[header + 4 : header + 6], "little")


def gather(series: str, folder: Path) -> tuple[Path, ...]:
    """Build the project's wheel, and download those of all that it needs.

    pip asks whether a requirement holds for the machine that it runs on, not for the one it
    downloads for. So what only Windows needs is looked for, and asked for by name.
    """
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (own,) = folder.glob("matchmaker-*.whl")
    asked = [f"{own}[{EXTRAS}]", RUNTIME]
    while True:
        wheels = download(asked, series, folder / str(len(asked)))
        absent = missing(map(package, wheels), series)
        if not absent:
            return wheels
        if set(absent) <= set(asked):
            raise CannotBuild(f"no wheel for Windows: {', '.join(absent)}")
        asked += absent


def pip(*arguments: str) -> None:
    """Run pip, with the index that it is set up for."""
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)  # noqa: S603


def download(requirements: Sequence[str], series: str, folder: Path) -> tuple[Path, ...]:
    """Download wheels for Windows; never anything that would have to be compiled."""
    target = ("--platform", "win_amd64", "--python-version", series, "--only-binary=:all:")
    pip("download", "--quiet", *target, "--dest", str(folder), *requirements)
    return tuple(sorted(folder.glob("*.whl")))


def package(wheel: Path) -> Package:
    """Read what a wheel says of itself."""
    with ZipFile(wheel) as held:
        path = next(name for name in held.namelist() if name.endswith(".dist-info/METADATA"))
        said = Parser().parsestr(held.read(path).decode("utf-8"), headersonly=True)
    requires = map(Requirement, said.get_all("Requires-Dist", []))
    return Package(canonicalize_name(said["Name"]), tuple(requires))


def missing(packages: Iterable[Package], series: str) -> tuple[str, ...]:
    """Name what is needed on Windows and not there."""
    there = {package.name: package for package in packages}
    wanted, seen, absent = [Requirement(f"matchmaker[{EXTRAS}]")], set(), set()
    while wanted:
        requirement = wanted.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if name not in there:
            absent.add(f"{requirement.name}{requirement.specifier}")
        elif (name, extras) not in seen:
            seen.add((name, extras))
            wanted += _needs(there[name], extras, series)
    return tuple(sorted(absent))


def _needs(package: Package, extras: Iterable[str], series: str) -> Iterator[Requirement]:
    """Give what a package needs on Windows, with these extras."""
    places = [windows(series, extra) for extra in ("", *extras)]
    for needed in package.requires:
        if needed.marker is None or any(map(needed.marker.evaluate, places)):
            yield needed


def windows(series: str, extra: str = "") -> dict[str, str]:
    """Describe Windows, as conditions of requirements ask for it."""
    return {
        "extra": extra,
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"{series}.0",
        "python_version": series,
        "sys_platform": "win32",
    }


def contents(series: str, wheels: Sequence[Path], python: Path | None) -> Iterator[Content]:
    """Give every file of the zip; what Python brings along itself is not replaced."""
    yield from starter({"VERSION": version(), "SERIES": series})
    yield from examples()
    own = dict(interpreter(python, series)) if python else {}
    yield from own.items()
    for wheel in wheels:
        for path, content in unpacked(wheel):
            if not path.startswith("python/") or (own and path not in own):
                yield path, content


def starter(values: Mapping[str, str]) -> Iterator[Content]:
    """Give what people see: the starter and its texts, with the line ends of Windows."""
    yield "LICENSE.txt", _for_windows((ROOT / "LICENSE").read_text(encoding="utf-8"))
    for path in sorted(STARTER.rglob("*.*")):
        text = path.read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        yield path.relative_to(STARTER).as_posix(), _for_windows(text)


def _for_windows(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8")


def examples() -> Iterator[Content]:
    """Give the folder of events, with something to try."""
    for path in sorted(EXAMPLES.glob("*.xlsx")):
        yield f"events/{path.name}", path.read_bytes()


def unpacked(wheel: Path) -> Iterator[Content]:
    """Give the files of a wheel where Python looks for them; commands of others are left out."""
    with ZipFile(wheel) as held:
        for info in held.infolist():
            path = place(PurePosixPath(info.filename))
            if path and not info.is_dir():
                yield path, held.read(info)


def place(path: PurePosixPath) -> str | None:
    """Tell where a file of a wheel goes; None if it is left out."""
    folder, *rest = path.parts
    if not folder.endswith(".data"):
        return f"site-packages/{path}"
    match rest:
        case ["purelib" | "platlib", *inner]:
            return f"site-packages/{'/'.join(inner)}"
        case ["data", name] if name.endswith(".dll"):
            return f"python/{name}"
    return None


def interpreter(python: Path, series: str) -> Iterator[Content]:
    """Give Python itself, told where the packages are."""
    own = f"python{series.replace('.', '')}._pth"
    with ZipFile(python) as held:
        for name in held.namelist():
            if name != own:
                yield f"python/{name}", held.read(name)
    yield f"python/{own}", folders(series)


def folders(series: str) -> bytes:
    """List where Python looks for packages, seen from its own folder."""
    return _for_windows(f"python{series.replace('.', '')}.zip\n.\n..\\site-packages\n")


def described(path: Path) -> Iterator[str]:
    """Say what an organiser's computer needs to know before it unpacks the zip."""
    with ZipFile(path) as held:
        files = held.infolist()
    size = sum(info.file_size for info in files)
    longest = max((info.filename for info in files), key=len)
    packages = {name for info in files if (name := _dist_info(info.filename))}
    yield f"{path}: {path.stat().st_size / 1e6:.0f} MB, unpacked {size / 1e6:.0f} MB"
    yield f"{len(files)} files, {len(packages)} packages"
    yield f"longest path: {len(longest)} characters ({longest})"
    if not any(info.filename.endswith("/python/python.exe") for info in files):
        yield "without Python: it has to be installed where the zip is used"


def _dist_info(path: str) -> str:
    found = re.search(r"/site-packages/([^/]+)\.dist-info/", path)
    return found[1] if found else ""


if __name__ == "__main__":
    main()
