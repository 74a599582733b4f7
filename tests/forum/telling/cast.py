"""Whom a release touches, and who gets a letter of it."""

from dataclasses import dataclass, field

from essaim.desk.actions.outbox import release_mailing
from essaim.desk.models import Account, Message
from essaim.forum.models import Edition, Favourite, Path, Session, Speaker
from essaim.forum.telling import release_and_tell
from essaim.registry.models import Person
from tests.factories import forum as make

State = Session.State


@dataclass
class Cast:
    edition: Edition
    path: Path
    other_path: Path
    one: Session
    """Path A, at nine, in French."""
    two: Session
    """Path B, at two."""
    team: Account
    people: dict[str, Person] = field(default_factory=dict)


def speaks(cast: Cast, name: str, session: Session, *, language: str = "fr", email: str = "", **more: object) -> Person:
    person = make.make_person(name)
    row = make.make_appearance(session, person)
    for column, value in more.items():
        setattr(row, column, value)
    row.save()
    Speaker.objects.create(edition=cast.edition, person=person, email=email or f"{name.lower()}@example.org", language=language)
    cast.people[name] = person
    return person


def keeps(session: Session, email: str, language: str = "", *, is_active: bool = True) -> Account:
    account = make.make_account(email, language=language, is_active=is_active)
    Favourite.objects.create(account=account, session=session)
    return account


ON_ONE = {"awa", "modou", "carl", "lea", "luc", "kim", "eve.at.work"}
ON_TWO = {"bruno", "bob", "tess"}


def told(cast: Cast, *, let_go: bool = True) -> dict[str, Message]:
    """Who gets a letter of a release now, by the part before the @. The letters leave, so that the next release begins anew."""
    _version, mailing, _left = release_and_tell(edition=cast.edition, by=cast.team)
    if mailing is None:
        return {}
    found = list(mailing.messages.all())
    if let_go:
        release_mailing(mailing=mailing, by=cast.team)
    assert len({one.to_email for one in found}) == len(found)
    return {one.to_email.partition("@")[0]: one for one in found}
