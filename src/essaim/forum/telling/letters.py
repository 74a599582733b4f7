"""The letter of a release: what changes for its reader, session by session, with the reason they are told."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from essaim.desk.actions.outbox import Letter
from essaim.forum.actions.speaker_letters import zone_text
from essaim.forum.exchange.publishing import document_of
from essaim.forum.interchange import Document
from essaim.forum.models import Edition, Version
from essaim.forum.queries.version import Change, Changes
from essaim.forum.telling.calendar import attachments
from essaim.forum.telling.touched import KEEPS, LEADS, LEFT, SPEAKS, Touched, changes_by_session
from essaim.forum.wording import aspect, where
from essaim.kit.languages import spoken
from essaim.kit.rows import in_a_row

Reasons = set[tuple[str, str]]


def letters_for(edition: Edition, version: Version, changes: Changes, touched: list[Touched]) -> list[Letter]:
    """Each in its reader's language; what calendars need is read once a language (eleven statements)."""
    by_session = changes_by_session(changes)
    is_first = changes.before.pk is None
    documents: dict[str, Document] = {}
    found = []
    for one in touched:
        language = one.address.language
        with translation.override(language):
            if language not in documents:
                documents[language] = document_of(edition, version, language=language)
            parts = {session: by_session[session] for session in one.sessions}
            body = body_of(edition, version, one, parts, is_first=is_first)
            found.append(letter_for(edition, one, body, parts, documents[language]))
    return found


def letter_for(edition: Edition, one: Touched, body: str, parts: dict[int, list[Change]], document: Document) -> Letter:
    language = one.address.language
    updates = [(changes[0], has_left(one.sessions[session])) for session, changes in in_order(parts)]
    name = edition.short_name or name_of(edition, language)
    return Letter(
        key=f"release:{one.address.email}"[:160],
        to_email=one.address.email,
        to_name=one.address.name,
        account=one.address.account,
        language=language,
        subject=_("%(edition)s: what changes for you in the programme") % {"edition": name},
        body=body,
        attachments=attachments(document, updates, language, timezone.now()),
        may_unsubscribe=one.merely_keeps,
    )


def body_of(edition: Edition, version: Version, one: Touched, parts: dict[int, list[Change]], *, is_first: bool) -> str:
    name = name_of(edition, one.address.language)
    opening = (
        _("The programme of %(edition)s is on line. This is what concerns you:")
        if is_first
        else _("Version %(number)s of the programme of %(edition)s is on line. This is what changes for you:")
    )
    lines = [
        _("Hello %(name)s,") % {"name": one.address.name} if one.address.name else _("Hello,"),
        opening % {"number": version.number, "edition": name},
        *(said_of(changes, one.sessions[session]) for session, changes in in_order(parts)),
        _("Hours are those of %(place)s. The calendar attached brings these sessions up to date.") % {"place": zone_text(edition)},
        _("The whole programme: %(address)s") % {"address": page(edition, "forum:programme")},
    ]
    return "\n\n".join(lines) + "\n"


def in_order(concerned: dict[int, list[Change]]) -> list[tuple[int, list[Change]]]:
    """By day and hour, unknown last."""
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(concerned.items(), key=lambda pair: (pair[1][0].slot.day or date.max, pair[1][0].slot.starts_at or far, pair[0]))


def said_of(changes: list[Change], reasons: Reasons) -> str:
    slot = changes[0].slot
    title = spoken(changes[0].title, translation.get_language() or "en").text or _("untitled session")
    lines = [_("%(title)s (%(why)s)") % {"title": title, "why": in_a_row(whys(reasons))}]
    lines += [f"  {sentence(change)}" for change in changes]
    if not any(change.kind == "removed" for change in changes):
        lines.append(f"  {page(slot.session.edition, 'forum:session', slot.session.code)}")
    return "\n".join(lines)


def whys(reasons: Reasons) -> list[str]:
    """Their own part first, then whom they answer for, then the paths they lead, then what they keep."""
    order = (SPEAKS, LEFT, LEADS, KEEPS)
    return [why(reason, whom) for reason, whom in sorted(reasons, key=lambda pair: (order.index(pair[0]), pair[1]))]


def why(reason: str, whom: str) -> str:
    words = {
        SPEAKS: _("%(name)s takes part, for whom you answer") if whom else _("you take part"),
        LEFT: _("%(name)s, for whom you answer, is no longer in it") if whom else _("you are no longer in it"),
        LEADS: _("on a path you lead"),
        KEEPS: _("in your own programme"),
    }
    return words[reason] % {"name": whom}


def has_left(reasons: Reasons) -> bool:
    return all(reason == LEFT for reason, _whom in reasons)


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
    }
    said = words[change.kind] % {"after": after, "before": before}
    return f"{said}, {where(change.after)}" if change.kind in ("added", "restored") and change.after else said


def name_of(edition: Edition, language: str) -> str:
    return spoken(edition.name, language).text or str(edition)


def page(edition: Edition, route: str, *more: object) -> str:
    return settings.SITE_ADDRESS + reverse(route, args=[edition.slug, *more])
