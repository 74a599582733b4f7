"""Speakers, their one link, those who cannot come and those who could step in."""

from essaim.forum.links import token_of
from tests.rights.row import EVERYONE, PATH, TEAM, Row
from tests.rights.world import World

LEADS = TEAM | {"lead", "other_lead"}
"""Whoever leads a path of the edition: each sees those of their own path."""
LINK = "The link itself is the right: it is signed, names one person of one edition, and ends when the team ends it."


def edition(world: World) -> list[object]:
    return [world.edition.slug]


def person(world: World) -> list[object]:
    return [world.edition.slug, world.person.pk]


def thing(name: str):
    return lambda world: [world.edition.slug, world.key(name)]


def sends(data: dict[str, object]):
    return lambda _world: data


def session(world: World) -> list[object]:
    return [world.edition.slug, world.session.code]


def link(world: World) -> list[object]:
    return [world.edition.slug, token_of(world.things["speaker"])]


def bill_of(world: World) -> int:
    return world.session.appearances.get(person=world.person).pk


ROWS: dict[str, Row] = {
    "forum:answer_link": Row(
        allowed=EVERYONE,
        args=edition,
        data=lambda world: {"email": world.things["speaker"].email},
        ok=(200,),
        why="The same answer for every address, known or not; the letter goes to the address we have.",
    ),
    "forum:answer": Row(
        allowed=EVERYONE,
        args=link,
        data=sends({"part": "declared", "d-needs": "Autre besoin"}),
        tells=EVERYONE,
        why=LINK,
    ),
    "forum:answer_for": Row(
        allowed=EVERYONE,
        args=lambda world: [*link(world), world.key("cared_for")],
        data=sends({"part": "declared", "d-needs": "Autre besoin"}),
        tells=EVERYONE,
        why="Somebody’s contact answers for who has no address of their own, and for nobody else.",
    ),
    "team:speakers": Row(
        allowed=LEADS, args=edition, why="A path’s lead sees the people of that path’s sessions, without what is for the team alone."
    ),
    "team:speakers_ask": Row(
        allowed=LEADS,
        args=edition,
        get=False,
        data=lambda world: {"chosen": [world.person.pk], "write": "1", "nonce": "essai"},
        first="team",
    ),
    "team:speaker": Row(allowed=PATH, args=person),
    "team:speaker_change": Row(allowed=TEAM, args=person, get=False, data=sends({"email": "autre@example.org"})),
    "team:speaker_link": Row(allowed=TEAM, args=person, get=False, data=sends({})),
    "team:speaker_told": Row(
        allowed=TEAM,
        args=lambda world: [*person(world), bill_of(world)],
        get=False,
        data=lambda world: {f"t{bill_of(world)}-answer": "confirmed"},
    ),
    "team:absences": Row(allowed=TEAM, args=edition),
    "team:absence_note": Row(allowed=TEAM, args=edition, data=lambda world: {"write": "1", "reason": "visa", "person": [world.person.pk]}),
    "team:absence": Row(allowed=TEAM, args=thing("absence"), data=sends({"reason": "illness"})),
    "team:absence_lift": Row(allowed=TEAM, args=thing("absence"), get=False, data=sends({})),
    "team:absence_session": Row(allowed=TEAM, args=session),
    "team:absence_presence": Row(
        allowed=TEAM, args=session, get=False, data=lambda world: {"appearance": world.key("absent_bill"), "presence": "absent"}
    ),
    "team:absence_choose": Row(
        allowed=TEAM,
        args=lambda world: [*session(world), world.key("absent_bill"), f"s{world.key('stand_in')}"],
        data=sends({"role": "speaker"}),
    ),
    "team:absence_undo": Row(allowed=TEAM, args=lambda world: [*session(world), world.key("substitution")], get=False, data=sends({})),
    "team:stand_ins": Row(allowed=TEAM, args=edition),
    "team:stand_ins_take": Row(allowed=TEAM, args=edition, data=sends({"write": "1", "text": "nom;visa\nNouvelle Essai;obtenu"})),
    "team:stand_ins_model": Row(allowed=TEAM, args=edition),
    "team:stand_ins_export": Row(allowed=TEAM, args=edition),
    "team:stand_in_new": Row(allowed=TEAM, args=edition, form={"name": "Nouvelle Essai"}),
    "team:stand_in": Row(allowed=TEAM, args=thing("stand_in"), form={"name": "Autre nom"}),
    "team:stand_in_remove": Row(allowed=TEAM, args=thing("stand_in"), form={}),
}
