"""Letters to people in the programme, each in its reader's language: asked, reminded, a new link, somebody steps in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from essaim.desk.actions.outbox import Letter
from essaim.forum.crisis import Sitting
from essaim.forum.links import address_of
from essaim.forum.models import Appearance, Edition, Slot, Speaker
from essaim.forum.queries.speakers import Bill, Line, email_of
from essaim.kit.dates import city_of, clock, full_day
from essaim.kit.languages import language_name, spoken

INTERFACE = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Asking:
    """What the team adds to the letters."""

    is_reminder: bool = False
    words: dict[str, str] = field(default_factory=dict)
    """A sentence of the team's own, by language."""
    until: date | None = None
    shows_links: bool = True
    """False for a preview before somebody who may not answer in their place: behind the link stands what is for the team alone."""

    def label(self, edition: Edition) -> str:
        words = _("Reminder to speakers, %(edition)s") if self.is_reminder else _("Speakers are asked, %(edition)s")
        return words % {"edition": edition}


@dataclass
class Addressee:
    """One address: their own sessions, and those of people they answer for."""

    part: Speaker
    own: Line | None = None
    cared: list[Line] = field(default_factory=list)

    @property
    def key(self) -> str:
        keys = [line.part.pk for line in (self.own, *self.cared) if line is not None and line.part is not None]
        return ":".join(["speaker", *map(str, keys or [self.part.pk])])[:160]


def addressees(lines: Sequence[Line]) -> list[Addressee]:
    """In the order of the lines; whoever has neither an address nor a contact with one is left out."""
    found: dict[int, Addressee] = {}
    for line in lines:
        part = line.part
        if part is None or not line.is_reachable:
            continue
        if line.email:
            found.setdefault(part.pk, Addressee(part)).own = line
        elif part.contact is not None:
            found.setdefault(part.contact.pk, Addressee(part.contact)).cared.append(line)
    return list(found.values())


def asking_letters(edition: Edition, lines: Sequence[Line], asking: Asking) -> list[Letter]:
    return [asking_letter(edition, one, asking) for one in addressees(lines)]


def asking_letter(edition: Edition, one: Addressee, asking: Asking) -> Letter:
    person = one.part.person
    language = language_of(one.part, edition)
    with translation.override(language):
        subject = _("Reminder: can you come? %(edition)s") if asking.is_reminder else _("Can you come? %(edition)s")
        return Letter(
            key=one.key,
            to_email=email_of(one.part, person),
            to_name=person.name,
            account=person.account,
            language=language,
            subject=subject % {"edition": edition},
            body=framed(person.name, *asking_paragraphs(edition, one, asking), edition=edition),
        )


def asking_paragraphs(edition: Edition, one: Addressee, asking: Asking) -> list[str]:
    said = []
    if asking.is_reminder:
        said.append(_("We have not had your answer yet. Perhaps our first letter was lost."))
    if one.own:
        said.append(_("You are in the programme of %(edition)s:") % {"edition": full_name(edition)})
        said.append(bill_text(one.own.bills, edition))
    for line in one.cared:
        said.append(_("You are the contact of %(name)s, of whom we have no e-mail address:") % {"name": line.person.name})
        said.append(bill_text(line.bills, edition))
    if one.cared:
        said.append(_("Please answer on their behalf, with them: the page says for whom."))
    said.append(
        _(
            "Please tell us on your own page whether you can come, at what hours, and what you need. "
            "It needs no account, and you may come back to it and change what you said:"
        )
    )
    said.append(
        address_of(one.part, edition) if asking.shows_links else _("(here stands the link of %(name)s)") % {"name": one.part.person}
    )
    if asking.until:
        said.append(_("Please answer by %(day)s.") % {"day": full_day(asking.until, reader())})
    said.append(_("Keep this link to yourself: whoever has it can answer in your place."))
    own_words = asking.words.get(reader(), "")
    return [*said, *([own_words] if own_words else [])]


def bill_text(bills: Sequence[Bill], edition: Edition) -> str:
    return "\n".join(f"– {session_text(bill.sitting, bill.appearance.get_role_display(), edition)}" for bill in bills)


def session_text(sitting: Sitting, role: str, edition: Edition) -> str:
    """Title; day, hours and room as far as known; role; languages."""
    told = [when_text(sitting, edition), plain(sitting.room), role, languages_text(sitting)]
    return f"{plain(sitting.title) or _('title to come')}\n  " + "\n  ".join(part for part in told if part)


def when_text(sitting: Sitting, edition: Edition) -> str:
    if sitting.day is None:
        return _("day and hour to come")
    day = full_day(sitting.day, reader())
    if sitting.starts_at is None:
        part = str(Slot.Part(sitting.part).label) if sitting.part else _("hour to come")
        return f"{day}, {part}"
    hours = clock(sitting.starts_at, edition.zone) + (f"–{clock(sitting.ends_at, edition.zone)}" if sitting.ends_at else "")
    return _("%(day)s, %(hours)s (time of %(zone)s)") % {"day": day, "hours": hours, "zone": zone_text(edition)}


def zone_text(edition: Edition) -> str:
    """ "Europe/Paris" → the city's name, as people say whose clock it is."""
    return city_of(edition.time_zone, reader())


def languages_text(sitting: Sitting) -> str:
    if not sitting.spoken:
        return ""
    said = ", ".join(language_name(code, reader()) for code in sitting.spoken)
    interpreted_into = [code for code in sitting.interpreted if list(sitting.spoken) != [code]]
    if not interpreted_into:
        return _("spoken in %(languages)s") % {"languages": said}
    interpreted = ", ".join(language_name(code, reader()) for code in interpreted_into)
    return _("spoken in %(languages)s, interpreted into %(interpreted)s") % {"languages": said, "interpreted": interpreted}


# --- a new link -----------------------------------------------------------------------------------


def link_letter(speaker: Speaker) -> Letter:
    language = language_of(speaker, speaker.edition)
    with translation.override(language):
        return Letter(
            key=f"speaker:{speaker.pk}",
            to_email=email_of(speaker, speaker.person),
            to_name=speaker.person.name,
            account=speaker.person.account,
            language=language,
            subject=_("Your link, %(edition)s") % {"edition": speaker.edition},
            body=framed(
                speaker.person.name,
                _("Here is the link to your page as a speaker of %(edition)s. It needs no account:")
                % {"edition": full_name(speaker.edition)},
                address_of(speaker, speaker.edition),
                _("Keep this link to yourself: whoever has it can answer in your place."),
                _("If you did not ask for it, you need do nothing."),
                edition=speaker.edition,
            ),
        )


# --- somebody steps in ----------------------------------------------------------------------------


def stepping_in_letter(part: Speaker, sitting: Sitting, bill: Appearance) -> Letter:
    """To whoever steps in, asked or agreed already. It names nobody's reason and nobody's name."""
    edition, language = part.edition, language_of(part, part.edition)
    has_agreed = bill.answer == Appearance.Answer.CONFIRMED
    with translation.override(language):
        subject = _("You step in: %(edition)s") if has_agreed else _("Can you step in? %(edition)s")
        opening = (
            _("Thank you for stepping in. This is your place in the programme of %(edition)s:")
            if has_agreed
            else _("A place has become free in the programme of %(edition)s, and we thought of you:")
        )
        wish = (
            _("Please tell us on this page, which needs no account, at what hours you can be there and what you need:")
            if has_agreed
            else _("Please tell us on this page, which needs no account, whether you can take it:")
        )
        return Letter(
            key=f"speaker:{part.pk}",
            to_email=email_of(part, part.person),
            to_name=part.person.name,
            account=part.person.account,
            language=language,
            subject=subject % {"edition": edition},
            body=framed(
                part.person.name,
                opening % {"edition": full_name(edition)},
                f"– {session_text(sitting, bill.get_role_display(), edition)}",
                wish,
                address_of(part, edition),
                _("Keep this link to yourself: whoever has it can answer in your place."),
                edition=edition,
            ),
        )


def contact_letter(part: Speaker, sitting: Sitting, *, absent: str, substitute: str) -> Letter:
    """To the session's contact: who steps in for whom, without the reason."""
    edition, language = part.edition, language_of(part, part.edition)
    with translation.override(language):
        title = plain(sitting.title) or _("title to come")
        return Letter(
            key=f"contact:{part.pk}",
            to_email=email_of(part, part.person),
            to_name=part.person.name,
            account=part.person.account,
            language=language,
            subject=_("A change in your session: %(title)s") % {"title": title},
            body=framed(
                part.person.name,
                _("In “%(title)s” (%(when)s), %(absent)s cannot come. %(substitute)s is asked to step in.")
                % {"title": title, "when": when_text(sitting, edition), "absent": absent, "substitute": substitute},
                _("%(absent)s stays in the programme with their part. Nobody speaks from afar; a video may bring a testimony.")
                % {"absent": absent},
                _("Write to us if you see it otherwise."),
                edition=edition,
            ),
        )


# --- shared ---------------------------------------------------------------------------------------


def framed(name: str, *paragraphs: str, edition: Edition) -> str:
    hello = _("Hello %(name)s,") % {"name": name} if name else _("Hello,")
    return (
        "\n\n".join([hello, *(part for part in paragraphs if part), _("The team of %(edition)s") % {"edition": full_name(edition)}]) + "\n"
    )


def language_of(part: Speaker, edition: Edition) -> str:
    """Their mail's language, else their account's, else one they speak, else the edition's first: as far as the interface speaks it."""
    account = part.person.account
    wanted = (part.language, account.language if account else "", *part.spoken, *edition.languages)
    bases = [code.partition("-")[0] for code in wanted]
    return next((code for code in bases if code in INTERFACE), INTERFACE[0])


def full_name(edition: Edition) -> str:
    return plain(edition.name) or str(edition)


def plain(value: object) -> str:
    return spoken(value if isinstance(value, LazyI18nString | dict | str) else "", reader()).text


def reader() -> str:
    return translation.get_language() or INTERFACE[0]
