from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from essaim.desk.models import Account, Grant
from essaim.desk.uploads import store_photo
from essaim.forum.actions.media import save_photo
from essaim.forum.models import Download, Edition, Import, Link, Note, Report, Room, Session, Site, Statement, Video, Visit
from essaim.registry.queries import directory
from essaim.registry.rules import REGISTRAR, REGISTRY
from tests.factories import forum as make
from tests.forum.team.cast import Cast


def picture(size: tuple[int, int] = (64, 48), form: str = "JPEG", name: str = "photo.jpg", **options: object) -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", size, "#b8502f").save(stream, form, **options)
    return SimpleUploadedFile(name, stream.getvalue())


@dataclass
class World:
    """An edition with one of everything, and the small cast."""

    edition: Edition
    session: Session
    room: Room
    site: Site
    report: Report
    things: dict[str, int]
    organiser: Account
    elsewhere: Account
    participant: Account

    def client(self, who: str) -> Client:
        client = Client()
        if who != "stranger":
            client.force_login(getattr(self, who))
        return client


@pytest.fixture(autouse=True)
def _files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    directory._kept.clear()


@pytest.fixture
def world(db) -> World:
    edition = make.make_edition("ici", is_public=False)
    organiser, elsewhere = (
        make.make_organiser(edition, "odile@example.org"),
        make.make_organiser(make.make_edition("ailleurs"), "eve@example.org"),
    )
    Grant.objects.create(account=organiser, role=REGISTRAR, kind=REGISTRY, key="")
    site = make.make_site(edition, "Les Halles")
    room = make.make_room(site, "Salle bleue")
    path, form = make.make_path(edition, "A"), make.make_format(edition)
    session = make.make_session(edition, "Cantines", code="cantines", format=form, paths=[path])
    make.make_slot(session, "09:00", "10:00", room=room)
    make.make_appearance(session, make.make_person("Rachid Abibi", slug="rachid-abibi"))
    organisation = make.make_organisation("Réseau test", slug="reseau-test")
    report = Report.objects.create(edition=edition, organisation=organisation, slug="compte-rendu", title={"fr": "Compte rendu"})
    photo = save_photo(
        edition=edition, photo=None, by=organiser, upload=store_photo(file=picture(), by=organiser), alt={"fr": "Un carré"}, credit="Nous"
    )
    things = {
        "sites": site.pk,
        "rooms": room.pk,
        "paths": path.pk,
        "formats": form.pk,
        "partners": make.make_partner(edition, organisation).pk,
        "figures": make.make_claim(edition).pk,
        "photos": photo.pk,
        "downloads": Download.objects.create(edition=edition, title={"fr": "Dossier"}, url="https://example.org/dossier").pk,
        "videos": Video.objects.create(edition=edition, title={"fr": "Film"}, url="https://example.org/film").pk,
        "notes": Note.objects.create(session=session, body={"fr": "À retenir"}).pk,
        "reports": report.pk,
        "visits": Visit.objects.create(edition=edition, delegation={"fr": "Une délégation"}).pk,
        "statements": Statement.objects.create(report=report, text={"fr": "Un propos"}).pk,
        "imports": Import.objects.create(edition=edition, upload=photo.upload, state=Import.State.DONE).pk,
        "links": Link.objects.create(report=report, title={"fr": "Un lien"}, url="https://example.org").pk,
    }
    return World(edition, session, room, site, report, things, organiser, elsewhere, make.make_account("paul@example.org"))


@pytest.fixture
def cast(db) -> Cast:
    return Cast()
