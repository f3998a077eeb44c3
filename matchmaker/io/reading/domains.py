"""Organisations whose people write from one e-mail domain."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from matchmaker.io.reading.alike import are_sisters
from matchmaker.names import address_of

PUBLIC = re.compile(
    "126|163|1und1|a1|abv|aol|aon|arcor|bk|bluewin|centrum|chello|email|example|fastmail|free"
    "|freemail|freenet|gmail|gmx|googlemail|hey|hotmail|icloud|inbox|interia|laposte|libero|list"
    "|live|mac|mail|mailbox|me|msn|naver|neuf|o2|onet|online|orange|outlook|post|posteo|proton"
    "|protonmail|qq|rocketmail|seznam|sfr|tlen|tuta|tutanota|ukr|vodafone|wanadoo|web|wp|yahoo"
    "|yandex|ymail|zoho"
)
"""Mail services for everyone, without what stands behind the last dot; and `example.org`."""
PUBLIC_DOMAINS = frozenset({"t-online.de", "comcast.net", "pm.me"})
MOST = 3
"""A domain of more organisations is that of a house with many of them, or of an agency."""


def sharing(addresses: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Find pairs of organisations that share a domain.

    Parameters
    ----------
    addresses : iterable of (str, str)
        The e-mail of somebody, and the name of their organisation.

    Notes
    -----
    An address of two organisations is that of an office, and two institutes of one house share its
    domain: neither makes them one.
    """
    for names in _by_domain(_of_one(addresses)).values():
        if len(names) <= MOST:
            for one, other in combinations(sorted(names), 2):
                if not are_sisters(one.casefold(), other.casefold()):
                    yield one, other


def _of_one(addresses: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Keep the addresses of people of one organisation."""
    owners: dict[str, set[str]] = defaultdict(set)
    for email, name in addresses:
        owners[address_of(email)].add(name)
    return {address: min(names) for address, names in owners.items() if len(names) == 1}


def _by_domain(owners: Mapping[str, str]) -> Mapping[str, set[str]]:
    domains: dict[str, set[str]] = defaultdict(set)
    for address, name in owners.items():
        domain = address.rpartition("@")[2]
        if domain and not _is_public(domain):
            domains[domain].add(name)
    return domains


def _is_public(domain: str) -> bool:
    """Whether a domain is that of a mail service: `gmx.de`, `yahoo.co.uk`."""
    first, _, rest = domain.partition(".")
    is_service = PUBLIC.fullmatch(first) is not None and len(rest) <= len("co.uk")
    return is_service or domain in PUBLIC_DOMAINS
