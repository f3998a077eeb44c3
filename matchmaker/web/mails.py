"""Mails: each draft as it is read, a list for a mail merge, and sending by one's own server."""

from collections.abc import Callable
from threading import Event as Signal

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from matchmaker.accounts import MailAccount
from matchmaker.figures import number
from matchmaker.text import Words, fold
from matchmaker.web.desk import desk_of, dossier_of
from matchmaker.web.job import Job
from matchmaker.web.plan import plan_of
from matchmaker.web.refusals import NotHere, Refused, told
from matchmaker.web.routes import secret_in, text_in
from matchmaker.web.showing import attached, go_to, page_of, show
from matchmaker.web.speaking import words_for
from matchmaker.workflow import (
    Dossier,
    Mailing,
    mailing_of,
    merge_list_of,
    send_mails,
    try_account,
)

MOST_SHOWN = 30
"""How many mails are listed; who is not among them is found by more letters."""
PORTS = range(1, 65536)
LONGEST_PAUSE = 600


def mails(request: Request) -> Response:
    """Show the mails, and what became of them."""
    dossier, mailing = _mailing(request)
    return _shown(request, dossier, mailing)


def _mailing(request: Request) -> tuple[Dossier, Mailing]:
    """Read the drafts of the newest version; raises `NotHere` where there are none."""
    dossier = dossier_of(request)
    version = dossier.version()
    mailing = mailing_of(version) if version else None
    if mailing is None or not mailing.drafts:
        raise NotHere
    return dossier, mailing


def _shown(
    request: Request,
    dossier: Dossier,
    mailing: Mailing,
    *,
    error: str = "",
    status: int = 200,
    typed: MailAccount | None = None,
) -> Response:
    """Show the page; an account that was typed in vain stays in its fields, to be corrected."""
    say, desk = words_for(request), desk_of(request)
    job = desk.jobs.get(_key(dossier))
    account = desk.accounts.get(dossier.key)
    made = plan_of(request, dossier, mailing.version.name)
    return show(
        request,
        "mails.html",
        status=status,
        dossier=dossier,
        tab="hand-out",
        told=count_line(mailing, say),
        is_published=mailing.version.published is not None,
        job=job if job and job.is_running else None,
        error=error or (told(job.error, say)[1] if job and job.error else ""),
        mailing=mailing,
        account=account,
        typed=typed or account,
        is_corrected=typed is not None,
        sender=made.event.organiser_email,
        **_found(request, mailing),
    )


def _found(request: Request, mailing: Mailing) -> dict[str, object]:
    """Find the mails that are meant by what is typed, and the one that is read."""
    query, name = (request.query_params.get(field, "") for field in ("q", "mail"))
    parts = [folded for part in query.split() if (folded := fold(part))]
    found = [
        draft
        for draft in mailing.drafts
        if all(part in fold(f"{draft.name} {draft.to}") for part in parts)
    ]
    read = next((draft for draft in mailing.drafts if draft.fingerprint == name), None)
    return {
        "query": query,
        "found": found[:MOST_SHOWN],
        "others": len(found) - MOST_SHOWN,
        "read": read or (found[0] if found else None),
    }


def count_line(mailing: Mailing, say: Words) -> str:
    """Say how many mails were sent, of how many."""
    left = len(mailing.open) + len(mailing.unsure) + len(mailing.earlier)
    sent = len(mailing.drafts) - left
    return say("web.mails.sent", n=number(sent, say), all=number(len(mailing.drafts), say))


def _key(dossier: Dossier) -> str:
    """What the work of sending is kept under."""
    return f"{dossier.key} mails"


def merge(request: Request) -> Response:
    """Hand out the list for a mail merge."""
    dossier, mailing = _mailing(request)
    text = merge_list_of(mailing, words_for(request))
    headers = attached(f"{dossier.name}-{mailing.version.name}-mails.csv")
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


def test(request: Request, form: FormData) -> Response:
    """Send the first mail to oneself: only then are mails sent to others."""
    dossier, mailing = _mailing(request)
    account = _account(request, dossier, form)
    try:
        _check(account)
        try_account(mailing, account, secret_in(form, "password"))
    except Exception as error:  # noqa: BLE001 - it is told on the page
        status, line = told(error, words_for(request))
        return _shown(request, dossier, mailing, error=line, status=status, typed=account)
    desk_of(request).accounts[dossier.key] = account
    return go_to(f"{page_of(dossier, 'hand-out')}/mails")


def _account(request: Request, dossier: Dossier, form: FormData) -> MailAccount:
    """Read an account, be it one or not; a port that is none is 0."""
    port = text_in(form, "port")
    number_of_port = int(port) if port.isascii() and port.isdecimal() and len(port) < 6 else 0  # noqa: PLR2004
    host = text_in(form, "host")
    event = plan_of(request, dossier).event
    sender = text_in(form, "sender")
    return MailAccount(host, number_of_port, text_in(form, "user"), sender, event.organiser)


def _check(account: MailAccount) -> None:
    """Refuse what is no server; what was typed stays in its fields."""
    host = account.host
    if account.port not in PORTS or not host or not host.isprintable() or " " in host:
        raise Refused("no_server", 422)


def send(request: Request, form: FormData) -> Response:
    """Send what is still to be sent, through the account that a test mail went through."""
    dossier, mailing = _mailing(request)
    account = desk_of(request).accounts.get(dossier.key)
    if account is None:
        raise Refused("not_tested", 409)
    if mailing.version.published is None:
        raise Refused("nothing_published", 409)
    with_unsure, with_earlier = (text_in(form, one) == "yes" for one in ("unsure", "earlier"))
    typed = text_in(form, "pause")
    seconds = min(int(typed), LONGEST_PAUSE) if typed.isascii() and typed.isdecimal() else 1
    password, stopping = secret_in(form, "password"), Signal()
    steps = len(mailing.chosen(with_unsure=with_unsure, with_earlier=with_earlier))

    def work(advance: Callable[[], None]) -> None:
        send_mails(
            mailing.version,
            account,
            password,
            with_unsure=with_unsure,
            with_earlier=with_earlier,
            pause=lambda: not stopping.wait(seconds),
            progress=advance,
        )

    desk_of(request).begin(_key(dossier), lambda: Job(steps, work, stopping))
    return go_to(f"{page_of(dossier, 'hand-out')}/mails")


def stop(request: Request, _form: FormData) -> Response:
    """Stop after the mail that is being sent."""
    dossier = dossier_of(request)
    job = desk_of(request).jobs.get(_key(dossier))
    if job:
        job.stop()
    return go_to(f"{page_of(dossier, 'hand-out')}/mails")


def progress(request: Request) -> Response:
    """Tell how far the sending is; when it is done the page is shown again."""
    job = desk_of(request).jobs.get(_key(dossier_of(request)))
    if job is None or not job.is_running:
        return Response(headers={"HX-Refresh": "true"})
    return show(request, "sending.html", job=job)
