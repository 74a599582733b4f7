from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from essaim.desk.models import Account, Upload
from essaim.forum.models import Download, Edition, Link, Note, Photo, Report, Session, Statement, Video, Visit
from essaim.registry.models import Framework, Goal
from tests.call.conftest import cast  # noqa: F401 what asks for a key is asked by the same cast
from tests.factories.forum import (
    make_appearance,
    make_claim,
    make_edition,
    make_format,
    make_involvement,
    make_organisation,
    make_partner,
    make_path,
    make_person,
    make_release,
    make_room,
    make_session,
    make_site,
    make_slot,
    make_source,
    make_territory,
    text,
)

Get = Callable[..., Any]


@pytest.fixture
def get(client: Client) -> Get:
    """The answer's content, after its status was looked at."""

    def read(address: str, status: int = 200, **asked: object) -> Any:
        response = client.get(f"/api/v1{address}", asked)
        assert response.status_code == status, response.content[:500]
        return response.json()

    return read


def full_edition(slug: str = "niort2027", *, n: int = 1, is_public: bool = True) -> Edition:
    """An edition with n of everything the API gives."""
    france = make_territory("FR", {"fr": "France", "en": "France"})
    edition = make_edition(slug, name={"fr": f"Forum de {slug}", "en": f"{slug} forum"}, is_public=is_public)
    framework = Framework.objects.get_or_create(code="sdg", defaults={"name": text("ODD")})[0]
    for number in range(n):
        letter = "ABCDEFGH"[number]
        site = make_site(edition)
        room = make_room(site)
        path, form = make_path(edition, letter, f"Parcours {letter}"), make_format(edition, slug=f"atelier-{number}")
        path.leads.add(make_organisation())
        goal = Goal.objects.get_or_create(framework=framework, kind="goal", code=str(number + 1), defaults={"name": text("Un but")})[0]
        session = make_session(
            edition,
            {"fr": f"Séance {number}", "en": f"Session {number}"},
            code=f"s{number}",
            format=form,
            paths=[path],
            spoken=["fr"],
            interpreted=["es"],
        )
        session.goals.add(goal)
        person = make_person(f"Personne {slug} {number}", slug=f"personne-{slug}-{number}")
        person.account = Account.objects.create(email=f"secret-{slug}-{number}@example.org")
        person.source = make_source()
        person.save()
        make_appearance(session, person, organisation=make_organisation(), country=france)
        make_involvement(session)
        make_partner(edition)
        make_claim(edition, f"measure-{number}", 1500 + number)
        make_slot(session, f"{9 + number:02d}:00", f"{9 + number:02d}:45", room=room)
        add_media(edition, session, number)
    make_release(edition)
    return edition


def add_media(edition: Edition, session: Session, number: int) -> None:
    key = f"{edition.slug}-{number}"
    upload = Upload.objects.create(key=f"{key}.jpg", name="x.jpg", media_type="image/jpeg", size=1, sha256=key, is_public=True)
    Photo.objects.create(edition=edition, session=session, upload=upload, alt=text("Une salle"), credit="RTES")
    Video.objects.create(edition=edition, session=session, title=text("Film"), url="https://example.org/film", languages=["fr"])
    report = Report.objects.create(
        edition=edition, slug=f"compte-rendu-{number}", title=text("Compte rendu"), organisation=make_organisation(), is_public=True
    )
    report.sessions.add(session)
    Statement.objects.create(report=report, person=make_person(), session=session, text=text("Un message"))
    Link.objects.create(report=report, title=text("Lien"), url="https://example.org/")
    visit = Visit.objects.create(edition=edition, report=report, delegation=text("Délégation"), day=date(2027, 6, 8))
    visit.hosts.add(make_organisation())
    Download.objects.create(edition=edition, session=session, report=report, title=text("Document"), upload=upload)
    Note.objects.create(session=session, rapporteur=make_person(), body=text("Notes"), is_published=True)


@pytest.fixture
def niort() -> Edition:
    return full_edition()
