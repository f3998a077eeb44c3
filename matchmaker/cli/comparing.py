"""`status` and `compare`: the versions of a plan side by side."""

from typing import Annotated

import typer
from rich.console import Console

from matchmaker import workflow
from matchmaker.cli.inputs import Folder, Language, VersionName, find
from matchmaker.cli.speech import USAGE, leave
from matchmaker.io.plans import versions
from matchmaker.terminal import show_changes, show_states


def status(folder: Folder, *, language: Language = None) -> None:
    """List the versions: of when, how good, published or not, and what changed."""
    newest, say = find(folder, None, language)
    show_states(workflow.states(newest.path.parent), say, Console())


def compare(
    folder: Folder,
    before: Annotated[str, typer.Argument()],
    after: VersionName = None,
    *,
    language: Language = None,
) -> None:
    """Say what is different between two versions, why, and whom to tell what."""
    if after is None and versions.find(folder.parent, folder.name):  # `compare v02 v03`
        folder, before, after = folder.parent, folder.name, before
    newer, say = find(folder, after, language)
    older = versions.find(newer.path.parent, before)
    if older is None:
        leave(say("cli.no_version", path=newer.path.parent, version=before), USAGE)
    show_changes(workflow.compare_versions(older, newer), say, Console())
