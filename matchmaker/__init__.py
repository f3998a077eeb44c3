"""Plans the one-to-one meetings of a matchmaking event, and proves how good the plan is."""

__version__ = "0.2.0"
