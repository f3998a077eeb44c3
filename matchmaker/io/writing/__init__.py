"""From a plan to everything people open or print."""
