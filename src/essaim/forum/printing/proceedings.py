"""The proceedings as a PDF."""

from datetime import datetime

from django.utils.translation import gettext, ngettext

from essaim.forum.models import Note
from essaim.forum.printing.blocks import blocks_of
from essaim.forum.printing.typesetting import Datum, typeset
from essaim.forum.queries.proceedings import Account, Chapter, Proceedings
from essaim.forum.wording import when, where
from essaim.kit.dates import long_day, span
from essaim.kit.languages import Spoken, language_name, spoken
from essaim.kit.numbers import number


def proceedings_pdf(rolled: Proceedings, language: str) -> bytes:
    """PDF, dated by the last change to a note: the same notes give the same bytes. The interface's language must be active."""
    return typeset("proceedings.typ", proceedings_data(rolled, language), form="pdf", at=rolled.changed_at)


def proceedings_data(rolled: Proceedings, language: str) -> dict[str, Datum]:
    edition = rolled.edition
    name = spoken(edition.name, language)
    fictional = gettext("Invented edition: everything in these proceedings is fictional.") if edition.is_fictional else ""
    return {
        "lang": language,
        "title": gettext("Proceedings"),
        "author": spoken(edition.series.name, language).text,
        "name": part(name, language),
        "foot": f"{edition.short_name or name.text}, {gettext('Proceedings')}",
        "when": dated(span(edition.starts_on, edition.ends_on, language), rolled.changed_at, language),
        "extent": extent(rolled, language),
        "fictional": fictional,
        "contents": gettext("Contents"),
        "chapters": [chapter_data(chapter, language) for chapter in rolled.chapters],
    }


def dated(days: str, changed_at: datetime | None, language: str) -> str:
    if changed_at is None:
        return days
    return gettext("%(days)s. Last change: %(date)s.") % {"days": days, "date": long_day(changed_at.date(), language)}


def extent(rolled: Proceedings, language: str) -> str:
    """How much of the forum these notes cover: silence about the rest would mislead."""
    covered = ngettext(
        "Notes on %(count)s session out of %(total)s in the programme.",
        "Notes on %(count)s sessions out of %(total)s in the programme.",
        rolled.n_accounts,
    )
    return covered % {"count": number(rolled.n_accounts, language), "total": number(rolled.n_sessions, language)}


def chapter_data(chapter: Chapter, language: str) -> dict[str, Datum]:
    if chapter.path is None:
        name = Spoken(gettext("Sessions of no path"), language, is_fallback=False)
    else:
        name = spoken(chapter.path.name, language)
        name = name if name.text else Spoken(gettext("path name unknown"), language, is_fallback=False)
    return {
        "letter": chapter.path.letter if chapter.path else "",
        "name": part(name, language),
        "accounts": [account_data(account, language) for account in chapter.accounts],
    }


def account_data(account: Account, language: str) -> dict[str, Datum]:
    session = account.slot.session
    title = spoken(session.title, language)
    people = ", ".join(dict.fromkeys(one.printed_as or one.person.name for one in session.appearances.all()))
    return {
        "title": part(title if title.text else Spoken(gettext("Title unknown"), language, is_fallback=False), language),
        "meta": f"{when(account.slot)} · {where(account.slot)}",
        "people": people,
        "notes": [note_data(note, language) for note in account.notes],
    }


def note_data(note: Note, language: str) -> dict[str, Datum]:
    body = spoken(note.body, language)
    fallback = gettext("This text exists only in another language: %(language)s.") % {"language": language_name(body.language, language)}
    return {
        **{key: value for key, value in part(body, language).items() if key != "text"},
        "fallback": fallback if body.is_fallback else "",
        "blocks": blocks_of(body.text),
        "by": gettext("Rapporteur: %(name)s") % {"name": note.rapporteur.name} if note.rapporteur else gettext("Rapporteur unknown"),
    }


def part(said: Spoken, language: str) -> dict[str, Datum]:
    return {"text": said.text, "lang": (said.language or language).split("-", maxsplit=1)[0][:3], "rtl": said.direction == "rtl"}
