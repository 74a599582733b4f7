"""A stage: an edition in Paris with two paths, each led by a partner; a session on path A with people from three continents."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client

from essaim.desk.models import Account
from essaim.forum.models import Absence, Appearance, Edition, Path, Room, Session, Speaker, StandIn
from essaim.registry.models import Person, Territory
from essaim.registry.queries import directory
from tests.factories import call as make_call
from tests.factories import forum as make


@dataclass
class Stage:
    edition: Edition
    path: Path
    other_path: Path
    room: Room
    other_room: Room
    session: Session
    """On path A, 9:00–10:30 of the first day, spoken in French, interpreted into English and Spanish: Awa (SN), Bruno (FR), and a moderator."""
    awa: Person
    bruno: Person
    moderator: Person
    team: Account
    lead: Account
    """Of path A."""
    other_lead: Account
    participant: Account

    def client(self, who: str) -> Client:
        client = Client()
        if who != "stranger":
            client.force_login(getattr(self, who))
        return client

    def country(self, code: str) -> Territory:
        return make.make_territory(code, code)

    def speaker(self, person: Person, email: str = "", **facts: object) -> Speaker:
        return Speaker.objects.update_or_create(edition=self.edition, person=person, defaults={"email": email, **facts})[0]

    def absent(self, person: Person, reason: str = Absence.Reason.VISA, note: str = "") -> Absence:
        return Absence.objects.create(edition=self.edition, person=person, reason=reason, note=note)

    def bill(self, session: Session, person: Person) -> Appearance:
        return Appearance.objects.get(session=session, person=person)

    def another(
        self, title: str, start: str = "", end: str = "", *, path: Path | None = None, people: tuple[Person, ...] = (), **facts: object
    ) -> Session:
        session = make.make_session(self.edition, title, paths=[path or self.path], **facts)
        make.make_slot(session, start, end)
        for person in people:
            make.make_appearance(session, person)
        return session

    def stand_in(
        self,
        name: str,
        *,
        paths: tuple[Path, ...] = (),
        languages: tuple[str, ...] = ("es",),
        free: tuple[str, str] | None = ("08:00", "20:00"),
        **facts: object,
    ) -> StandIn:
        """Registered, with a visa, of path A, free the whole first day, speaks Spanish; unless told."""
        spans = [[make.at(self.edition, one).isoformat() for one in free]] if free else []
        row = StandIn.objects.create(
            edition=self.edition, name=name, languages=list(languages), free=spans, **{"visa": StandIn.Visa.HELD, **facts}
        )
        row.paths.set(paths or (self.path,))
        return row


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    directory._kept.clear()
    cache.clear()


@pytest.fixture
def stage(db) -> Stage:
    edition = make.make_edition("ici")
    path, other_path = make.make_path(edition, "A"), make.make_path(edition, "B", "Finances")
    organisation, other = make.make_organisation("Réseau test"), make.make_organisation("Autre réseau")
    path.leads.add(organisation)
    other_path.leads.add(other)
    site = make.make_site(edition, "Les Halles")
    room, other_room = make.make_room(site, "Salle bleue"), make.make_room(site, "Salle rouge")
    session = make.make_session(edition, "Cantines", code="cantines", paths=[path], spoken=["fr"], interpreted=["en", "es"])
    make.make_slot(session, "09:00", "10:30", room=room)
    awa, bruno, moderator = (make.make_person(name) for name in ("Awa Diop", "Bruno Petit", "Maya Modère"))
    make.make_appearance(session, awa, country=make.make_territory("SN", "Sénégal"))
    make.make_appearance(session, bruno, country=make.make_territory("FR", "France"))
    make.make_appearance(session, moderator, role=Appearance.Role.MODERATOR)
    return Stage(
        edition=edition,
        path=path,
        other_path=other_path,
        room=room,
        other_room=other_room,
        session=session,
        awa=awa,
        bruno=bruno,
        moderator=moderator,
        team=make.make_organiser(edition, "odile@example.org"),
        lead=make_call.make_colleague(organisation, "lea@example.org"),
        other_lead=make_call.make_colleague(other, "bruno@example.org"),
        participant=make.make_account("paul@example.org"),
    )


@pytest.fixture
def awa(stage):
    return stage.speaker(stage.awa, "awa@example.org")
