"""What can happen to the cast's two sessions between two releases."""

from essaim.forum.actions.programme import Place, place_of, place_session
from essaim.forum.actions.session import set_state
from essaim.forum.models import Session
from tests.factories import forum as make
from tests.forum.telling.cast import Cast, State, speaks


def replaced(cast: Cast, session: Session, **columns: object) -> None:
    place = place_of(session)
    given = {name: getattr(place, name) for name in ("day", "part", "starts_at", "ends_at", "room", "site", "is_day_inferred")}
    place_session(session=session, place=Place(**{**given, **columns}), by=None)


def saved(session: Session, **columns: object) -> None:
    for name, value in columns.items():
        setattr(session, name, value)
    session.save()


def later(cast: Cast) -> None:
    start = make.at(cast.edition, "16:00")
    replaced(cast, cast.one, starts_at=start, ends_at=make.at(cast.edition, "17:00"))


def other_room(cast: Cast) -> None:
    replaced(cast, cast.one, room=cast.edition.sites.get().rooms.get(slug="rouge"))


def without_hour(cast: Cast) -> None:
    replaced(cast, cast.one, starts_at=None, ends_at=None, room=None, site=None)


def cancelled(cast: Cast) -> None:
    set_state(session=cast.one, state=State.CANCELLED, by=None)


def renamed(cast: Cast) -> None:
    saved(cast.one, title=make.text("Les cantines"))


def in_spanish(cast: Cast) -> None:
    saved(cast.one, spoken=["es"], interpreted=["fr"])


def reshaped(cast: Cast) -> None:
    saved(cast.one, format=cast.edition.formats.get())


def joined(cast: Cast) -> None:
    speaks(cast, "Nina", cast.one)


def left(cast: Cast) -> None:
    cast.one.appearances.filter(person=cast.people["Awa"]).delete()


def to_other_path(cast: Cast) -> None:
    cast.one.paths.set([cast.other_path])


def taken_out(cast: Cast) -> None:
    """As no page lets it happen to what is public, but a repair by hand."""
    saved(cast.one, state=State.DRAFT)


def added(cast: Cast) -> None:
    session = make.make_session(cast.edition, "Semences", code="trois", paths=[cast.other_path])
    speaks(cast, "Sam", session)


def both(cast: Cast) -> None:
    later(cast)
    saved(cast.two, title=make.text("Monnaies locales"))


def unseen(cast: Cast) -> None:
    """What no version says: a longer description, a note of the team's, an unreleased session."""
    saved(cast.one, description=make.text("Plus long."), note=make.text("Note."))
    speaks(cast, "Zoe", make.make_session(cast.edition, "Brouillon", state=State.DRAFT))


def nothing(cast: Cast) -> None:
    pass
