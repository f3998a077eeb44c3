"""Draws what `benchmarks.run` wrote down: points over time, and seconds over size."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import matplotlib as mpl
import numpy as np
import typer
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator
from PIL import Image

from benchmarks.run import SIZES

Records = Sequence[Mapping[str, str]]
Look = dict[str, Any]

INK, PALE = "#333333", "#8a8a8a"
STYLES = {
    "matchmaker": ("matchmaker", "#0072b2"),
    "monolithic": ("monolithic", "#d55e00"),
    "rank-and-cycle": ("rank and cycle", "#007a5a"),
    "random-first-fit": ("random order", "#a0598a"),
}
"""Name and colour of each method; the colours are told apart by the colour-blind (Okabe, Ito)."""
BOUND = ("bound", INK)
WIDTH = 9.0
"""Inches; at 100 dots an inch the width of a page."""
DOTS = 200
COLOURS = 64
DASHES = (0, (4, 3))
LOOK: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "text.color": INK,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "lines.solid_capstyle": "butt",
}


@dataclass(frozen=True)
class Line:
    """What one method reached over time.

    Parameters
    ----------
    method : str
        Which method.
    seconds, points : tuple of float, tuple of int
        Each schedule that was better told, in order of time.
    bound : int or None
        What was proven in the end.
    """

    method: str
    seconds: tuple[float, ...]
    points: tuple[int, ...]
    bound: int | None


def read(file: Path) -> Records:
    """Read a CSV file."""
    with file.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def lines(moments: Records, instance: str, seed: str) -> list[Line]:
    """Gather what each method reached on one event; of a method run twice, the last time."""
    found: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for moment in moments:
        if (moment["instance"], moment["seed"]) == (instance, seed) and moment["method"] in STYLES:
            theirs = found[moment["method"]]
            if theirs and float(moment["seconds"]) < float(theirs[-1]["seconds"]):
                theirs.clear()
            theirs.append(moment)
    return [_line(method, found[method]) for method in STYLES if method in found]


def _line(method: str, moments: Records) -> Line:
    schedules = [moment for moment in moments if moment["points"]]
    bound = moments[-1]["bound"]
    return Line(
        method,
        tuple(float(moment["seconds"]) for moment in schedules),
        tuple(int(moment["points"]) for moment in schedules),
        int(bound) if bound else None,
    )


def points_over_time(moments: Records, instances: Sequence[str], seed: str, limit: float) -> Figure:
    """Draw points over seconds and the bound, an event beside the other."""
    figure, panels = plt.subplots(
        1, len(instances), figsize=(WIDTH, 3.5), squeeze=False, layout="constrained"
    )
    for panel, instance in zip(panels[0], instances, strict=True):
        found = lines(moments, instance, seed)
        _draw_panel(panel, found, limit)
        panel.set_title(f"Event {instance}", loc="left", fontsize=9.5, fontweight="bold", pad=16)
    panels[0][0].set_ylabel("points of the schedule in hand")
    figure.supxlabel("seconds, logarithmic · the points do not start at 0", fontsize=8.5)
    return figure


def _draw_panel(panel: Axes, found: Sequence[Line], limit: float) -> None:
    first = min(line.seconds[0] for line in found)
    panel.set_xscale("log")
    panel.set_xlim(10 ** np.floor(np.log10(first)), limit)
    for line in reversed(found):
        seconds, points = (*line.seconds, limit), (*line.points, line.points[-1])
        look: Look = {"color": STYLES[line.method][1], "clip_on": False, "zorder": 3}
        panel.step(seconds, points, where="post", linewidth=1.8, **look)
        panel.plot(seconds[0], points[0], "o", markersize=4, **look)
    ends = [(line.points[-1], *STYLES[line.method]) for line in found]
    proven = [line.bound for line in found if line.bound is not None]
    if proven:
        panel.axhline(min(proven), color=INK, linewidth=0.9, linestyle=DASHES, zorder=4)
        ends.insert(0, (min(proven), *BOUND))
    _name_ends(panel, sorted(ends, key=lambda end: -end[0]))
    _tidy(panel, limit)


def _name_ends(panel: Axes, ends: Sequence[tuple[int, str, str]]) -> None:
    """Name each line where it ends, the highest first, the names apart from each other."""
    low, high = panel.get_ylim()
    heights = spread([(value - low) / (high - low) for value, _, _ in ends], 0.065)
    for (value, name, colour), height in zip(ends, heights, strict=True):
        place: Look = {"xy": (1.04, height), "xycoords": "axes fraction", "va": "center"}
        panel.annotate(f"{value:,} {name}", color=colour, fontsize=8, **place)


def spread(heights: Sequence[float], apart: float) -> list[float]:
    """Move descending heights as little downwards as keeps them this far apart."""
    moved: list[float] = []
    for height in heights:
        moved.append(min(height, moved[-1] - apart) if moved else height)
    return moved


def _tidy(panel: Axes, limit: float) -> None:
    first = round(np.log10(panel.get_xlim()[0]))
    decades = [10.0**power for power in range(first, 7) if 10.0**power < limit]
    panel.xaxis.set_major_locator(FixedLocator([*decades, limit]))
    panel.xaxis.set_minor_locator(NullLocator())
    panel.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    panel.yaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 2.5, 5, 10]))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    panel.grid(axis="y", color="#e6e6e6", linewidth=0.6)
    panel.set_axisbelow(True)


def slope(pairs: Sequence[int], seconds: Sequence[float]) -> float:
    """Fit the power of the wished pairs that the seconds grow with."""
    power, _ = np.polyfit(np.log(pairs), np.log(seconds), 1)
    return float(power)


def growth(rows: Records) -> Figure:
    """Draw seconds over wished pairs, both logarithmic, and the line that fits them."""
    pairs, seconds = _growth(rows)
    power = slope(pairs, seconds)
    figure, panel = plt.subplots(figsize=(WIDTH, 4.2), layout="constrained")
    through = np.exp(np.mean(np.log(seconds)) - power * np.mean(np.log(pairs)))
    ends = np.array([pairs[0], pairs[-1]])
    panel.loglog(ends, through * ends**power, color=PALE, linewidth=1.1, linestyle=DASHES)
    panel.loglog(pairs, seconds, "o", color=STYLES["matchmaker"][1], markersize=5)
    for place in zip(pairs, seconds, strict=True):
        side: Look = {"xytext": (8, -9), "textcoords": "offset points", "va": "center"}
        panel.annotate(_in_seconds(place[1]), place, color=STYLES["matchmaker"][1], **side)
    title = f"Seconds of CPU until all points are placed: wished pairs to the power of {power:.2f}"
    panel.set_title(title, loc="left", fontsize=9.5, fontweight="bold")
    panel.set_xlabel("wished pairs, logarithmic")
    panel.set_ylabel("seconds of CPU, logarithmic")
    panel.set_ylim(_decades(seconds))
    for axis in (panel.xaxis, panel.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axis.set_minor_locator(NullLocator())
    panel.xaxis.set_major_locator(FixedLocator(SIZES))
    panel.grid(color="#e6e6e6", linewidth=0.6)
    return figure


def _decades(seconds: Sequence[float]) -> tuple[float, float]:
    """Span whole powers of ten, for the axis to have ticks."""
    lowest, highest = np.log10([min(seconds), max(seconds)])
    return float(10 ** np.floor(lowest)), float(10 ** np.ceil(highest))


def _in_seconds(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"  # noqa: PLR2004 - two digits


def _growth(rows: Records) -> tuple[list[int], list[float]]:
    """Take pairs and seconds of the growing events, in order of size."""
    grown = [row for row in rows if row["instance"].startswith("grown-")]
    found = sorted((int(row["pairs"]), float(row["cpu_to_points"])) for row in grown)
    return [pairs for pairs, _ in found], [seconds for _, seconds in found]


def save(figure: Figure, file: Path) -> None:
    """Write a picture, small because it has few colours."""
    file.parent.mkdir(parents=True, exist_ok=True)
    drawn = BytesIO()
    figure.savefig(drawn, dpi=DOTS, facecolor="white")
    plt.close(figure)
    Image.open(drawn).convert("RGB").quantize(COLOURS).save(file, optimize=True)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)

Source = Annotated[Path, typer.Argument(help="A CSV file of benchmarks.run.")]
Target = Annotated[Path, typer.Argument(help="A PNG file.")]


@app.command("points")
def draw_points(
    source: Source,
    target: Target = Path("docs/images/points_over_time.png"),
    *,
    only: Annotated[list[str], typer.Option(help="An event.")] = ["300-60", "300-150", "600"],  # noqa: B006
    seed: Annotated[int, typer.Option(help="Of the event and of the search.")] = 1,
    seconds: Annotated[float, typer.Option("--time", help="Seconds of each run.")] = 60,
) -> None:
    """Draw the points over time that `--curve` wrote."""
    with mpl.rc_context(LOOK):
        save(points_over_time(read(source), only, str(seed), seconds), target)


@app.command("growth")
def draw_growth(source: Source, target: Target = Path("docs/images/growth.png")) -> None:
    """Draw how the seconds grow with the wished pairs, and print the slope."""
    rows = read(source)
    with mpl.rc_context(LOOK):
        save(growth(rows), target)
    typer.echo(f"slope {slope(*_growth(rows)):.2f}")


if __name__ == "__main__":
    app()
