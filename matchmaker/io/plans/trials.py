"""What was found of scenarios, a small file each, so that nothing is worked out twice."""

import json
from collections.abc import Mapping
from pathlib import Path

from matchmaker.io.plans.disk import replace_bytes


class KeptTrials:
    """A folder of results, each under the fingerprint of what it is of.

    Parameters
    ----------
    folder : Path
        Where they are; it is made when there is something to keep.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, fingerprint: str) -> Mapping[str, object] | None:
        """Get what is kept; None: nothing, or nothing that can be read, so it is made anew."""
        try:
            found = json.loads(self._path(fingerprint).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def keep(self, fingerprint: str, result: Mapping[str, object]) -> None:
        """Keep a result, as a whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        content = json.dumps(result, sort_keys=True) + "\n"
        replace_bytes(self._path(fingerprint), content.encode(), is_shared=True)

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}.json"
