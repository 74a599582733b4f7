"""The board, one proposal for its path team, marks, interests, confirming and placing: a reviewer reads, whoever leads decides."""

from collections.abc import Callable

from essaim.call.actions.confirming import confirm_proposal
from essaim.call.actions.review import declare_conflict
from essaim.call.models import Proposal
from essaim.call.steps import seen_of
from tests.factories import call as make
from tests.rights.row import BOARD, PATH, TEAM, Row
from tests.rights.world import SECRET, World

Args = Callable[[World], list[object]]
OFFICE = BOARD | {"other_lead"}
OWN_PATHS = "Another path’s lead opens it for their own path, and reads nothing of this one."
READS = "A reviewer reads and marks; moving is for whoever leads the path."


def fill(world: World) -> None:
    """One kept, one confirmed, one with a conflict of interest, a criterion nobody marked on."""
    call, team = world.things["call"], world.cast["team"]
    kept, confirmed, tied = (
        make.make_proposal(call, f"{word} {SECRET}", path=world.path, state=Proposal.State.KEPT, organisations=[f"Porteur {SECRET}"])
        for word in ("Retenue", "Confirmée", "Liée")
    )
    make.make_contributor(kept, f"Oratrice {SECRET}", role="speaker", email=f"{SECRET}.oratrice@example.org")
    confirm_proposal(proposal=confirmed, by=team)
    world.things |= {
        "kept": kept,
        "confirmed": Proposal.objects.get(pk=confirmed.pk),
        "tied": tied,
        "conflict": declare_conflict(proposal=tied, account=world.cast["reviewer"], by=team, reason=f"Raison {SECRET}"),
        "idle criterion": make.make_criterion(call, "Critère de plus"),
    }


def edition(*more: object) -> Args:
    return lambda world: [world.edition.slug, *more]


def proposal(name: str = "proposal") -> Args:
    return lambda world: [world.edition.slug, world.things[name].number]


def criterion(world: World) -> list[object]:
    return [world.edition.slug, world.things["call"].slug, world.things["idle criterion"].pk]


ROWS: dict[str, Row] = {
    "call_team:home": Row(allowed=OFFICE, args=edition(), why=OWN_PATHS),
    "call_team:board": Row(allowed=OFFICE, args=edition(), why=OWN_PATHS),
    "call_team:lane": Row(allowed=OFFICE, args=edition("received"), why=OWN_PATHS),
    "call_team:path_board": Row(allowed=BOARD, args=edition("A")),
    "call_team:path_lane": Row(allowed=BOARD, args=edition("A", "received")),
    "call_team:move_many": Row(
        allowed=PATH,
        args=edition(),
        get=False,
        data=lambda world: {"chosen": f"{world.things['second'].number}:{seen_of(world.things['second'])}", "to": "state:kept"},
        why=READS,
    ),
    "call_team:proposal": Row(allowed=BOARD, args=proposal()),
    "call_team:move": Row(allowed=PATH, args=proposal("second"), get=False, data=lambda _: {"state": "kept"}, why=READS),
    "call_team:look": Row(allowed=BOARD, args=proposal(), get=False, data=lambda _: {"revision": "0"}),
    "call_team:comment": Row(allowed=BOARD, args=proposal(), get=False, data=lambda _: {"body": "Un mot", "say": ""}),
    "call_team:mark": Row(allowed=BOARD, args=proposal(), get=False, data=lambda world: {f"mark_{world.things['criterion'].pk}": "3"}),
    "call_team:conflict": Row(allowed=BOARD, args=proposal("second"), get=False, data=lambda _: {"reason": "J’en suis"}),
    "call_team:conflict_lift": Row(
        allowed=TEAM,
        args=lambda world: [world.edition.slug, world.things["tied"].number, world.things["conflict"].pk],
        get=False,
        data=lambda _: {},
        why="Nobody lifts a conflict of interest of their own.",
    ),
    "call_team:path": Row(allowed=PATH, args=proposal("second"), get=False, data=lambda world: {"path": world.other_path.pk}, why=READS),
    "call_team:decline": Row(allowed=PATH, args=proposal("second"), form={"reason": "Trop proche"}, why=READS),
    "call_team:confirm": Row(allowed=PATH, args=proposal("kept"), form={}, why=READS),
    "call_team:unconfirm": Row(allowed=PATH, args=proposal("confirmed"), get=False, data=lambda _: {}, why=READS),
    "call_team:place": Row(
        allowed=PATH,
        args=proposal("confirmed"),
        form=lambda world: {"day": world.edition.starts_on.isoformat(), "starts": "14:00", "ends": "15:00"},
        why="A path’s lead places the sessions of that path alone.",
    ),
    "call_team:criteria": Row(
        allowed=TEAM, args=lambda world: [world.edition.slug, world.things["call"].slug], form={"name__fr": "Ancrage", "most": "5"}
    ),
    "call_team:criterion": Row(allowed=TEAM, args=criterion, form={"name__fr": "Ancrage"}),
    "call_team:criterion_remove": Row(allowed=TEAM, args=criterion, get=False, data=lambda _: {}),
}
