"""A version put on line and its letters written in one transaction; the team reads them before they go."""

from dataclasses import replace
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.desk.actions.outbox import Attachment, Letter, write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account, Mailing
from essaim.forum.actions.programme import release_programme
from essaim.forum.exchange.publishing import document_of, uid_of
from essaim.forum.interchange import Document, write_ics
from essaim.forum.models import Edition, Session, Version
from essaim.forum.queries.prospect import latest_release
from essaim.forum.queries.version import Change, Changes, changes_between, slots_of
from essaim.forum.telling.touched import KEEPS, LEADS, SPEAKS, Touched, Unreachable, changes_by_session, touched_by
from essaim.forum.wording import aspect, where
from essaim.kit.languages import spoken

RELEASE = "forum.release"
METHOD = "PUBLISH"


@transaction.atomic
def release_and_tell(
    *, edition: Edition, by: Account, note: dict[str, str] | None = None, expected: str = ""
) -> tuple[Version, Mailing | None, list[Unreachable]]:
    """Release the draft, and put a letter to each one it touches into the outbox, where it waits to be read. None touched: no mailing."""
    last = latest_release(edition)
    version = release_programme(edition=edition, by=by, note=note, expected=expected)
    changes = changes_of(edition, last, version)
    touched, unreachable = touched_by(edition, changes)
    emit("programme.released", scope=edition, payload={"version": version.number, "sessions_changed": changes.total})
    for change in changes.by_kind.get("cancelled", ()):
        emit("session.cancelled", scope=edition, payload={"session": change.slot.session.code, "version": version.number})
    if not touched:
        return version, None, unreachable
    mailing = write_mailing(
        kind=RELEASE,
        key=f"{RELEASE}:{version.pk}",
        label=_("Version %(number)s of the programme") % {"number": version.number},
        scope=edition,
        by=by,
        letters=letters_for(edition, version, changes, touched),
    )
    return version, mailing, unreachable


def changes_of(edition: Edition, last: Version | None, version: Version) -> Changes:
    before = last or Version(edition=edition, number=0, released_at=None)
    return changes_between(before, slots_of(last) if last else [], version, slots_of(version))


def letters_for(edition: Edition, version: Version, changes: Changes, touched: list[Touched]) -> list[Letter]:
    """Each in its reader's language; calendars are made once a language."""
    by_session = changes_by_session(changes)
    documents: dict[str, Document] = {}
    found = []
    for one in touched:
        language = one.address.language
        with translation.override(language):
            if language not in documents:
                documents[language] = document_of(edition, version, language=language)
            found.append(letter_for(edition, version, by_session, one, documents[language]))
    return found


def letter_for(edition: Edition, version: Version, by_session: dict[int, list[Change]], one: Touched, document: Document) -> Letter:
    concerned = {session: by_session[session] for session in one.sessions}
    parts = [said_of(changes, one.sessions[session]) for session, changes in in_order(concerned)]
    name = spoken(edition.name, one.address.language).text or str(edition)
    lines = [
        _("Hello %(name)s,") % {"name": one.address.name} if one.address.name else _("Hello,"),
        _("Version %(number)s of the programme of %(edition)s is on line. This changes what concerns you:")
        % {"number": version.number, "edition": name},
        *parts,
        for_whom(one),
        _("The calendar attached brings these sessions up to date."),
        _("The programme: %(address)s") % {"address": page(edition, "forum:programme")},
    ]
    return Letter(
        key=f"release:{one.address.email}"[:160],
        to_email=one.address.email,
        to_name=one.address.name,
        account=one.address.account,
        language=one.address.language,
        subject=_("%(edition)s: what changes for you in the programme") % {"edition": edition.short_name or name},
        body="\n\n".join(line for line in lines if line) + "\n",
        attachments=calendar(edition, document, [changes[0].slot.session for changes in concerned.values()], one.address.language),
    )


def in_order(concerned: dict[int, list[Change]]) -> list[tuple[int, list[Change]]]:
    """By day and hour, unknown last."""
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(concerned.items(), key=lambda pair: (pair[1][0].slot.day or date.max, pair[1][0].slot.starts_at or far, pair[0]))


def said_of(changes: list[Change], reasons: set[str]) -> str:
    slot = changes[0].slot
    title = spoken(changes[0].title, translation.get_language() or "en").text or _("untitled session")
    lines = [f"{title} ({', '.join(why(reason) for reason in (SPEAKS, LEADS, KEEPS) if reason in reasons)})"]
    lines += [f"  {sentence(change)}" for change in changes]
    if not any(change.kind == "removed" for change in changes):
        lines.append(f"  {page(slot.session.edition, 'forum:session', slot.session.code)}")
    return "\n".join(lines)


def why(reason: str) -> str:
    return {SPEAKS: _("you take part"), LEADS: _("on a path you lead"), KEEPS: _("in your programme")}[reason]


def sentence(change: Change) -> str:
    """What it was and what it is, in a line."""
    after = aspect(change.kind, change.after) if change.after else ""
    before = aspect(change.kind, change.before) if change.before else ""
    words = {
        "added": _("New in the programme: %(after)s"),
        "removed": _("No longer in the programme (was: %(before)s)"),
        "cancelled": _("Does not take place (was: %(before)s)"),
        "restored": _("Takes place after all: %(after)s"),
        "time": _("Now: %(after)s (was: %(before)s)"),
        "place": _("Now in: %(after)s (was: %(before)s)"),
        "people": _("With: %(after)s (was: %(before)s)"),
        "languages": _("Languages: %(after)s (was: %(before)s)"),
        "title": _("New title (was: %(before)s)"),
        "kind": _("Now: %(after)s (was: %(before)s)"),
    }.get(change.kind, "%(after)s")
    said = words % {"after": after, "before": before}
    return f"{said}, {where(change.after)}" if change.kind in ("added", "restored") and change.after else said


def for_whom(one: Touched) -> str:
    if not one.for_whom:
        return ""
    return _("You get this letter for: %(names)s. Please tell them.") % {"names": ", ".join(sorted(one.for_whom))}


def page(edition: Edition, route: str, *more: object) -> str:
    return settings.SITE_ADDRESS + reverse(route, args=[edition.slug, *more])


def calendar(edition: Edition, document: Document, sessions: list[Session], language: str) -> tuple[Attachment, ...]:
    """These sessions with their SEQUENCE, as an update of what calendars have under the same UID. None when none has a day."""
    wanted = {uid_of(session) for session in sessions}
    some = replace(document, sessions=tuple(one for one in document.sessions if one.uid in wanted))
    if not any(one.day or one.start for one in some.sessions):
        return ()
    text = write_ics(some, language=language).data.decode()
    told = text.replace("CALSCALE:GREGORIAN\r\n", f"CALSCALE:GREGORIAN\r\nMETHOD:{METHOD}\r\n", 1)
    return (Attachment(name=f"{edition.slug}.ics", media_type=f"text/calendar; method={METHOD}", content=told),)
