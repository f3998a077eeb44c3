"""Plans the one-to-one meetings of a matchmaking event, and proves how good the plan is."""
