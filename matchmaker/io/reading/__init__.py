"""From sheets to an event, and to a schedule that somebody edited."""
