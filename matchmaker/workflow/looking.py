"""Looking at a plan on the organiser's page, made of the same pieces as `report.html`."""

from matchmaker.io.report.page import script, style


def report_style() -> str:
    """Get the style of `report.html`."""
    return style()


def report_script() -> str:
    """Get what lets the grid of `report.html` be searched and walked through."""
    return script()
