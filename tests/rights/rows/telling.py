"""Outbox, webhooks, keys, and every operation of the API that asks for a key."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import override_settings
from django.utils import timezone

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.confirming import confirm_proposal
from essaim.call.actions.merger import merge_proposals
from essaim.call.models import Proposal
from essaim.desk.actions.outbox import Letter, release_mailing, write_mailing
from essaim.desk.actions.token import create_token
from essaim.desk.actions.webhook import add_webhook
from essaim.desk.events import emit
from essaim.desk.models import Delivery, Job, Token
from essaim.desk.scopes import SCOPES
from essaim.desk.unsubscribing import signer
from essaim.forum.queries.team import draft_changes
from tests.factories import call as make
from tests.rights.row import API, BOARD, EVERYONE, LOGGED_IN, MISSING, PATH, TEAM, Row
from tests.rights.world import SECRET, World

Args = Callable[[World], list[object]]
State = Proposal.State
OFFICE = PATH | {"other_lead"}
"""The team, and whoever leads a path."""
WRITERS = TEAM | {"contributor"}
AUTHOR = frozenset({"contributor"})
OWN = "Everybody with an account, for what is their own."
OWN_PATHS = "Another path’s lead opens it for their own path, and reads nothing of this one."
WROTE = "Path leads open what they wrote themselves; this one is the team’s."


def fill(world: World) -> None:
    """A draft mailing, a webhook with a failed delivery, a key for every role, and proposals in each state the API acts on."""
    edition, team = world.edition, world.cast["team"]
    letter = Letter(key="a", to_email=f"{SECRET}.5@example.org", to_name=SECRET, subject=f"Objet {SECRET}", body=f"Corps {SECRET}")
    mailing = write_mailing(kind="test", key=SECRET, label=f"Envoi {SECRET}", letters=[letter], by=team, scope=edition)
    to_group = replace(letter, key="b", to_email=f"x.{SECRET}@example.org", may_unsubscribe=True)
    in_group = write_mailing(kind="test", key=f"{SECRET} 2", label=f"Envoi {SECRET}", letters=[to_group], by=team, scope=edition)
    going = write_mailing(
        kind="test", key=f"{SECRET} 3", label=f"Envoi {SECRET}", letters=[replace(letter, key="c")], by=team, scope=edition
    )
    release_mailing(mailing=going, by=team)
    hook = add_webhook(scope=edition, url=f"https://example.org/{SECRET}", events=[], by=team)
    emit("programme.released", scope=edition, payload={"version": 1, "word": SECRET})
    Delivery.objects.update(state=Delivery.State.FAILED, answer=SECRET)
    world.things |= {
        "group letter": in_group.messages.get(),
        "mailing": mailing,
        "going mailing": going,
        "letter": mailing.messages.get(),
        "webhook": hook,
        "webhook_delivery": Delivery.objects.get(),
    }
    with override_settings(SECOND_FACTOR=False):  # asked for in test_second_factor and tests/desk/test_tokens
        for role, account in world.cast.items():
            token, secret = create_token(
                account=account, name=f"Clé {SECRET}", scopes=(*SCOPES,), expires_at=timezone.now() + timedelta(30)
            )
            world.tokens[role] = secret
            world.things[f"token {role}"] = token
    Token.objects.update(used_at=timezone.now() + timedelta(days=1))  # its use is not written down in the midst of a cell
    fill_proposals(world)
    Job.objects.filter(kind="desk.deliver").delete()


def fill_proposals(world: World) -> None:
    call, path, author, team = world.things["call"], world.path, world.cast["contributor"], world.cast["team"]

    def made(title: str, state: str = State.RECEIVED, nature: str = "collective", **facts: Any) -> Proposal:
        return make.make_proposal(call, f"{title} {SECRET}", path=path, state=state, nature=nature, organisations=["Porteur"], **facts)

    summary = f"Résumé {SECRET}"
    world.things |= {
        "api written": made("Écrite", author=author),
        "api draft": made("Ébauche", State.DRAFT, author=author, summary=summary),
        "api withdrawn": made("Retirée", State.WITHDRAWN, author=author),
        "api kept": made("Gardée", State.KEPT),
        "api confirmed": made("Confirmée", State.KEPT),
        "api one": made("Une"),
        "api two": made("Deux"),
        "api merged": merge_proposals(proposals=[made("Part"), made("Autre part")], by=team).result,
        "api single": made("Récit", nature="individual"),
        "api panel": made("Panel"),
        "api attached": attach_individual(proposal=made("Récit rattaché", nature="individual"), panel=made("Panel occupé"), by=team),
    }
    confirm_proposal(proposal=world.things["api confirmed"], by=team)


def things(*names: str) -> Args:
    return lambda world: [world.edition.slug, *(world.key(name) for name in names)]


def numbers(*names: str) -> Args:
    return lambda world: [world.edition.slug, *(world.things[name].number for name in names)]


def act(code: str) -> Callable[[World], Mapping[str, Any]]:
    return lambda _: {"act": code}


HOOK = ("webhook",)
PAGES: dict[str, Row] = {
    "team:mailings": Row(allowed=OFFICE, args=things(), why=WROTE),
    "team:mail_new": Row(
        allowed=OFFICE,
        args=things(),
        get=True,
        data=lambda _: {"roles": ["path_lead"], "subject_fr": "Objet", "body_fr": "Corps", "write": "1"},
        why=OWN_PATHS,
    ),
    "team:mailing": Row(allowed=TEAM, args=things("mailing"), why=WROTE),
    "team:mailing_act": Row(allowed=TEAM, args=things("mailing"), get=False, data=lambda _: {"go": ""}, why=WROTE),
    "team:letter": Row(allowed=TEAM, args=things("mailing", "letter"), form={"subject": "Autre objet", "body": "Autre corps"}, why=WROTE),
    "team:letter_act": Row(allowed=TEAM, args=things("mailing", "letter"), get=False, data=act("withhold"), why=WROTE),
    "team:webhooks": Row(allowed=TEAM, args=things(), data=lambda _: {"url": "https://example.org/autre"}, ok=(200,)),
    "team:webhook": Row(allowed=TEAM, args=things(*HOOK), data=lambda _: {"url": "https://example.org/autre"}),
    "team:webhook_act": Row(allowed=TEAM, args=things(*HOOK), get=False, data=act("off")),
    "team:webhook_remove": Row(allowed=TEAM, args=things(*HOOK), form={}),
    "team:webhook_delivery": Row(allowed=TEAM, args=things(*HOOK, "webhook_delivery")),
    "team:webhook_replay": Row(allowed=TEAM, args=things(*HOOK, "webhook_delivery"), get=False, data=lambda _: {"yes": "1"}),
    "desk:unsubscribe": Row(
        allowed=EVERYONE,
        args=lambda world: [signer().sign(str(world.things["group letter"].pk))],
        data=lambda _: {"List-Unsubscribe": "One-Click"},
        ok=(200,),
        refusal=MISSING,
        why="The signature in the letter is the right: no account is asked for, and the page shows the address masked.",
    ),
    "desk:tokens": Row(
        allowed=LOGGED_IN, data=lambda _: {"name": "Autre", "scopes": ["mail:read"], "lasts_days": "30"}, ok=(200,), why=OWN
    ),
    "desk:token_revoke": Row(
        allowed=frozenset({"team"}),
        args=lambda world: [world.key("token team")],
        get=False,
        data=lambda _: {"yes": "1"},
        why="Each revokes their own; this one is the team’s.",
    ),
}


def reads(allowed: frozenset[str], args: Args, why: str = "") -> Row:
    return Row(allowed=allowed, args=args, refusal=API, why=why)


def writes(allowed: frozenset[str], args: Args, data: object = None, ok: int = 200, why: str = "", first: str = "") -> Row:
    given = data if callable(data) else lambda _: data or {}
    return Row(allowed=allowed, args=args, get=False, data=given, refusal=API, ok=(ok,), why=why, first=first)


def public(args: Args) -> Row:
    return Row(allowed=EVERYONE, args=args, refusal=MISSING)


E = "/api/v1/editions/{edition}"
P = f"{E}/proposals/{{number}}"


def of_call(world: World) -> list[object]:
    return [world.edition.slug, world.things["call"].slug]


def on_the_bill(world: World) -> list[object]:
    return [world.edition.slug, world.person.slug, world.session.code]


def new_proposal(world: World) -> dict[str, Any]:
    return {"kind": world.things["proposal"].kind.slug, "language": "fr", "title": {"fr": "Neuve"}}


OPERATIONS: dict[str, Row] = {
    f"GET {E}/calls": public(things()),
    f"GET {E}/calls/{{call}}": public(of_call),
    f"GET {E}/calls/{{call}}/questions": public(of_call),
    f"GET {E}/public-proposals": public(things()),
    "GET /api/v1/key": reads(LOGGED_IN, lambda _: [], OWN),
    f"GET {E}/proposals": reads(LOGGED_IN, things(), OWN),
    f"GET {P}": reads(BOARD | AUTHOR, numbers("api written")),
    f"PATCH {P}": writes(WRITERS, numbers("api written"), {"title": {"fr": "Autre titre"}}),
    f"POST {E}/calls/{{call}}/proposals": writes(LOGGED_IN, of_call, new_proposal, 201, OWN),
    f"POST {E}/calls/{{call}}/import": writes(
        TEAM, of_call, {"rows": [{"values": {"Titre": "Jardins", "Type de proposition": "collective"}}], "language": "fr"}
    ),
    f"POST {P}/send": writes(AUTHOR, numbers("api draft")),
    f"POST {P}/withdraw": writes(AUTHOR, numbers("api written")),
    f"POST {P}/take-up": writes(AUTHOR, numbers("api withdrawn")),
    f"POST {P}/move": writes(PATH, numbers("api one"), {"state": "discussed"}),
    f"POST {P}/path": writes(PATH, numbers("api one"), {"path": "B"}),
    f"POST {P}/decline": writes(PATH, numbers("api one"), {"reason": "Trop tard."}),
    f"POST {P}/confirm": writes(PATH, numbers("api kept")),
    f"POST {P}/unconfirm": writes(PATH, numbers("api confirmed")),
    f"GET {P}/comments": reads(BOARD, numbers("proposal")),
    f"POST {P}/comments": writes(BOARD, numbers("api one"), {"body": "Bien."}, 201),
    f"GET {P}/marks": reads(BOARD, numbers("proposal")),
    f"PUT {P}/marks": writes(BOARD, numbers("api one"), lambda world: [{"criterion": world.key("criterion"), "value": 3}]),
    f"POST {E}/mergers": writes(
        PATH, things(), lambda world: {"proposals": [world.things[f"api {n}"].number for n in ("one", "two")]}, 201
    ),
    f"POST {E}/mergers/{{number}}/undo": writes(PATH, numbers("api merged")),
    f"POST {P}/attach": writes(PATH, numbers("api single"), lambda world: {"panel": world.things["api panel"].number}),
    f"POST {P}/detach": writes(PATH, numbers("api attached")),
    f"GET {E}/balance": reads(BOARD | {"other_lead"}, things(), OWN_PATHS),
    f"GET {E}/speakers": reads(OFFICE, things(), OWN_PATHS),
    f"GET {E}/absences": reads(TEAM, things()),
    f"GET {E}/mailings": reads(OFFICE, things(), WROTE),
    f"GET {E}/mailings/{{pk}}": reads(TEAM, things("mailing"), WROTE),
    f"GET {E}/mailings/{{pk}}/letters": reads(TEAM, things("mailing"), WROTE),
    f"POST {E}/mailings/{{pk}}/release": writes(TEAM, things("mailing"), why=WROTE),
    f"POST {E}/mailings/{{pk}}/stop": writes(TEAM, things("going mailing"), why=WROTE),
    f"PUT {E}/speakers/{{person}}/answers/{{session}}": writes(TEAM, on_the_bill, {"answer": "declined", "note": "Par téléphone"}),
    f"POST {E}/absences": writes(TEAM, things(), lambda world: {"people": [world.person.slug], "reason": "visa"}, 201),
    f"POST {E}/absences/{{person}}/lift": writes(TEAM, lambda world: [world.edition.slug, world.things["absence"].person.slug]),
    f"GET {E}/webhooks": reads(TEAM, things()),
    f"POST {E}/webhooks": writes(TEAM, things(), {"url": "https://example.org/autre"}, 201),
    f"DELETE {E}/webhooks/{{pk}}": writes(TEAM, things(*HOOK), ok=204),
    f"POST {E}/webhooks/{{pk}}/deliveries/{{delivery}}/replay": writes(TEAM, things(*HOOK, "webhook_delivery"), ok=201),
    f"GET {E}/webhooks/{{pk}}/deliveries": reads(TEAM, things(*HOOK)),
    f"GET {E}/draft": reads(TEAM, things()),
    f"POST {E}/release": writes(TEAM, things(), lambda world: {"expected": draft_changes(world.edition).digest}, 201),
}
ROWS: dict[str, Row] = {**PAGES, **OPERATIONS}
