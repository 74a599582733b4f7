"""Proposals as their authors write and follow them."""

import json
from collections.abc import Callable

from essaim.call.actions.contributors import invite_author, link_for
from essaim.call.models import Comment
from tests.factories import call as make
from tests.rights.row import BOARD, LOGGED_IN, TEAM, Row
from tests.rights.world import SECRET, World

Args = Callable[[World], list[object]]
AUTHOR = frozenset({"contributor"})
WRITERS = AUTHOR | TEAM
"""Of one that was sent. A draft is its authors' alone."""
CORRECTS = "The team may correct what was sent; a draft is its authors’ alone."


def fill(world: World) -> None:
    """One to withdraw, a question to answer, an invitation for somebody."""
    contributor = world.cast["contributor"]
    make.make_kind(world.things["call"], slug="sorte")
    asked = world.things["proposal"]
    world.things |= {
        "to withdraw": make.make_proposal(world.things["call"], f"À retirer {SECRET}", path=world.path, author=contributor),
        "question to its author": Comment.objects.create(
            proposal=asked, kind=Comment.Kind.QUESTION, body=f"Question {SECRET}", by=world.cast["lead"]
        ),
        "invitation": link_for(
            invite_author(proposal=world.things["draft_proposal"], email=world.cast["participant"].email, name="", by=contributor)
        ),
    }


def proposal(name: str = "proposal") -> Args:
    return lambda world: [world.edition.slug, world.things[name].number]


def question(world: World) -> list[object]:
    return [*proposal()(world), world.key("question to its author")]


def texts(world: World) -> dict[str, str]:
    return {"asked": json.dumps({"base": {}, "texts": {"description.fr": f"Écrit {SECRET}."}, "key": ""})}


ROWS: dict[str, Row] = {
    "call:mine": Row(allowed=LOGGED_IN, why="Everybody sees their own."),
    "call:join": Row(
        allowed=LOGGED_IN,
        args=lambda world: [world.things["invitation"]],
        data=lambda _: {},
        post_allowed=frozenset({"participant"}),
        post_refused=409,
        first="participant",
        why="The page says only who is logged in; the link binds the account it was sent to.",
    ),
    "call:propose": Row(
        allowed=LOGGED_IN,
        args=lambda world: [world.edition.slug, world.things["call"].slug, "sorte"],
        form={"language": "fr"},
        why="Whoever is logged in may propose.",
    ),
    "call:proposal": Row(allowed=AUTHOR | BOARD, args=proposal(), ok=(200, 302), why="Its path team is led to its own page."),
    "call:write": Row(allowed=WRITERS, args=proposal(), form={"level": "novice"}, first="contributor", why=CORRECTS),
    "call:save": Row(allowed=WRITERS, args=proposal(), get=False, data=texts, ok=(200,), first="contributor", why=CORRECTS),
    "call:choices": Row(
        allowed=WRITERS,
        args=proposal(),
        get=False,
        data=lambda _: {"level": "expert", "persons": "0", "organisations": "0"},
        ok=(200,),
        first="contributor",
    ),
    "call:state": Row(allowed=WRITERS, args=proposal()),
    "call:check": Row(allowed=AUTHOR, args=proposal("draft_proposal")),
    "call:invite": Row(
        allowed=AUTHOR, args=proposal("draft_proposal"), get=False, data=lambda _: {"email": "quelqu-un@example.org", "name": "Quelqu’un"}
    ),
    "call:answer": Row(allowed=AUTHOR, args=question, get=False, data=lambda _: {"body": f"Réponse {SECRET}"}),
    "call:withdraw": Row(allowed=AUTHOR, args=proposal("to withdraw"), get=False, data=lambda _: {}),
    "call:history": Row(allowed=AUTHOR | BOARD, args=proposal(), why="The path team sees what was sent and what changed since."),
}
