"""Hand out: who will be told what, drafts to proof-read, publishing, and everything as one file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import IO

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from matchmaker.figures import count, date_time, number
from matchmaker.news import to_tell_line
from matchmaker.paper import Paper
from matchmaker.record import Plan
from matchmaker.summary import version_line
from matchmaker.text import Words
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.job import Job, Work
from matchmaker.web.plan import plan_of
from matchmaker.web.refusals import NotHere, Refused, Stale, told
from matchmaker.web.routes import text_in
from matchmaker.web.showing import attached, go_to, inline, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.whereabouts import id_and_name
from matchmaker.workflow import (
    Announcement,
    Dossier,
    announce,
    compare_versions,
    handed_out,
    key_of,
    packed,
    post,
    printed,
    proofs,
    publish,
    why_refused,
)

CHUNK = 1 << 16
"""Bytes of a download that are sent at once."""
ALL = "all"
"""What is chosen to tell everyone again, and not only those for whom something changed."""


@dataclass(frozen=True)
class Tidings:
    """Whom a publication tells what.

    Parameters
    ----------
    announcement : Announcement
        Who will be told.
    since : Plan or None
        The plan with its changes since the last publication; None: nobody was told before.
    chosen : str
        Whom it was chosen to tell: `ALL`, or else only whose meetings changed.
    words : Words
        The language to say it in.
    """

    announcement: Announcement
    since: Plan | None
    chosen: str
    words: Words

    @property
    def people(self) -> str:
        """How many people will be told."""
        return count("people", len(self.announcement.to), self.words)

    @cached_property
    def lines(self) -> tuple["ToTell", ...]:
        """Who will be told, and what changed for them."""
        event = self.announcement.plan.event
        return tuple(
            ToTell(
                id_and_name(one, event),
                event.participant[one].phone,
                self._changes(one),
                key_of(event.participant[one]),
            )
            for one in self.announcement.to
        )

    def _changes(self, person: str) -> str:
        if self.since is None or person not in self.since.difference.to_tell:
            return ""
        return to_tell_line(self.since.difference, person, self.words)

    @property
    def without_address(self) -> str:
        """Name those who cannot be written to."""
        announced = self.announcement
        mails = post(announced.version, announced.order, announced.plan)
        people = mails.without_address if mails else ()
        return ", ".join(id_and_name(one, announced.plan.event) for one in people)

    @property
    def seen(self) -> str:
        """What is another one as soon as other people would be told, or others were."""
        announced = self.announcement
        told = (announced.version.name, announced.to, len(announced.earlier))
        return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class ToTell:
    """Somebody who is to be told: who, by which phone, what changed, and the key of their tick."""

    who: str
    phone: str
    what: str
    key: str


def hand_out(request: Request) -> Response:
    """Show who will be told what, and what is there to be handed out."""
    dossier, say = dossier_of(request), words_for(request)
    version = dossier.version()
    if version is None:
        return show(request, "hand_out.html", dossier=dossier, tab="hand-out", version=None)
    job = desk_of(request).jobs.get(dossier.key)
    published, chosen = version.published, _chosen(request.query_params.get("to", ""))
    tidings, refused = _shown_tidings(request, dossier, chosen)
    paper = _paper(request, dossier, request.query_params.get("paper", ""))
    return show(
        request,
        "hand_out.html",
        dossier=dossier,
        tab="hand-out",
        version=version.name,
        told=version_line(plan_of(request, dossier), say),
        job=job if job and job.is_running else None,
        error=told(job.error, say)[1] if job and job.error else "",
        published=date_time(published.published_at, say) if published else "",
        told_count=number(len(published.to), say) if published else "",
        tidings=tidings,
        refused=refused,
        files=handed_out(version),
        printed=list(printed(version)),
        without_address=tidings.without_address if tidings else "",
        ticked=desk_of(request).ticked.get((dossier.key, version.name), frozenset()),
        paper=paper,
        papers=list(Paper),
    )


def _chosen(to: str) -> str:
    """Tell whom it was chosen to tell."""
    return ALL if to == ALL else ""


def _paper(request: Request, dossier: Dossier, asked: str) -> Paper:
    """Tell which paper is chosen: as asked, or else as last time."""
    if asked in {*Paper}:
        return Paper(asked)
    return desk_of(request).papers.get(dossier.key, Paper.A4)


def _shown_tidings(request: Request, dossier: Dossier, chosen: str) -> tuple[Tidings | None, str]:
    """Find out whom to tell, or why nobody can be, once for as long as no version is another."""
    say = words_for(request)
    return desk_of(request).kept(
        "tidings",
        f"{dossier.key} {say.language} {chosen}",
        dossier.state,
        lambda: _tidings_or_why_not(dossier, chosen, say),
    )


def _tidings_or_why_not(dossier: Dossier, chosen: str, say: Words) -> tuple[Tidings | None, str]:
    """Find out whom to tell, or why the version cannot be published."""
    try:
        return _tidings(dossier, chosen, say), ""
    except Exception as error:
        said = why_refused(error)
        if said is None:
            raise
        key, parameters = said
        return None, say(key, **parameters)


def _tidings(dossier: Dossier, chosen: str, say: Words, paper: Paper = Paper.A4) -> Tidings:
    """Find out whom to tell: after a publication whose meetings changed, unless all are chosen."""
    versions = dossier.versions()
    if not versions:
        raise NotHere
    newest = versions[-1]
    published = [version for version in versions[:-1] if version.published]
    announcement = announce(newest, changed=bool(published) and chosen != ALL, paper=paper)
    since = compare_versions(published[-1], newest) if published else None
    return Tidings(announcement, since, chosen if published else "", say)


def tick(request: Request, form: FormData) -> Response:
    """Note that somebody was told by word of mouth, or was not after all."""
    dossier, who = dossier_of(request), text_in(form, "who")
    tidings, _ = _shown_tidings(request, dossier, _chosen(text_in(form, "to")))
    if tidings is None or who not in {line.key for line in tidings.lines}:
        raise NotHere
    place = (dossier.key, tidings.announcement.version.name)
    ticked = desk_of(request).ticked.setdefault(place, set())
    (ticked.add if text_in(form, "told") == "yes" else ticked.discard)(who)
    return Response(status_code=204)


def draft(request: Request, form: FormData) -> Response:
    """Write drafts to proof-read; nobody is told of them."""
    dossier, tidings = _ordered(request, form)
    announcement = tidings.announcement
    if not announcement.to:
        raise Refused("nobody_to_tell", 409)

    def work(advance: Callable[[], None]) -> None:
        proofs(announcement, advance)

    return _begin(request, dossier, tidings, work)


def _ordered(request: Request, form: FormData) -> tuple[Dossier, Tidings]:
    """Find out whom to tell, on which paper; it is the paper of next time, too."""
    dossier, desk = dossier_of(request), desk_of(request)
    paper = desk.papers[dossier.key] = _paper(request, dossier, text_in(form, "paper"))
    return dossier, _tidings(dossier, _chosen(text_in(form, "to")), words_for(request), paper)


def tell(request: Request, form: FormData) -> Response:
    """Publish what was shown; if it would be something else by now, say so."""
    dossier, tidings = _ordered(request, form)
    if text_in(form, "seen") != tidings.seen:
        raise Stale
    if text_in(form, "read") != "yes":
        raise Refused("not_read", 422)

    def work(advance: Callable[[], None]) -> None:
        publish(tidings.announcement, advance)

    return _begin(request, dossier, tidings, work)


def _begin(request: Request, dossier: Dossier, tidings: Tidings, work: Work) -> Response:
    announcement = tidings.announcement
    steps = announcement.order.steps(announcement.plan)
    desk_of(request).begin(dossier.key, lambda: Job(steps, work))
    query = f"?to={tidings.chosen}" if tidings.chosen else ""
    return go_to(page_of(dossier, "hand-out") + query)


def progress(request: Request) -> Response:
    """Tell how far the work is; when it is done the page is shown again."""
    job = desk_of(request).jobs.get(dossier_of(request).key)
    if job is None or not job.is_running:
        return Response(headers={"HX-Refresh": "true"})
    return show(request, "progress.html", job=job)


def preview(request: Request) -> Response:
    """Show something that is to be printed; its name is looked up, and never becomes a path."""
    version = dossier_of(request).version()
    path = printed(version).get(request.path_params["name"]) if version else None
    if path is None:
        raise NotHere
    return Response(path.read_bytes(), media_type="application/pdf", headers=inline(path.name))


def everything(request: Request) -> Response:
    """Hand out everything that was written, as one file."""
    dossier = dossier_of(request)
    version = dossier.version()
    if version is None or not handed_out(version):
        raise NotHere
    headers = attached(f"{dossier.name}-{version.name}.zip")
    return StreamingResponse(_sent(packed(version)), media_type="application/zip", headers=headers)


def _sent(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk
