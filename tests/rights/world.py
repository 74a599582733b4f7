"""One world with the whole cast and at least one of everything, so that whoever is refused is refused something that exists.

What one area alone needs is made by the `fill` of its rows file. SECRET stands in every text that is not public.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import ClientHandler
from PIL import Image

from essaim.call.models import Comment, Proposal
from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Job
from essaim.desk.uploads import store_photo
from essaim.forum.actions.media import save_photo
from essaim.forum.models import (
    Absence,
    Download,
    Edition,
    Import,
    Link,
    Note,
    Path,
    Report,
    Room,
    Session,
    Site,
    Speaker,
    StandIn,
    Statement,
    Substitution,
    Video,
    Visit,
)
from essaim.forum.rules import REVIEWER
from essaim.registry.models import Identifier, Organisation, Person
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.factories import registry as make_registry
from tests.rights.row import ROLES

SECRET = "zibeline"
"""Stands in every text that is not for everybody."""


@dataclass(repr=False)
class World:
    edition: Edition
    """Public, with a released programme; everything below is of it, on path A."""
    hidden: Edition
    """Not public; its team is the same."""
    path: Path
    other_path: Path
    organisation: Organisation
    """Leads path A; `lead` is its colleague."""
    other_organisation: Organisation
    session: Session
    """Released, on path A."""
    draft: Session
    """Not yet public."""
    site: Site
    room: Room
    report: Report
    person: Person
    """Speaks in the session; the account `speaker` is theirs."""
    cast: dict[str, Account]
    things: dict[str, Any] = field(default_factory=dict)
    """Anything else, by name; of the hidden edition as "hidden <name>"."""
    cookies: dict[str, str] = field(default_factory=dict)
    """Role → session cookie."""
    tokens: dict[str, str] = field(default_factory=dict)
    """Role → key to the API."""
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))

    def key(self, name: str) -> Any:
        return self.things[name].pk

    def client(self, role: str) -> Client:
        """Like a new browser, but on the one server: to load its layers anew for every cell would take longer than the cell."""
        client = Client()
        client.handler = self.handler
        if role in self.cookies:
            client.cookies["sessionid"] = self.cookies[role]
        return client


def picture(color: str) -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (40, 30), color).save(stream, "JPEG")
    return SimpleUploadedFile("photo.jpg", stream.getvalue())


def build_world() -> World:
    world = frame()
    from tests.rights.rows import fills

    for fill in (*FILLS, *fills()):
        fill(world)
    kept = [thing.pk for thing in world.things.values() if isinstance(thing, Job)]
    Job.objects.exclude(pk__in=kept).delete()  # what the acts of the fills asked for: else asking again would change nothing
    for role, account in world.cast.items():
        client = Client()
        client.force_login(account, "django.contrib.auth.backends.ModelBackend")
        world.cookies[role] = client.cookies["sessionid"].value
    return world


def frame() -> World:
    """The editions, the cast, a session."""
    series = make.make_series("serie")
    edition = make.make_edition("ici", series=series)
    hidden = make.make_edition("cachee", name=f"Édition {SECRET}", is_public=False)
    path, other_path = make.make_path(edition, "A", "Alimentation"), make.make_path(edition, "B", "Finances")
    organisation = make.make_organisation("Réseau des cantines", slug="reseau-des-cantines")
    other = make.make_organisation("Coopérative des monnaies", slug="cooperative-des-monnaies")
    path.leads.add(organisation)
    other_path.leads.add(other)
    site = make.make_site(edition, "Les Halles", slug="les-halles")
    room = make.make_room(site, "Salle bleue", slug="salle-bleue")
    session = make.make_session(edition, "Cantines partagées", code="cantines", format=make.make_format(edition), paths=[path])
    draft = make.make_session(edition, f"Brouillon {SECRET}", code="brouillon", paths=[path], state=Session.State.DRAFT)
    make.make_slot(session, "09:00", "10:00", room=room)
    person = make.make_person("Rachida Abibi", slug="rachida-abibi")
    make.make_appearance(session, person, organisation=organisation)
    report = Report.objects.create(
        edition=edition, organisation=organisation, slug="compte-rendu", title={"fr": "Compte rendu"}, is_public=True
    )
    accounts = {
        role: make.make_account(f"{SECRET}.{role}@example.org", name=f"{role.title()} Essai") for role in ROLES if role != "stranger"
    }
    accounts["site"].is_superuser = accounts["site"].is_staff = True
    accounts["site"].save()
    for one in (edition, hidden):
        make.make_grant(accounts["team"], one)
    elsewhere = make.make_edition("ailleurs")
    make.make_grant(accounts["elsewhere"], elsewhere)
    make_call.make_role(accounts["reviewer"], REVIEWER, path)
    make_call.make_role(accounts["lead"], "colleague", organisation)
    make_call.make_role(accounts["other_lead"], "colleague", other)
    person.account = accounts["speaker"]
    person.save()
    return World(edition, hidden, path, other_path, organisation, other, session, draft, site, room, report, person, accounts)


def fill_forum(world: World) -> None:
    """What the back office's shelves hold: one kept for readers, and one of which nothing is used, to be removed."""
    edition, session, report, team = world.edition, world.session, world.report, world.cast["team"]
    photo = save_photo(
        edition=edition, photo=None, by=team, upload=store_photo(file=picture("#b8502f"), by=team), alt={"fr": "Un carré"}, credit="Nous"
    )
    other = make.make_edition("ailleurs-encore", is_public=False)
    world.things |= {
        "sites": make.make_site(edition, "Site vide"),
        "rooms": make.make_room(world.site, "Salle vide"),
        "paths": make.make_path(edition, "Z", "Parcours vide"),
        "formats": make.make_format(edition, "award", slug="vide", name="Format vide"),
        "partners": make.make_partner(edition, make.make_organisation("Partenaire vide")),
        "figures": make.make_claim(edition),
        "photos": photo,
        "downloads": Download.objects.create(edition=edition, title={"fr": "Dossier"}, url="https://example.org/dossier"),
        "videos": Video.objects.create(edition=edition, title={"fr": "Film"}, url="https://example.org/film"),
        "notes": Note.objects.create(session=session, body={"fr": f"À retenir {SECRET}"}),
        "reports": Report.objects.create(
            edition=edition, organisation=world.organisation, slug="interne", title={"fr": f"Rapport {SECRET}"}, is_public=False
        ),
        "visits": Visit.objects.create(edition=edition, delegation={"fr": "Une délégation"}),
        "statements": Statement.objects.create(report=report, text={"fr": "Un propos"}),
        "links": Link.objects.create(report=report, title={"fr": "Un lien"}, url="https://example.org"),
        "series": make.make_series("vide"),
        "empty_edition": make.make_edition("vide", name=f"Édition vide {SECRET}", is_public=False),
        "other": other,
        "imports": Import.objects.create(edition=edition, upload=photo.upload, state=Import.State.DONE),
        "preview": Import.objects.create(edition=edition, upload=photo.upload, state=Import.State.PREVIEWED),
        "job": enqueue(kind="chores.secret", arguments={"name": SECRET}, by=team),
        "stopped_job": enqueue(kind="chores.stopped", by=team),
    }
    world.things["member"] = make.make_account(f"{SECRET}.member@example.org", name="Membre Essai")
    make.make_grant(world.things["member"], edition)
    for empty in (world.things["empty_edition"], other):
        make.make_grant(team, empty)
    for _ in range(2):
        make.make_release(edition, by=team)
    stopped = world.things["stopped_job"]
    stopped.state = stopped.State.CANCELLED
    stopped.save()


def fill_hidden(world: World) -> None:
    """The same things in the edition that is not public."""
    hidden, team = world.hidden, world.cast["team"]
    path = make.make_path(hidden, "A", f"Parcours {SECRET}")
    room = make.make_room(make.make_site(hidden, f"Site {SECRET}", slug="site-cache"), f"Salle {SECRET}")
    session = make.make_session(hidden, f"Séance {SECRET}", code="cachee", paths=[path])
    make.make_slot(session, "09:00", "10:00", room=room)
    for _ in range(2):
        make.make_release(hidden, by=team)
    photo = save_photo(
        edition=hidden,
        photo=None,
        by=team,
        upload=store_photo(file=picture("#2f50b8"), by=world.things["member"]),
        alt={"fr": SECRET},
        credit=SECRET,
    )
    world.things |= {"hidden session": session, "hidden photos": photo}
    world.things["hidden reports"] = Report.objects.create(
        edition=hidden, organisation=world.organisation, slug="cache", title={"fr": f"Rapport {SECRET}"}, is_public=True
    )


def fill_registry(world: World) -> None:
    framework = make_registry.make_framework("odd")
    goal = make_registry.make_goal(framework, "2")
    world.session.goals.add(goal)
    other = make.make_person(f"Personne {SECRET}", slug="personne-cachee", is_public=False)
    make.make_person(f"Vide {SECRET}", slug="personne-vide", is_public=False)
    unused = make.make_organisation("Organisation vide", slug="organisation-vide")
    named = make.make_organisation("Organisation immatriculée", slug="organisation-immatriculee")
    world.things |= {
        "framework": framework,
        "goal": goal,
        "territory": make.make_territory(),
        "private_person": other,
        "role": make_registry.make_affiliation(other, world.organisation),
        "unused": unused,
        "identifier": Identifier.objects.create(organisation=named, scheme="wikidata", value="Q1"),
    }


def fill_call(world: World) -> None:
    """A call with a proposal of each nature on path A, a draft, one on path B; what is said of them."""
    call = make_call.make_call(world.edition)
    contributor = world.cast["contributor"]
    proposal = make_call.make_proposal(
        call, f"Proposition {SECRET}", path=world.path, author=contributor, organisations=[world.organisation], summary=f"Résumé {SECRET}"
    )
    second = make_call.make_proposal(call, f"Seconde {SECRET}", path=world.path, organisations=["Autre porteur"])
    world.things |= {
        "call": call,
        "proposal": proposal,
        "second": second,
        "individual": make_call.make_proposal(call, f"Individuelle {SECRET}", path=world.path, nature="individual"),
        "self_managed": make_call.make_proposal(call, f"Autogérée {SECRET}", path=world.path, nature="self_managed"),
        "elsewhere": make_call.make_proposal(call, f"Ailleurs {SECRET}", path=world.other_path),
        "draft_proposal": make_call.make_proposal(call, f"Ébauche {SECRET}", state=Proposal.State.DRAFT, author=contributor),
        "question": make_call.make_question(call, "valeur"),
        "criterion": make_call.make_criterion(call),
        "comment": Comment.objects.create(proposal=proposal, body=f"Mot d’équipe {SECRET}", by=world.cast["reviewer"]),
    }


def fill_speakers(world: World) -> None:
    """The speaker's private part, an absence, somebody who could step in."""
    absent = make.make_person("Absente Essai", slug="absente")
    bill = make.make_appearance(world.session, absent)
    replaced, instead, cared = (make.make_person(f"{name} Essai", slug=name) for name in ("remplacee", "remplacante", "sans-adresse"))
    replaced_bill, instead_bill = make.make_appearance(world.session, replaced), make.make_appearance(world.session, instead)
    make.make_appearance(world.session, cared)
    speaker = Speaker.objects.create(
        edition=world.edition, person=world.person, email=f"{SECRET}@example.org", phone=f"06 {SECRET}", needs=f"Besoin {SECRET}"
    )
    replaced_absence = Absence.objects.create(edition=world.edition, person=replaced, reason=Absence.Reason.VISA, note=SECRET)
    world.things |= {
        "speaker": speaker,
        "cared_for": Speaker.objects.create(edition=world.edition, person=cared, contact=speaker, needs=f"Besoin {SECRET}"),
        "absence": Absence.objects.create(edition=world.edition, person=absent, reason=Absence.Reason.VISA, note=f"Refus {SECRET}"),
        "absent_bill": bill,
        "substitution": Substitution.objects.create(appearance=replaced_bill, substitute=instead_bill, absence=replaced_absence),
        "stand_in": StandIn.objects.create(
            edition=world.edition,
            name=f"Remplaçant {SECRET}",
            email=f"{SECRET}.2@example.org",
            languages=["fr"],
            free=[[datetime(2027, 6, 9, 6, tzinfo=UTC).isoformat(), datetime(2027, 6, 9, 18, tzinfo=UTC).isoformat()]],
        ),
    }


FILLS: tuple[Callable[[World], None], ...] = (fill_forum, fill_hidden, fill_registry, fill_call, fill_speakers)
