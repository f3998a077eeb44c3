"""Refuse a wheel that lacks its licence or a file of the package."""

import sys
from pathlib import Path
from zipfile import ZipFile

PACKAGE = Path(__file__).parents[1] / "matchmaker"


def main() -> None:
    """Compare the wheel that is named with the checkout."""
    held = set(ZipFile(sys.argv[1]).namelist())
    files = (path for path in PACKAGE.rglob("*.*") if "__pycache__" not in path.parts)
    wanted = {path.relative_to(PACKAGE.parent).as_posix() for path in files}
    wanted.add("matchmaker/py.typed")
    missing = sorted(wanted - held)
    if not any(name.endswith(".dist-info/licenses/LICENSE") for name in held):
        missing.append("LICENSE")
    sys.exit(f"missing in the wheel: {', '.join(missing)}" if missing else 0)


if __name__ == "__main__":
    main()
