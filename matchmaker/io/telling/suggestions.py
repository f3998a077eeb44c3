"""Suggestions in the words of one language."""

from matchmaker.suggesting.profiles import Ground, Likeness
from matchmaker.suggesting.suggestions import Suggestion
from matchmaker.text import Words


def why_line(suggestion: Suggestion, say: Words) -> str:
    """Say what speaks for a suggestion, in the words of both: most comes first."""
    return "; ".join(_ground(ground, say) for ground in suggestion.reasons)


def _ground(ground: Ground, say: Words) -> str:
    is_same = ground.likeness is Likeness.AREA and ground.own == ground.theirs
    key = "same_area" if is_same else ground.likeness.value
    return say(f"suggest.{key}", own=ground.own, theirs=ground.theirs)
