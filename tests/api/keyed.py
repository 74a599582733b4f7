"""Every operation that asks for a key, with what to ask of it; and who asks."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from essaim.call.actions.merger import merge_proposals
from essaim.call.models import Proposal
from essaim.desk.actions.outbox import Letter, release_mailing, write_mailing
from essaim.desk.actions.token import create_token
from essaim.desk.actions.webhook import add_webhook
from essaim.desk.events import emit
from essaim.desk.models import Account, Mailing, Token, Webhook
from essaim.desk.scopes import SCOPES
from essaim.forum.models import Absence, Speaker
from essaim.forum.queries.team import draft_changes
from essaim.registry.models import Person
from tests.call.conftest import Cast
from tests.factories import call as make
from tests.factories import forum as make_forum

State = Proposal.State


def key(account: Account, *scopes: str, limit: str = "") -> str:
    number = Token.objects.count()
    return create_token(
        account=account, name=f"clé {number}", scopes=scopes or tuple(SCOPES), expires_at=timezone.now() + timedelta(30), limit=limit
    )[1]


@dataclass
class Caller:
    secret: str

    def __call__(self, method: str, address: str, body: object = None, status: int = 200, **asked: object) -> Any:
        client = Client(headers={"Authorization": f"Bearer {self.secret}"} if self.secret else {})
        given: dict[str, Any] = {"content_type": "application/json", "data": json.dumps(body)} if body is not None else {"data": asked}
        response = getattr(client, method.lower())(f"/api/v1{address}", **given)
        assert response.status_code == status, response.content[:800]
        assert response["Cache-Control"] == "no-store"
        return response.json() if response.content else None


@dataclass(frozen=True)
class Operation:
    scope: str
    body: Callable[[Cast], object] | None = None
    status: int = 200
    who: str = "team"
    address: Callable[[Cast], str] | None = None


def proposal(cast: Cast, number: int | None = None) -> str:
    return f"/editions/ici/proposals/{number or cast.proposal.number}"


def rows(_cast: Cast) -> object:
    return {"rows": [{"values": {"Titre": "Jardins", "Type de proposition": "collective"}}], "language": "fr"}


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("GET", "/key"): Operation(""),
    ("GET", "/editions/{edition}/proposals"): Operation("proposals:read"),
    ("GET", "/editions/{edition}/proposals/{number}"): Operation("proposals:read"),
    ("PATCH", "/editions/{edition}/proposals/{number}"): Operation("proposals:write", lambda _cast: {"title": {"fr": "Autre"}}),
    ("POST", "/editions/{edition}/calls/{call}/proposals"): Operation(
        "proposals:write", lambda _cast: {"kind": "collective", "language": "fr", "title": {"fr": "Neuve"}}, 201
    ),
    ("POST", "/editions/{edition}/calls/{call}/import"): Operation("proposals:write", rows),
    ("POST", "/editions/{edition}/proposals/{number}/send"): Operation(
        "proposals:write", lambda _cast: {}, who="contributor", address=lambda cast: f"{proposal(cast, drafted(cast).number)}/send"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/withdraw"): Operation("proposals:write", lambda _cast: {}, who="contributor"),
    ("POST", "/editions/{edition}/proposals/{number}/take-up"): Operation(
        "proposals:write", lambda _cast: {}, who="contributor", address=lambda cast: f"{proposal(cast, withdrawn(cast).number)}/take-up"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/move"): Operation("board:write", lambda _cast: {"state": "discussed"}),
    ("POST", "/editions/{edition}/proposals/{number}/path"): Operation("board:write", lambda _cast: {"path": "B"}),
    ("POST", "/editions/{edition}/proposals/{number}/decline"): Operation("board:write", lambda _cast: {"reason": "Trop tard."}),
    ("POST", "/editions/{edition}/proposals/{number}/confirm"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"{proposal(cast, kept(cast).number)}/confirm"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/unconfirm"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"{proposal(cast, confirmed(cast).number)}/unconfirm"
    ),
    ("GET", "/editions/{edition}/proposals/{number}/comments"): Operation("proposals:read"),
    ("POST", "/editions/{edition}/proposals/{number}/comments"): Operation("board:write", lambda _cast: {"body": "Bien."}, 201),
    ("GET", "/editions/{edition}/proposals/{number}/marks"): Operation("proposals:read"),
    ("PUT", "/editions/{edition}/proposals/{number}/marks"): Operation(
        "board:write", lambda cast: [{"criterion": marked(cast), "value": 3}]
    ),
    ("POST", "/editions/{edition}/mergers"): Operation(
        "board:write", lambda cast: {"proposals": [cast.proposal.number, second(cast).number]}, 201
    ),
    ("POST", "/editions/{edition}/mergers/{number}/undo"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"/editions/ici/mergers/{merged(cast).number}/undo"
    ),
    ("POST", "/editions/{edition}/proposals/{number}/attach"): Operation(
        "board:write",
        lambda cast: {"panel": cast.proposal.number},
        address=lambda cast: f"{proposal(cast, cast.individual.number)}/attach",
    ),
    ("POST", "/editions/{edition}/proposals/{number}/detach"): Operation(
        "board:write", lambda _cast: {}, address=lambda cast: f"{proposal(cast, attached(cast).number)}/detach"
    ),
    ("GET", "/editions/{edition}/balance"): Operation("proposals:read"),
    ("GET", "/editions/{edition}/speakers"): Operation("speakers:read"),
    ("GET", "/editions/{edition}/absences"): Operation("speakers:read"),
    ("GET", "/editions/{edition}/mailings"): Operation("mail:read"),
    ("GET", "/editions/{edition}/mailings/{pk}"): Operation("mail:read", address=lambda cast: f"/editions/ici/mailings/{mailed(cast).pk}"),
    ("GET", "/editions/{edition}/mailings/{pk}/letters"): Operation(
        "mail:read", address=lambda cast: f"/editions/ici/mailings/{mailed(cast).pk}/letters"
    ),
    ("POST", "/editions/{edition}/mailings/{pk}/release"): Operation(
        "mail:write", lambda _cast: {}, address=lambda cast: f"/editions/ici/mailings/{mailed(cast).pk}/release"
    ),
    ("POST", "/editions/{edition}/mailings/{pk}/stop"): Operation(
        "mail:write", lambda _cast: {}, address=lambda cast: f"/editions/ici/mailings/{going(cast).pk}/stop"
    ),
    ("PUT", "/editions/{edition}/speakers/{person}/answers/{session}"): Operation(
        "speakers:write",
        lambda _cast: {"answer": "confirmed"},
        address=lambda cast: f"/editions/ici/speakers/{billed(cast)}/answers/seance",
    ),
    ("POST", "/editions/{edition}/absences"): Operation("speakers:write", lambda cast: {"people": [billed(cast)], "reason": "visa"}, 201),
    ("POST", "/editions/{edition}/absences/{person}/lift"): Operation(
        "speakers:write", lambda _cast: {}, address=lambda cast: f"/editions/ici/absences/{gone(cast)}/lift"
    ),
    ("GET", "/editions/{edition}/webhooks"): Operation("webhooks:read"),
    ("POST", "/editions/{edition}/webhooks"): Operation("webhooks:write", lambda _cast: {"url": "https://example.org/neuf"}, 201),
    ("DELETE", "/editions/{edition}/webhooks/{pk}"): Operation(
        "webhooks:write", status=204, address=lambda cast: f"/editions/ici/webhooks/{hooked(cast).pk}"
    ),
    ("POST", "/editions/{edition}/webhooks/{pk}/deliveries/{delivery}/replay"): Operation(
        "webhooks:write", lambda _cast: {}, 201, address=lambda cast: replayed(hooked(cast))
    ),
    ("GET", "/editions/{edition}/webhooks/{pk}/deliveries"): Operation(
        "webhooks:read", address=lambda cast: f"/editions/ici/webhooks/{hooked(cast).pk}/deliveries"
    ),
    ("GET", "/editions/{edition}/draft"): Operation("programme:read"),
    ("POST", "/editions/{edition}/release"): Operation(
        "programme:write", lambda cast: {"expected": draft_changes(cast.edition).digest}, 201
    ),
}


def drafted(cast: Cast) -> Proposal:
    return make.make_proposal(
        cast.call, "Ébauche", state=State.DRAFT, author=cast.contributor, organisations=["Les Tablées"], summary="Un résumé."
    )


def withdrawn(cast: Cast) -> Proposal:
    return make.make_proposal(cast.call, "Retirée", state=State.WITHDRAWN, author=cast.contributor)


def kept(cast: Cast) -> Proposal:
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.KEPT)
    return cast.proposal


def confirmed(cast: Cast) -> Proposal:
    from essaim.call.actions.confirming import confirm_proposal

    confirm_proposal(proposal=kept(cast), by=cast.team)
    return cast.proposal


def marked(cast: Cast) -> int:
    return make.make_criterion(cast.call).pk


def second(cast: Cast) -> Proposal:
    return make.make_proposal(cast.call, "Jardins partagés", path=cast.path)


def merged(cast: Cast) -> Proposal:
    return merge_proposals(proposals=[cast.proposal, second(cast)], by=cast.team).result


def attached(cast: Cast) -> Proposal:
    from essaim.call.actions.attach import attach_individual

    return attach_individual(proposal=cast.individual, panel=cast.proposal, by=cast.team)


def mailed(cast: Cast) -> Mailing:
    one = Letter(key="a", to_email="awa@secret.example", to_name="Awa Secret", subject="Bonjour", body="Texte.", language="fr")
    return write_mailing(kind="test", key=f"m{Mailing.objects.count()}", label="Essai", letters=[one], by=cast.team, scope=cast.edition)


def going(cast: Cast) -> Mailing:
    mailing = mailed(cast)
    release_mailing(mailing=mailing, by=cast.team)
    return mailing


def billed(cast: Cast) -> str:
    """Somebody on the bill of the session “seance”: the slug."""
    session = make_forum.make_session(cast.edition, "Séance", code="seance", paths=[cast.path])
    person = make_forum.make_person("Bintou")
    make_forum.make_appearance(session, person)
    return str(person.slug)


def gone(cast: Cast) -> str:
    slug = billed(cast)
    Absence.objects.create(edition=cast.edition, person=Person.objects.get(slug=slug), reason=Absence.Reason.VISA)
    return slug


def replayed(hook: Webhook) -> str:
    return f"/editions/ici/webhooks/{hook.pk}/deliveries/{hook.deliveries.get().pk}/replay"


def hooked(cast: Cast) -> Webhook:
    hook = add_webhook(scope=cast.edition, url=f"https://example.org/{Webhook.objects.count()}", events=[], by=cast.team)
    emit("proposal.sent", scope=cast.edition, payload={"number": 1})
    return hook


def address_of(cast: Cast, path: str, operation: Operation) -> str:
    if operation.address:
        return operation.address(cast)
    values = {"{edition}": "ici", "{call}": "appel", "{number}": str(cast.proposal.number), "{pk}": "1"}
    for name, value in values.items():
        path = path.replace(name, value)
    return path


def names(pair: tuple[str, str]) -> str:
    return " ".join(pair)


def personal(cast: Cast) -> None:
    make.make_contributor(cast.proposal, "Awa", email="awa@secret.example", phone="06 11 22 33 44")
    make.make_question(cast.call, "besoin", is_personal=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"besoin": "secret médical"})
    session = make_forum.make_session(cast.edition, "Séance", code="seance", paths=[cast.path])
    person = make_forum.make_person("Bintou")
    make_forum.make_appearance(session, person)
    Speaker.objects.create(edition=cast.edition, person=person, email="bintou@secret.example", phone="06 22", needs="secret régime")
    Absence.objects.create(edition=cast.edition, person=person, reason=Absence.Reason.VISA, note="secret")
    mailed(cast)
