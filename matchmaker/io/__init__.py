"""From sheets to an event, and from a plan to everything people open or print."""
