"""What went wrong in the forum, said in the reader's language; and which input of a form it belongs to."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from essaim.desk import sentences as desk_sentences
from essaim.desk.errors import DeskError
from essaim.desk.sentences import Quoted
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Session
from essaim.forum.speaker_sentences import FIELDS as SPEAKER_FIELDS
from essaim.forum.speaker_sentences import SENTENCES as SPEAKER_SENTENCES
from essaim.registry import sentences as registry_sentences
from essaim.registry.errors import RegistryError

AnyError = ForumError | DeskError | RegistryError
ANY_ERROR = (ForumError, DeskError, RegistryError)


def sentence(error: AnyError) -> str:
    """Where, what, what to do next. Safe for a page: what is quoted is escaped where a link stands in the sentence."""
    if isinstance(error, DeskError):
        return desk_sentences.sentence(error)
    if isinstance(error, RegistryError):
        return registry_sentences.sentence(error)
    make = SENTENCES.get(error.code, lambda: _("This cannot be saved (%(code)s)."))
    facts = {name: said(value, error) for name, value in error.facts.items()}
    if error.code in LINKED:
        return linked(make(), facts, error)
    return make() % Quoted({**facts, "code": error.code})


def linked(words: str, facts: dict[str, str], error: ForumError) -> str:
    """The session in the sentence leads to its form."""
    session = error.facts.get("session")
    if isinstance(session, Session):
        facts["session"] = format_html('<a href="{}">{}</a>', session_address(session), facts["session"])
    marks = {name: f"{{{name}}}" for name in facts}
    return format_html(words.replace("{", "{{").replace("}", "}}") % Quoted(marks), **facts)


def session_address(session: Session) -> str:
    try:
        return reverse("team:session", args=[session.edition.slug, session.code])
    except NoReverseMatch:
        return ""


def said(value: object, error: ForumError) -> str:
    match value:
        case datetime():
            return date_format(value.astimezone(zone_of(error)) if value.tzinfo else value, "H:i")
        case date():
            return date_format(value, "DATE_FORMAT")
        case models.Model():
            return str(value)
        case list() | tuple():
            return ", ".join(said(one, error) for one in value)
        case None:
            return "–"
        case _:
            return str(value)


def zone_of(error: ForumError) -> ZoneInfo | None:
    for value in error.facts.values():
        if isinstance(value, Edition):
            return value.zone
        if isinstance(value, Session):
            return value.edition.zone
    return None


LINKED = frozenset({"room_taken"})

SENTENCES: dict[str, Callable[[], str]] = {
    "no_links": lambda: _("There is no link to be tried."),
    "too_many_links": lambda: _("%(n)s links are too many for one go. Try at most %(most)s: read the text in parts."),
    "edition_ends_before_start": lambda: _("The last day (%(ends_on)s) is before the first (%(starts_on)s). Change one of the two."),
    "unknown_time_zone": lambda: _("“%(time_zone)s” is not a time zone. Write one of the IANA list, such as Europe/Paris."),
    "edition_without_language": lambda: _("An edition needs at least one language. Tick the one its programme is written in."),
    "edition_released": lambda: _("“%(edition)s” has a released programme and is kept. You can make it not public."),
    "slug_reserved": lambda: _("“%(slug)s” stands for something else in addresses. Choose another address name."),
    "slug_taken": lambda: _("The address name “%(slug)s” belongs to another. Choose a different one, for example with the year."),
    "last_of_team": lambda: _("%(account)s is the last of the team. Let somebody else in first."),
    "half_a_point": lambda: _("A point on the map needs both latitude and longitude. Give the other one, or neither."),
    "site_of_another_edition": lambda: _("Choose a site of this edition."),
    "room_of_another_edition": lambda: _("Choose a room of this edition."),
    "room_cannot_move": lambda: _("“%(room)s” stands in the programme at “%(site)s”. Add a new room at the other site instead."),
    "room_of_another_site": lambda: _("“%(room)s” is not at “%(site)s”. Choose the site it is at, or leave the site open."),
    "letter_taken": lambda: _("The letter %(letter)s belongs to “%(path)s”. Choose another letter."),
    "partner_twice": lambda: _("%(organisation)s is already on this list in the same role. Change that entry instead."),
    "nothing_to_download": lambda: _("Give a file or an address; or say in the note why neither was found."),
    "not_a_photo": lambda: _("Choose a photograph: a JPEG, PNG or WebP file."),
    "photo_without_alt": lambda: _("Say what the photo shows, for those who cannot see it. Without that it is not shown."),
    "photo_without_credit": lambda: _("Say whom to credit. Without a credit it is not shown."),
    "session_of_another_edition": lambda: _("“%(session)s” belongs to another edition. Choose a session of this one."),
    "format_of_another_edition": lambda: _("“%(thing)s” is a format of another edition. Choose one of this edition."),
    "path_of_another_edition": lambda: _("“%(thing)s” is a path of another edition. Choose one of this edition."),
    "follow_of_another_edition": lambda: _("“%(thing)s” belongs to another edition. Choose a session of this one."),
    "report_is_public": lambda: _("“%(report)s” is public. Take it off line first."),
    "quotation_of_nobody": lambda: _("A quotation needs whoever said it. Name the person, or untick “word for word”."),
    "end_without_start": lambda: _("It ends at %(ends_at)s but has no start. Give the start too, or leave both open."),
    "end_before_start": lambda: _("It ends at %(ends_at)s, before it starts at %(starts_at)s. Change one of the two."),
    "hour_without_day": lambda: _("It has an hour (%(starts_at)s) but no day. Choose the day, or leave the hour open."),
    "hour_does_not_exist": lambda: _("On this day the clocks change and %(hour)s does not exist. Choose another hour."),
    "room_taken": lambda: _(
        "“%(room)s” is taken at that time by %(session)s (%(starts_at)s–%(ends_at)s). Choose another room or hour, or move that session."
    ),
    "language_not_of_edition": lambda: _(
        "“%(language)s” is not a language of this edition (%(languages)s). Add it to the edition first, or choose another."
    ),
    "follows_itself": lambda: _("“%(session)s” already follows this session. A session cannot follow itself."),
    "import_not_ready": lambda: _("This import is “%(state)s” and cannot be taken over. Hand the file in again."),
    "unknown_state": lambda: _("“%(state)s” is no state of a session."),
    "public_session_to_draft": lambda: _(
        "“%(session)s” has been on line: people may have noted it. Cancel it instead, so that they learn it."
    ),
    "public_session": lambda: _("“%(session)s” has been on line: people may have noted it. Cancel it instead, so that they learn it."),
    "session_without_title": lambda: _("A session without a title cannot be accepted. Give it a title first."),
    "person_twice": lambda: _("%(person)s is named twice as %(role)s. Remove one of the two."),
    "organisation_twice": lambda: _("%(organisation)s is named twice as %(role)s. Remove one of the two."),
    "changed_meanwhile": lambda: _(
        "Somebody changed this session while you were writing. Nothing of yours is lost: look at what changed below."
    ),
    "note_changed_meanwhile": lambda: _(
        "Somebody else has changed this note meanwhile. Nothing was saved; what you wrote is still below, what stands now is beside it."
    ),
    "draft_changed_meanwhile": lambda: _(
        "The draft, or what is on line, changed while you were reading. These are the differences now; look again, then put on line."
    ),
    "unknown_person": lambda: _("Nobody called “%(name)s” is in the registry yet. Choose one of those below, or add a new person."),
    "role_not_yours": lambda: _("“%(role)s” on %(thing)s is not yours to give or take. Ask the team of the edition."),
    "invitation_of_nothing": lambda: _("What this invitation was about (%(thing)s) is no longer there."),
    **SPEAKER_SENTENCES,
}

FIELDS: dict[str, str] = {
    "edition_ends_before_start": "ends_on",
    "unknown_time_zone": "time_zone",
    "edition_without_language": "languages",
    "slug_reserved": "slug",
    "slug_taken": "slug",
    "half_a_point": "longitude",
    "room_cannot_move": "site",
    "site_of_another_edition": "site",
    "room_of_another_site": "site",
    "letter_taken": "letter",
    "partner_twice": "organisation",
    "nothing_to_download": "file",
    "not_a_photo": "file",
    "photo_without_credit": "credit",
    "quotation_of_nobody": "person",
    "end_without_start": "starts",
    "end_before_start": "ends",
    "hour_without_day": "day",
    "hour_does_not_exist": "starts",
    "room_taken": "room",
    "language_not_of_edition": "spoken",
    "follows_itself": "follows",
    "claim_says_nothing": "value",
    "range_upside_down": "upper",
    "not_a_partial_date": "stated_on",
    "end_before_start_date": "end",
    "too_large": "file",
    "empty_file": "file",
    "not_an_image": "file",
    "broken_image": "file",
    "too_many_pixels": "file",
    "role_not_yours": "role",
    **SPEAKER_FIELDS,
}
"""Where in a form the sentence stands; others stand on top."""


def field_of(error: AnyError) -> str:
    return FIELDS.get(error.code) or str(error.facts.get("field") or "")
