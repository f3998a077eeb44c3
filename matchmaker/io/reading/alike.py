"""Names that may be one organisation, or one word, written in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from rapidfuzz import fuzz, process

from matchmaker.letters import latin
from matchmaker.text import fold

DOTTED = re.compile(r"\b(?:[a-z]\.\s?){2,}")
"""Letters with dots, which are one word: `s.r.o.`, `e. V.`"""
LEGAL_FORM = re.compile(
    r"[eorsvz]|ab|ag|aps|as|bv|bvba|co|corp|corporation|doo|ek|eg|ev|eu|gbr|ggmbh|gmbh|inc|kft|kg"
    r"|kgaa|limited|llc|llp|ltd|mbh|nv|oo|oy|oyj|ohg|plc|pte|pty|sa|sarl|sas|se|sp|spa|spk|srl|sro"
    r"|ug|und|zoo|zrt"
)
"""Words by which two ways to write an organisation often differ; the letters make `e V`."""
LINKING = frozenset(
    {"fur", "fuer", "für", "of", "for", "the", "and", "der", "die", "das", "des", "zu", "de"}
)
"""Words that have no letter in an abbreviation."""
GENERIC = re.compile(
    r"fraunhofer|max|planck|leibniz|helmholtz|uni|univers\w*|uniwersytet|univerzita|hochschule"
    r"|fachhochschule|akademie|academy|college|schule|school|techni\w*|technolog\w*|applied"
    r"|angewandte|sciences?|wissenschaften|institut\w*|instytut|ustav|gesellschaft|society"
    r"|zentrum|centre|center|cluster|netzwerk|network|stadt|city|ministeri\w*|ministry|research"
    r"|forschung|gruppe|group|holding|solutions?|systeme?s?|consulting|engineering|software"
    r"|international|europe|deutschland|germany|services?|labs?|company|firma|verband|verein"
)
"""Words that are within the names of many, and so tell nobody apart."""
WRITTEN_OUT = {
    **dict.fromkeys(("uni", "univ", "university", "universite"), "universitat"),
    **dict.fromkeys(("inst", "institute"), "institut"),
}
"""What is said in short, or in another language."""
MOST_WORDS = 8
NEAR = 85
"""How alike two words are, in percent, that may be one word and a slip of the pen."""
SHORTEST = 5
"""Letters of a word in which one may be wrong: `IPM` and `IPMS` are two institutes."""
PLACE = re.compile(r"(\w+)b[eu]rg")
"""Freiberg is not Freiburg."""

Words = tuple[str, ...]


class Groups:
    """Names that hang together."""

    def __init__(self) -> None:
        self._leader: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        """Put two names, and whatever hangs together with them, into one group."""
        self._leader[self.of(one)] = self.of(other)

    def of(self, name: str) -> str:
        """Name the group of a name."""
        while name in self._leader and self._leader[name] != name:
            name = self._leader[name]
        return name

    def all(self, names: Iterable[str]) -> list[tuple[str, ...]]:
        """List the groups of more than one of these names, in their order."""
        groups: dict[str, list[str]] = defaultdict(list)
        for name in names:
            groups[self.of(name)].append(name)
        return [tuple(group) for group in groups.values() if len(group) > 1]


def similar(some: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find pairs of one of some names and another name that may be the same organisation.

    Parameters
    ----------
    some, names : iterable of str
        In lower case.
    """
    theirs, all_by_digits = _by_digits(some), _by_digits(names)
    for digits, few in theirs.items():
        many = all_by_digits[digits]
        for one, other in _near(few, many):
            if one != other and _are_alike(few[one], many[other]):
                yield one, other
        yield from _abbreviated(few, many)


def contained(names: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Find names whose words stand within longer names, the longest first.

    `Bosch` stands within `Robert Bosch`; of generic words alone nothing follows.
    """
    by_word: dict[str, list[tuple[str, Words]]] = defaultdict(list)
    words_of = {name: words_in(name) for name in names}
    for name, words in words_of.items():
        for word in dict.fromkeys(words):
            by_word[word].append((name, words))
    for name, words in sorted(words_of.items(), key=lambda item: (-len(item[1]), item[0])):
        telling = [word for word in words if _is_telling(word)]
        if telling:
            longer = tuple(o for o, theirs in by_word[telling[0]] if _is_within(words, theirs))
            if longer:
                yield name, longer


def within(written: str, names: Iterable[str]) -> tuple[str, ...]:
    """Find the names that have the words of another one, or are it by abbreviation or a slip."""
    names = tuple(names)
    one, words = written.casefold(), words_in(written.casefold())
    longer = [name for name in names if words and _is_within(words, words_in(name.casefold()))]
    by_key = {name.casefold(): name for name in names}
    return tuple(dict.fromkeys([*longer, *(by_key[other] for _, other in similar([one], by_key))]))


def are_sisters(one: str, other: str) -> bool:
    """Whether two names begin alike and then differ, as those of two institutes of one house."""
    mine, theirs = words_in(one), words_in(other)
    return mine[:1] == theirs[:1] and not (_is_within(mine, theirs) or _is_within(theirs, mine))


@cache
def words_in(name: str) -> Words:
    """Take the words that tell an organisation apart, without legal form and small words."""
    joined = DOTTED.sub(lambda letters: re.sub(r"\W", "", letters[0]) + " ", name)
    found = (fold(word) for word in re.findall(r"[^\W_]+", latin(joined)))
    every = tuple(WRITTEN_OUT.get(word, word) for word in found)
    told = tuple(word for word in every if not LEGAL_FORM.fullmatch(word))
    return tuple(word for word in told if word not in LINKING) or told or every


def _is_telling(word: str) -> bool:
    return len(word) > 1 and not word.isdecimal() and GENERIC.fullmatch(word) is None


def _is_within(words: Words, longer: Words) -> bool:
    """Whether words stand side by side in a longer name."""
    size = len(words)
    starts = range(len(longer) - size + 1) if size < len(longer) else ()
    return any(longer[start : start + size] == words for start in starts)


def _abbreviated(
    some: Mapping[str, Words], names: Mapping[str, Words]
) -> Iterator[tuple[str, str]]:
    """Find names of which one has initials where the other has words: `TU Dresden`."""
    ours, theirs = _by_words(some), _by_words(names)
    for words, written in ours.items():
        for short in _short_forms(words):
            yield from ((one, other) for other in theirs.get(short, ()) for one in written)
    for words, written in theirs.items():
        for short in _short_forms(words):
            yield from ((one, other) for one in ours.get(short, ()) for other in written)


def _by_words(names: Mapping[str, Words]) -> dict[Words, list[str]]:
    by_words: dict[Words, list[str]] = defaultdict(list)
    for name, words in names.items():
        by_words[words].append(name)
    return by_words


@cache
def _short_forms(words: Words) -> tuple[Words, ...]:
    """Write some of the words that follow each other as their initials, in every way."""
    told = words[:MOST_WORDS]
    return tuple(
        (*told[:start], "".join(word[0] for word in told[start:end]), *told[end:])
        for start in range(len(told))
        for end in range(start + 2, len(told) + 1)
    )


def _near(some: Mapping[str, Words], names: Mapping[str, Words]) -> Iterator[tuple[str, str]]:
    """Compare all letters at once, which is quick, and leaves few to look at word by word."""
    scores = process.cdist(
        ["".join(words) for words in some.values()],
        ["".join(words) for words in names.values()],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
    )
    ours, theirs = list(some), list(names)
    for row, column in zip(*scores.nonzero(), strict=True):
        yield ours[row], theirs[column]


def _by_digits(names: Iterable[str]) -> dict[str, dict[str, Words]]:
    """Sort names by their digits, since `Hall 3` is never meant to be `Hall 4`."""
    groups: dict[str, dict[str, Words]] = defaultdict(dict)
    for name in names:
        groups["".join(filter(str.isdigit, name))][name] = words_in(name)
    return groups


def _are_alike(one: Words, other: Words) -> bool:
    """Compare word by word: `TU Dresden` and `TU Ilmenau` share half of their letters."""
    if "".join(one) == "".join(other):
        return True
    return len(one) == len(other) and all(map(_is_slip, one, other))


def _is_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    places = PLACE.fullmatch(one), PLACE.fullmatch(other)
    if places[0] and places[1] and places[0][1] == places[1][1]:
        return False
    return min(len(one), len(other)) >= SHORTEST and fuzz.ratio(one, other) >= NEAR
