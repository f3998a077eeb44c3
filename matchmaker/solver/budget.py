"""How the time is shared, and up to which size a model is worth it; with the reason beside each.

A share is one of the time that is left when its turn comes, so what a stage does not need is there
for all after it. Shares were measured on `benchmarks/`: a change of one is measured there, too.
"""

from matchmaker.aims import AimName

STARTING = 0.5
"""Finding times for those who must meet: there are few, and without them there is no plan."""

STANDING = 0.1
"""Each search for who can stand: mostly proven at once, and all stages are still to come."""

SELECTING = {AimName.POINTS: 0.2}
"""Choosing pairs: points are the one aim of the pairs that may take long."""
SELECTING_OTHERS = 0.1
BOUNDING = 0.2
"""Bounding an aim once more, where an earlier one was not reached as it was chosen."""

PLACING = 0.4
"""Annealing the chosen pairs into slots: it ends by itself where all of them fit."""
PLACING_SOME = 0.15
"""The same in a rerun that may move meetings: most better stay where they were."""
CHOOSING = 8
"""Times that pairs are chosen again where their slots speak against them: mostly one is enough."""
PLACING_REST = 0.1
"""Searching slots for the few that a relaxation gave parts of several: it takes half a second."""
EXCHANGING = 0.15
"""Annealing with all candidates: the schedule is nearly as good already."""
SLOTTING = 0.5
"""Searching or bounding all pairs and slots for one aim; breaks and tables need the rest."""

RETURNING = 0.1
"""Annealing meetings home: the search after it is what proves that no more can return."""
STAYING = 0.7
"""That search: it is all but whole, so it hardly ever takes its time."""
STAYING_BOUND = 0.5
"""Its bound alone, where there are too many options to search."""
EVENING = 0.2
"""Setting up and searching all pairs and slots for evenness; breaks and tables need the rest."""

EVENLY = 2_000
"""Pairs times slots up to which evenness is searched whole: its relaxation may fall short there."""

UNTANGLING = 0.8
"""Annealing breaks away: it finds nearly every plan, the searches after it mostly prove."""
UNTANGLING_IN_AREAS = 0.6
"""The same where changes of area are annealed away after it."""
BREAKS = 0.5
WAITING = 0.3
"""After breaks, which outrank it: with these held there is less left to gain."""

WALKING = 0.5
"""Annealing changes of area away, where there are several; tables are given out in the rest."""
WALKING_MODEL = 0.5
"""The search after it, which mostly proves."""

SWAPPING = 0.6
"""Swapping tables, where a bound or a search comes after it."""
SWAPPING_ALONE = 0.95
"""The same where none does; the rest is for writing the schedule down."""
CUTTING = 0.4
"""Bounding changes of table by paths of walks: a search of tables bounds them less well."""
SEATING = 0.95
"""Searching all tables: nothing comes after it."""

FORCING = 0.3
"""Finding what the slots imply for the price of wishes: all of them are still to be priced."""

MODELLED = 1_000_000
"""Pairs times slots up to which a model of them all fits in time and memory."""
SEARCHED = 50_000
"""Pairs times slots up to which an integer program proves in seconds what is best of them."""
LINED = 40_000
"""Options of the pairs up to which breaks are modelled: beyond, a model betters next to nothing."""
WALKED = 6_000
"""Options of the pairs by area up to which a model of routes comes to an end."""
LINKED = 4_000
"""Meetings up to which paths of walks are listed within the time."""
BOUNDED = 200_000
"""Meetings times tables up to which a bound is worth some of the time of the swaps."""
SEATED = 5_000
"""Meetings times tables up to which a search finds what swaps did not: beyond, it finds nothing."""
