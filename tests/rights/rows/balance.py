"""Balance: figures for whoever has work to do in the edition (of their own paths and the sums), aims for the team."""

from essaim.call.models import Aim
from tests.rights.row import ANY_OFFICE, TEAM, Row
from tests.rights.world import SECRET, World

OFFICE = ANY_OFFICE - {"elsewhere"}


def fill(world: World) -> None:
    """An aim that is missed, one to be removed."""
    call = world.things["call"]
    world.things |= {
        "aim": Aim.objects.create(call=call, dimension="continent", values=["AF"], least_percent=25, words={"fr": f"Un quart {SECRET}"}),
        "aim to remove": Aim.objects.create(call=call, dimension="gender", values=["woman"], least_percent=50),
    }


def edition(world: World) -> list[object]:
    return [world.edition.slug]


def dimension(world: World) -> list[object]:
    return [world.edition.slug, "gender"]


ROWS: dict[str, Row] = {
    "call_team:balance": Row(
        allowed=OFFICE,
        args=edition,
        why="Of their own paths and the sums; counts of people under five are withheld from all.",
    ),
    "call_team:balance_table": Row(allowed=OFFICE, args=edition),
    "call_team:swaps": Row(allowed=OFFICE, args=edition, why="Only proposals and sessions of paths whose proposals they read."),
    "call_team:aims": Row(allowed=TEAM, args=edition),
    "call_team:aim_new": Row(allowed=TEAM, args=dimension, form=lambda _world: {"values": ["woman"], "least_percent": "40"}),
    "call_team:aim_change": Row(allowed=TEAM, args=lambda world: [world.edition.slug, world.key("aim")], form={"least_percent": "30"}),
    "call_team:aim_remove": Row(allowed=TEAM, args=lambda world: [world.edition.slug, world.key("aim to remove")], form={}),
}
