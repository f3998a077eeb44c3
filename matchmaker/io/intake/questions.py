"""What the heading of a form asks for: `Your first name *`, `Which days will you attend?`."""

import re

from matchmaker.io.reading.columns import column_key
from matchmaker.text import recognise

REMARK = re.compile(r"\s*\([^()]*\)\s*$")
"""What stands in brackets behind a question: `Company (as on your badge)`."""
ASKED_OF = re.compile(
    r"^((what|which) (is|are) (your|the)|wie (lautet|ist|heißt) (ihre?|deine?)"
    r"|your|ihre?|deine?|euer|eure|bitte|please)\s+",
    re.IGNORECASE,
)
BEHIND = re.compile(r"\s+(you (represent|work for)|of residence)\s*$", re.IGNORECASE)
ASKS_OWN = re.compile(
    r"^((in|from|for|aus|für|bei)\s+)?(which|what|welche[mnrs]?)\s+(?P<what>[\w-]+)\b"
    r".*\b(based|located|you from|you (work|represent|speak|come|belong)"
    r"|sprechen sie|sprichst du|sitzt|vertreten|arbeiten|kommen sie|kommst du)\b",
    re.IGNORECASE,
)
"""A question about what is somebody's own: `In which country is your company based?`"""
ASKS_WHOM = re.compile(
    r"\b(wen|wem|welche[nrms]?|whom|who|which)\b.*"
    r"\b(treffen|sprechen|kennen\s?lernen|(like|want|wish|prefer) to (meet|talk|speak))\b"
    r"|\b(i|we|you) (would like|want|wish) to meet\b"
    r"|\b(möchten?|will|wollen|würden?) .*\b(treffen|kennen\s?lernen)\b"
    r"|\bwunsch(partner|kontakt|firm|gespräch)|\bgesprächsw[uü]nsch",
    re.IGNORECASE,
)
"""A question for wishes: `Wen möchten Sie treffen?`, `Whom would you like to meet?`"""
ASKS_WHEN = re.compile(
    r"^(?!.*\b(not|did|last|previous|nicht|zuletzt|haben|waren)\b)"
    r".*\b(when|wann|(which|what|welche[nrm]?)\b.*\b(days?|tage?n?))\b"
    r".*\b(attend|there|available|present|join us|dabei|da|teil|verfügbar|anwesend)\b",
    re.IGNORECASE,
)
"""A question for when somebody is there: `Which days will you attend?`"""
ASKS_HOW = re.compile(
    r"(?=.*\b(in person|on[ -]?site|vor ort|präsenz))(?=.*\b(online|virtual|remote|digital)).*\?",
    re.IGNORECASE,
)
"""A question for one of both ways to attend: `Will you attend in person or virtually?`"""


def asked(sheet: str, heading: str) -> str:
    """Find the column of ours that a heading asks for; empty where it is none."""
    bare = BEHIND.sub("", ASKED_OF.sub("", REMARK.sub("", heading))).strip(" ?*")
    if sheet != "participants":
        return column_key(f"column.{sheet}", bare) or ""
    own = ASKS_OWN.search(bare)
    named = _named(bare) or (_named(own["what"]) if own else "")
    when = "available" if ASKS_WHEN.search(bare) else ""
    return named or when or ("attendance" if ASKS_HOW.match(heading) else "")


def _named(heading: str) -> str:
    return column_key("column.participants", heading) or recognise("export.heading", heading) or ""
