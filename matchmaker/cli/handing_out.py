"""`agendas` and `publish`: what is printed and sent, as a draft or for good."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from matchmaker import workflow
from matchmaker.cli.inputs import Folder, Language, VersionName, asked, find
from matchmaker.cli.speech import USAGE, leave, leave_over
from matchmaker.cli.telling import first_of, tell_without_address
from matchmaker.figures import count, date_time, number
from matchmaker.io.handouts import FORMATS, Order
from matchmaker.io.plans.versions import Version
from matchmaker.paper import Paper
from matchmaker.record import Plan
from matchmaker.terminal import show_line, show_line_with
from matchmaker.text import Words

Changed = Annotated[bool, typer.Option("--changed")]
PaperSize = Annotated[Paper, typer.Option("--paper")]


def agendas(
    folder: Folder,
    version: VersionName = None,
    *,
    formats: Annotated[str, typer.Option()] = "",
    only: Annotated[str, typer.Option()] = "",
    copies: Annotated[int, typer.Option(min=1, max=20)] = 1,
    changed: Changed = False,
    paper: PaperSize = Paper.A4,
    language: Language = None,
) -> None:
    """Write agendas and what is printed, marked as a draft until it is published."""
    kinds = _known_formats(formats)
    found, say = find(folder, version, language)
    if changed and only:
        leave(say("cli.changed_or_only"), USAGE)
    if changed:
        _proof_what_changed(found, Order(kinds, copies=copies, paper=paper), say)
        return
    people = asked("--only", workflow.group_asked, only, found.plan().event) if only else ()
    order = Order(kinds, people, copies, paper=paper)
    strangers = order.strangers(found.plan())
    if strangers:
        leave(say("cli.not_taking_part", people=", ".join(strangers)), USAGE)
    with Bar(console=Console()) as bar:
        task = bar.add_task(say("cli.writing_agendas"), total=order.steps(found.plan()))
        paths = workflow.agendas(found, order, lambda: bar.advance(task))
    _tell_where(found, paths, say)
    _tell_mails(found, order, found.plan(), say)


def _proof_what_changed(found: Version, asked_for: Order, say: Words) -> None:
    """Write what `publish --changed` would, to proof-read."""
    announcement = workflow.announce(found, changed=True, paper=asked_for.paper)
    if not announcement.to:
        show_line(say("cli.nobody_changed", version=found.name), Console())
        return
    order = replace(announcement.order, formats=asked_for.formats, copies=asked_for.copies)
    announcement = replace(announcement, order=order)
    with Bar(console=Console()) as bar:
        steps = order.steps(announcement.plan)
        task = bar.add_task(say("cli.writing_agendas"), total=steps)
        paths = workflow.proofs(announcement, lambda: bar.advance(task))
    _tell_where(found, paths, say)
    _tell_signs(announcement, say)
    _tell_mails(found, order, announcement.plan, say)


def _tell_where(found: Version, paths: tuple[Path, ...], say: Words) -> None:
    """Say where agendas are."""
    key = "cli.agendas_reprinted" if found.published else "cli.agendas_written"
    line = say(key, version=found.name, path=", ".join(map(str, paths)))
    show_line_with(paths, line, Console(), "bold green")


def _known_formats(formats: str) -> tuple[str, ...]:
    names = _listed(formats)
    for name in names:
        if name not in FORMATS:
            leave_over("--formats", name, FORMATS)
    return names


def _listed(text: str) -> tuple[str, ...]:
    """Take apart a list with commas; what is named twice is meant once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def publish(
    folder: Folder,
    version: VersionName = None,
    *,
    changed: Changed = False,
    paper: PaperSize = Paper.A4,
    language: Language = None,
) -> None:
    """Write the agendas to hand out: from now on people have been told."""
    found, say = find(folder, version, language)
    is_new = found.published is None
    announcement = workflow.announce(found, changed=changed, paper=paper)
    with Bar(console=Console()) as bar:
        steps = announcement.order.steps(announcement.plan)
        task = bar.add_task(say("cli.writing_agendas"), total=steps, visible=bool(announcement.to))
        published = workflow.publish(announcement, lambda: bar.advance(task))
    key = "cli.published" if is_new else "cli.published_before"
    if not announcement.to:
        key = "cli.published_to_nobody"
    when, people = date_time(published.published_at, say), len(announcement.to)
    told = count("people", people, say)
    line = say(key, version=found.name, when=when, path=found.path, people=told)
    show_line_with([found.path], line, Console(), "bold green")
    if announcement.to:
        _tell_signs(announcement, say)
        _tell_mails(found, announcement.order, announcement.plan, say)


def _tell_signs(announcement: workflow.Announcement, say: Words) -> None:
    """Say which table signs are to be exchanged, where only those are printed that changed."""
    exchange = workflow.exchange(announcement)
    if exchange is None:
        return
    kinds = (("cli.signs_changed", exchange.changed), ("cli.signs_gone", exchange.gone))
    for key, signs in kinds:
        if signs:
            named = first_of(exchange.named(signs), say, between="; ")
            total = number(len(exchange.signs), say)
            line = say(key, n=number(len(signs), say), all=total, signs=named)
            show_line(line, Console())
    if not exchange.changed:
        show_line(say("cli.signs_stay"), Console())


def _tell_mails(version: Version, order: Order, made: Plan, say: Words) -> None:
    """Say where the mail drafts are, if any were ordered, and who cannot be written to."""
    console, post = Console(), workflow.post(version, order, made)
    if post is None:
        return
    key = "mail.written" if post.count else "mail.nobody"
    line = say(key, count=number(post.count, say), path=post.path)
    show_line_with([post.path], line, console)
    tell_without_address(post.without_address, say, console)
