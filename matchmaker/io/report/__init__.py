"""The organiser's page about a plan, `report.html`: how good it is, and everything in it."""
