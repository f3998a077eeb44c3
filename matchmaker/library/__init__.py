"""What programs use: `import matchmaker as m`, then `m.read`, `m.plan`, `m.verify` and so on.

Nothing is printed here, and no file written but by `PlannedEvent.save`.
"""

from matchmaker.library.aftermath import CountedResults, results
from matchmaker.library.planned import PlannedEvent, load
from matchmaker.library.planning import plan, replan, verify
from matchmaker.library.pricing import price
from matchmaker.library.reading import InvalidWorkbook, ReadEvent, check, event, read
from matchmaker.library.suggesting import SuggestedPartners, suggest
from matchmaker.library.supposing import WhatIf, whatif
from matchmaker.workflow import OtherBase

__all__ = [
    "CountedResults",
    "InvalidWorkbook",
    "OtherBase",
    "PlannedEvent",
    "ReadEvent",
    "SuggestedPartners",
    "WhatIf",
    "check",
    "event",
    "load",
    "plan",
    "price",
    "read",
    "replan",
    "results",
    "suggest",
    "verify",
    "whatif",
]
