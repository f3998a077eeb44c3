"""Folders of plans that are written anew as a whole, several at once: all of them, or none.

What is to be there is written into a hidden folder within each. From the moment at which the first
folder has the file `.forget`, it holds; whoever is at work in one of them then, finishes it.
"""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from matchmaker.io.plans.disk import rename, replace_file, save, save_entries
from matchmaker.io.plans.lock import LOCK, alone_in

PREPARED, ENTERING, LEAVING = ".forget-next", ".forget-entering", ".forget-leaving"
"""Folders: what is to be there, before and while it is moved in, and what is moved out."""
DECIDED = ".forget"
"""The file in the first folder that says that it holds."""
LEADER = ".leader"
"""The file in what is prepared that says where the first folder is."""
PARTIAL = f"{DECIDED}.partial"
"""What `replace_file` calls it until it is whole."""
OURS = frozenset({LOCK, PREPARED, ENTERING, LEAVING, DECIDED, PARTIAL})


@contextmanager
def anew(folders: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    """Let several folders be written anew; when the block is left they are, as a whole.

    Yields
    ------
    tuple of Path
        Into which to write what is to be there, in the order of the folders.
    """
    with ExitStack() as stack:
        for folder in sorted(folders):
            stack.enter_context(alone_in(folder))
            finish(folder)
        fresh = tuple(folder / PREPARED for folder in folders)
        try:
            for each in fresh:
                each.mkdir()
            yield fresh
            for folder, each in zip(folders, fresh, strict=True):
                leader = os.path.relpath(folders[0].resolve(), folder.resolve())
                (each / LEADER).write_text(leader, encoding="utf-8")
                save(each)
                save_entries(folder)
            _decide(folders)
        except BaseException:
            if not (folders[0] / DECIDED).exists():
                for each in fresh:
                    shutil.rmtree(each, ignore_errors=True)
            raise
        for folder in reversed(folders):
            finish(folder)


def _decide(folders: Sequence[Path]) -> None:
    """Say in the first folder that it holds, and where the others are."""
    leader = folders[0]
    others = [os.path.relpath(other.resolve(), leader.resolve()) for other in folders[1:]]
    replace_file(leader / DECIDED, json.dumps(others))


def finish(folder: Path) -> None:
    """Bring to an end what was decided, and remove what was not; call it alone in the folder."""
    prepared, entering = folder / PREPARED, folder / ENTERING
    if prepared.exists():
        if not _is_decided(folder, prepared):
            shutil.rmtree(prepared)
        else:
            _move_out(folder)
            rename(prepared, entering)
    if entering.exists():
        _move_in(folder, entering)
    shutil.rmtree(folder / LEAVING, ignore_errors=True)
    (folder / PARTIAL).unlink(missing_ok=True)
    if (folder / DECIDED).exists():
        _finish_others(folder)
        (folder / DECIDED).unlink()


def _finish_others(leader: Path) -> None:
    """Bring the other folders to an end before it is forgotten that it was decided."""
    for written in json.loads((leader / DECIDED).read_text(encoding="utf-8")):
        other = leader / written
        if (other / PREPARED).exists() or (other / ENTERING).exists():
            with alone_in(other):
                finish(other)


def _is_decided(folder: Path, prepared: Path) -> bool:
    path = prepared / LEADER
    if not path.exists():
        return False
    return (folder / path.read_text(encoding="utf-8") / DECIDED).exists()


def _move_out(folder: Path) -> None:
    leaving = folder / LEAVING
    leaving.mkdir(exist_ok=True)
    for entry in sorted(folder.iterdir()):
        if entry.name not in OURS:
            rename(entry, leaving / entry.name)
    shutil.rmtree(leaving)


def _move_in(folder: Path, entering: Path) -> None:
    for entry in sorted(entering.iterdir()):
        if entry.name != LEADER:
            rename(entry, folder / entry.name)
    shutil.rmtree(entering)
    save_entries(folder)
