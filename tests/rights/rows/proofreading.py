"""Proofreading: for the team alone; the draft programme is read there."""

from essaim.desk.actions.job import enqueue
from essaim.forum.actions.proofreading import REACH
from tests.factories import forum as make
from tests.rights.row import TEAM, Row
from tests.rights.world import SECRET, World


def fill(world: World) -> None:
    """A session that is not released, with something to find in it, and links somebody asked for."""
    make.make_session(world.edition, f"Mercredi 11 octobre 2024 {SECRET}", paths=[world.path])
    links = {"edition": world.edition.pk, "links": [f"https://example.org/{SECRET}"]}
    world.things["links tried"] = enqueue(kind=REACH, arguments=links, scope=world.edition, by=world.cast["team"])


def edition(world: World) -> list[object]:
    return [world.edition.slug]


ROWS: dict[str, Row] = {
    "team:proofread": Row(
        allowed=TEAM,
        args=edition,
        form=lambda _world: {"text_1": "Mercredi 11 octobre 2024"},
        changes=False,
        ok=(200,),
        why="A notice is read and not kept.",
    ),
    "team:proofread_programme": Row(allowed=TEAM, args=edition),
    "team:proofread_counts": Row(allowed=TEAM, args=edition),
    "team:proofread_try": Row(allowed=TEAM, args=edition, get=False, data=lambda _world: {"links": "https://example.org/"}),
    "team:proofread_links": Row(allowed=TEAM, args=lambda world: [world.edition.slug, world.key("links tried")]),
}
