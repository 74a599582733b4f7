"""Small makers of rows for tests. Each fills what a test does not care about; numbers count up, so two calls never clash.

A time is written as ("2027-06-09", "09:00") in the edition's own zone: see `at`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from typing import TypeAlias

from i18nfield.strings import LazyI18nString

from essaim.desk.models import Account, Grant
from essaim.forum.actions.programme import Place, draft_of, place_session, release_programme
from essaim.forum.models import Appearance, Edition, Format, Involvement, Partner, Path, Room, Series, Session, Site, Slot, Version
from essaim.forum.rules import EDITION, TEAM
from essaim.registry.models import Claim, Organisation, Person, Source, Territory

Text: TypeAlias = str | dict[str, str]

FIRST_DAY = date(2027, 6, 9)
PASSWORD = "essaim-test-2027"
_numbers = count(1)


def text(words: Text, language: str = "fr") -> LazyI18nString:
    return LazyI18nString(words if isinstance(words, dict) else {language: words})


# --- people with an account ---------------------------------------------------------------------


def make_account(email: str = "", *, name: str = "", is_superuser: bool = False, is_active: bool = True, language: str = "") -> Account:
    email = email or f"someone{next(_numbers)}@example.org"
    return Account.objects.create_user(
        email, PASSWORD, name=name, is_superuser=is_superuser, is_staff=is_superuser, is_active=is_active, language=language
    )


def make_grant(account: Account, edition: Edition, role: str = TEAM) -> Grant:
    return Grant.objects.create(account=account, role=role, kind=EDITION, key=str(edition.pk))


def make_organiser(edition: Edition, email: str = "") -> Account:
    """An account with the team role on this edition."""
    account = make_account(email or f"organiser{next(_numbers)}@example.org", name="Odile Organise")
    make_grant(account, edition)
    return account


# --- registry -----------------------------------------------------------------------------------


def make_territory(
    code: str = "FR", name: Text = "France", level: str = Territory.Level.COUNTRY, scheme: str = Territory.Scheme.ISO
) -> Territory:
    return Territory.objects.get_or_create(scheme=scheme, level=level, code=code, defaults={"name": text(name)})[0]


def make_source(code: str = "", title: str = "A page read", url: str = "https://example.org/read") -> Source:
    return Source.objects.create(code=code or f"source-{next(_numbers)}", title=title, url=url)


def make_organisation(name: Text = "", *, slug: str = "", acronym: str = "", kind: str = Organisation.Kind.ASSOCIATION) -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(
        slug=slug or f"organisation-{number}", name=text(name or f"Organisation {number}"), acronym=acronym, kind=kind
    )


def make_person(name: str = "", *, slug: str = "", is_public: bool = True) -> Person:
    number = next(_numbers)
    return Person.objects.create(slug=slug or f"personne-{number}", name=name or f"Personne {number}", is_public=is_public)


def make_claim(
    edition: Edition, measure: str = "participants", value: int | None = 1500, *, said_by: str = "RTES", is_kept: bool = False
) -> Claim:
    return Claim.objects.create(
        kind=EDITION,
        key=str(edition.pk),
        measure=measure,
        value=value,
        words="" if value is not None else "?",
        said_by=said_by,
        is_kept=is_kept,
    )


# --- forum --------------------------------------------------------------------------------------


def make_series(slug: str = "", name: Text = "Forum de l'ESS") -> Series:
    return Series.objects.create(slug=slug or f"serie-{next(_numbers)}", name=text(name))


def make_edition(
    slug: str = "",
    *,
    name: Text = "Forum de l'ESS 2027",
    series: Series | None = None,
    starts_on: date = FIRST_DAY,
    days: int = 3,
    languages: Sequence[str] = ("fr", "en", "es"),
    time_zone: str = "Europe/Paris",
    is_public: bool = True,
    is_fictional: bool = False,
) -> Edition:
    return Edition.objects.create(
        series=series or make_series(),
        slug=slug or f"edition-{next(_numbers)}",
        name=text(name),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days - 1),
        languages=list(languages),
        time_zone=time_zone,
        is_public=is_public,
        is_fictional=is_fictional,
    )


def make_partner(edition: Edition, organisation: Organisation | None = None, role: str = Partner.Role.PARTNER) -> Partner:
    return Partner.objects.create(edition=edition, organisation=organisation or make_organisation(), role=role)


def make_site(edition: Edition, name: Text = "", *, slug: str = "", access: str = Site.Access.PASS) -> Site:
    number = next(_numbers)
    return Site.objects.create(
        edition=edition, slug=slug or f"site-{number}", name=text(name or f"Site {number}"), access=access, place=number
    )


def make_room(site: Site, name: Text = "", *, slug: str = "", capacity: int | None = 80, booths: int | None = None) -> Room:
    number = next(_numbers)
    return Room.objects.create(
        site=site, slug=slug or f"salle-{number}", name=text(name or f"Salle {number}"), capacity=capacity, booths=booths, place=number
    )


def make_path(edition: Edition, letter: str = "A", name: Text = "Coopération territoriale") -> Path:
    return Path.objects.create(edition=edition, letter=letter, name=text(name) if name else "")


def make_format(edition: Edition, kind: str = Format.Kind.WORKSHOP, *, slug: str = "", name: Text = "") -> Format:
    return Format.objects.create(edition=edition, slug=slug or kind, kind=kind, name=text(name or str(Format.Kind(kind).label)))


def make_session(
    edition: Edition,
    title: Text = "",
    *,
    code: str = "",
    format: Format | None = None,  # noqa: A002 the model's own word
    paths: Sequence[Path] = (),
    spoken: Sequence[str] = ("fr",),
    interpreted: Sequence[str] = (),
    state: str = Session.State.ACCEPTED,
    duration_min: int | None = None,
) -> Session:
    number = next(_numbers)
    session = Session.objects.create(
        edition=edition,
        code=code or f"session-{number}",
        title=text(title or f"Session {number}"),
        format=format,
        spoken=list(spoken),
        interpreted=list(interpreted),
        state=state,
        duration_min=duration_min,
    )
    session.paths.set(paths)
    return session


def make_appearance(
    session: Session,
    person: Person | None = None,
    *,
    role: str = Appearance.Role.SPEAKER,
    organisation: Organisation | None = None,
    country: Territory | None = None,
    printed_as: str = "",
) -> Appearance:
    return Appearance.objects.create(
        session=session, person=person or make_person(), role=role, organisation=organisation, country=country, printed_as=printed_as
    )


def make_involvement(session: Session, organisation: Organisation | None = None, role: str = Involvement.Role.LEAD) -> Involvement:
    return Involvement.objects.create(session=session, organisation=organisation or make_organisation(), role=role)


# --- programme ----------------------------------------------------------------------------------


def at(edition: Edition, hour: str, day: date | None = None) -> datetime:
    """ "09:30" on a day of the edition (its first unless told), in its own zone."""
    return datetime.combine(day or edition.starts_on, datetime.strptime(hour, "%H:%M").time(), tzinfo=edition.zone)  # noqa: DTZ007


def make_slot(
    session: Session,
    start: str = "",
    end: str = "",
    *,
    day: date | None = None,
    room: Room | None = None,
    site: Site | None = None,
    part: str = "",
    is_day_inferred: bool = False,
    by: Account | None = None,
) -> Slot:
    """The session's place in the draft; without hours only what is given is known."""
    edition = session.edition
    known_day = day or (edition.starts_on if start else None)
    place = Place(
        day=known_day,
        part=part,
        starts_at=at(edition, start, known_day) if start else None,
        ends_at=at(edition, end, known_day) if end else None,
        room=room,
        site=site,
        is_day_inferred=is_day_inferred,
    )
    return place_session(session=session, place=place, by=by)


def make_release(edition: Edition, by: Account | None = None, *, note: dict[str, str] | None = None) -> Version:
    """Release the draft as it stands."""
    draft_of(edition)
    return release_programme(edition=edition, by=by, note=note)


def make_programme(n_sessions: int = 3, *, edition: Edition | None = None) -> Edition:
    """A public edition with one site, one room and `n_sessions` released workshops, an hour each, one after the other from nine."""
    edition = edition or make_edition()
    room = make_room(make_site(edition))
    path, workshop = make_path(edition, "A"), make_format(edition)
    for number in range(n_sessions):
        day = edition.starts_on + timedelta(days=number // 8)
        hour = 9 + number % 8
        session = make_session(edition, format=workshop, paths=[path])
        make_slot(session, f"{hour:02d}:00", f"{hour:02d}:50", day=day, room=room)
    make_release(edition)
    return edition
