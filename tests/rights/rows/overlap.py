"""Near proposals, mergers, panels: for who builds path A; of other paths a number at most."""

from collections.abc import Callable

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.merger import merge_proposals
from essaim.call.models import Likeness
from essaim.call.queries.overlap import RENEW
from essaim.desk.models import Job
from tests.factories import call as make
from tests.rights.row import BOARD, PATH, Row
from tests.rights.world import SECRET, World

Args = Callable[[World], list[object]]
OFFICE = BOARD | {"other_lead"}
NEAR, NEAR_TOO = 9001, 9002
"""Numbers of their own, because an address's question cannot ask the world."""
OWN_PATHS = "Another path’s lead opens it for their own path, and reads nothing of this one."


def fill(world: World) -> None:
    """Two near ones, one near on another path, a merged one, an individual one in a panel."""
    call, team = world.things["call"], world.cast["team"]
    parts = [make.make_proposal(call, f"Partie {n} {SECRET}", path=world.path, organisations=[f"Porteur {SECRET}"]) for n in (1, 2)]
    single = make.make_proposal(call, f"Récit {SECRET}", path=world.path, nature="individual")
    panel = make.make_proposal(call, f"Panel {SECRET}", path=world.path)
    near = [make.make_proposal(call, f"Proche {n} {SECRET}", path=world.path, summary=f"Texte {n} {SECRET}") for n in (1, 2)]
    for one, other in ((*near,), (near[0], world.things["elsewhere"])):
        for here, there in ((one, other), (other, one)):
            Likeness.objects.create(one=here, other=there, score=0.9, reasons={"words": [[SECRET, SECRET]]})
    for one, number in zip(near, (NEAR, NEAR_TOO), strict=True):
        one.number = number
        one.save(update_fields=["number"])
    world.things |= {
        "merged": merge_proposals(proposals=parts, by=team, reason=f"Raison {SECRET}").result,
        "attached": attach_individual(proposal=single, panel=panel, by=team),
        "panel": panel,
        "near": near[0],
        "near too": near[1],
    }
    Job.objects.filter(kind=RENEW).delete()


def edition(*names: str) -> Args:
    return lambda world: [world.edition.slug, *(world.things[name].number for name in names)]


ROWS: dict[str, Row] = {
    "call_team:overlaps": Row(allowed=OFFICE, args=edition(), why=OWN_PATHS),
    "call_team:path_overlaps": Row(allowed=BOARD, args=lambda world: [world.edition.slug, "A"]),
    "call_team:overlaps_renew": Row(allowed=OFFICE, args=edition(), get=False, data=lambda _: {"yes": "1"}, why=OWN_PATHS),
    "call_team:compare": Row(allowed=BOARD, args=edition("near", "near too")),
    "call_team:distinct": Row(allowed=PATH, args=edition("near", "near too"), get=False, data=lambda _: {"yes": "1"}),
    "call_team:merge_with": Row(allowed=PATH, args=edition("near")),
    "call_team:separate": Row(allowed=PATH, args=edition("merged"), form={"reason": "Deux sujets"}),
    "call_team:ask_merger": Row(
        allowed=frozenset({"lead"}),
        args=edition("near"),
        form={"note": "Parlons-en"},
        why="The team decides on every path: it asks nobody.",
    ),
    "call_team:merge": Row(
        allowed=PATH, args=edition(), query=f"?p={NEAR}&p={NEAR_TOO}", form={"t0": "own", "t0_own": "Un titre commun", "merge": "1"}
    ),
    "call_team:attach": Row(
        allowed=PATH, args=edition("individual"), form=lambda world: {"panel": str(world.things["panel"].number), "reason": "Même sujet"}
    ),
    "call_team:detach": Row(allowed=PATH, args=edition("attached"), form={"reason": "Autre panel"}),
}
