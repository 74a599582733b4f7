"""The outbox: what waits, what is on its way, what came of it; letters let go and stopped."""

import re
from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router

from essaim.api import doors
from essaim.api.access import Access, Key, access_of
from essaim.api.making.common import web
from essaim.api.paging import Asked, Listed, Reading, Window, listed
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import LetterOut, MailingOut
from essaim.desk.actions.outbox import release_mailing
from essaim.desk.actions.stopping import stop_mailing
from essaim.desk.models import Account, Mailing, Message
from essaim.desk.queries.outbox import mailings_of
from essaim.forum.rules import Standing

router = Router(tags=["Outbox"])
READS, WRITES = Key("mail:read"), Key("mail:write")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}
WRONG = {**REFUSED, 409: Trouble}


class MailingsAsked(Asked):
    state: str = ""
    kind: str = ""


class LettersAsked(Asked):
    state: str = ""
    language: str = ""


def readable(standing: Standing) -> QuerySet[Mailing]:
    """The team reads all, a path's lead what they wrote."""
    return mailings_of(standing.edition, None if standing.is_team else standing.account)


@router.get("/editions/{edition}/mailings", response={200: Listed[MailingOut], **REFUSED}, auth=READS, summary="Mailings")
def list_mailings(request: HttpRequest, edition: str, asked: Query[MailingsAsked]) -> Window[MailingOut]:
    """The newest first. Scope: mail:read."""
    access = access_of(request)
    standing = doors.mail_office(access, edition)
    rows = readable(standing)
    rows = rows.filter(**{name: value for name, value in {"state": asked.state, "kind": asked.kind}.items() if value})
    return listed(request, rows, asked, lambda row: mailing_out(row, standing.edition.slug, access))


def counts_of(row: Mailing) -> dict[str, int]:
    return {state: number for state in Message.State.values if (number := getattr(row, f"n_{state}", 0))}


def mailing_of(standing: Standing, pk: int) -> Mailing:
    found = readable(standing).filter(pk=pk).first()
    if found is None:
        raise Http404(f"no mailing {pk} for this key")
    return found


@router.get("/editions/{edition}/mailings/{pk}", response={200: MailingOut, **REFUSED}, auth=READS, summary="One mailing")
def show_mailing(request: HttpRequest, edition: str, pk: int, asked: Query[Reading]) -> MailingOut:
    """How far it is. Scope: mail:read."""
    access = access_of(request)
    standing = doors.mail_office(access, edition)
    return mailing_out(mailing_of(standing, pk), standing.edition.slug, access)


@router.post("/editions/{edition}/mailings/{pk}/release", response={200: MailingOut, **WRONG}, auth=WRITES, summary="Let letters go")
def let_go(request: HttpRequest, edition: str, pk: int) -> MailingOut:
    """Each once, through the worker. The team any mailing, a path's lead what they wrote. Scope: mail:write."""
    return after(request, edition, pk, release_mailing)


@router.post("/editions/{edition}/mailings/{pk}/stop", response={200: MailingOut, **WRONG}, auth=WRITES, summary="Stop letters that wait")
def stop(request: HttpRequest, edition: str, pk: int) -> MailingOut:
    """What has left stays gone. The team any mailing, a path's lead what they wrote. Scope: mail:write."""
    return after(request, edition, pk, stop_mailing)


class Act(Protocol):
    def __call__(self, *, mailing: Mailing, by: Account | None) -> object: ...


def after(request: HttpRequest, edition: str, pk: int, act: Act) -> MailingOut:
    """The mailing as it stands when that was done."""
    access = access_of(request)
    standing = doors.mail_office(access, edition)
    act(mailing=mailing_of(standing, pk), by=access.account)
    return mailing_out(mailing_of(standing, pk), standing.edition.slug, access)


def mailing_out(row: Mailing, edition: str, access: Access) -> MailingOut:
    names = row.facts.get("unreached", [])
    return MailingOut(
        id=row.pk,
        kind=row.kind,
        label=row.label,
        state=row.state,
        created_at=row.created_at,
        created_by=row.created_by.name if row.created_by else None,
        released_at=row.released_at,
        released_by=row.released_by.name if row.released_by else None,
        reply_to=row.reply_to or None if access.may("people:read") else None,
        letters=counts_of(row),
        unreached=[str(name) for name in names] if isinstance(names, list) else [],
        web=web("team:mailing", edition, row.pk),
    )


@router.get("/editions/{edition}/mailings/{pk}/letters", response={200: Listed[LetterOut], **REFUSED}, auth=READS, summary="Its letters")
def list_letters(request: HttpRequest, edition: str, pk: int, asked: Query[LettersAsked]) -> Window[LetterOut]:
    """By language and recipient; to whom with scope people:read as well. A letter's own text may name its reader. Scope: mail:read."""
    access = access_of(request)
    mailing = mailing_of(doors.mail_office(access, edition), pk)
    rows = mailing.messages.order_by("language", "to_email", "pk")
    rows = rows.filter(**{name: value for name, value in {"state": asked.state, "language": asked.language}.items() if value})
    personal = access.may("people:read")
    return listed(request, rows, asked, lambda row: letter_out(row, personal=personal))


ADDRESS = re.compile(r"https?://[^\s<>]+")
SECRET = re.compile(r"(?<=[^/:]/)(?=[^/]*[A-Z:.])[\w\-:.=]{20,}")
"""A part of an address that is signed or drawn by lot; slugs are small letters."""


def without_secrets(body: str) -> str:
    """Whoever has a letter's personal address can answer in its reader's place: no key reads it, whatever its scopes."""
    return ADDRESS.sub(lambda address: SECRET.sub("…", address[0]), body)


def letter_out(row: Message, *, personal: bool) -> LetterOut:
    return LetterOut(
        id=row.pk,
        language=row.language,
        subject=row.subject,
        body=without_secrets(row.body),
        state=row.state,
        attempts=row.attempts,
        error=row.error if personal else row.error[:3],
        sent_at=row.sent_at,
        to_email=row.to_email if personal else None,
        to_name=row.to_name if personal else None,
    )
