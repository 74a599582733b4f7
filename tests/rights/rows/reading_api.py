"""The open part of the API: the same for everybody; what is not public does not exist, not even for its team."""

from collections.abc import Callable

from tests.rights.row import EVERYONE, MISSING, Row
from tests.rights.world import World

NOBODY: frozenset[str] = frozenset()
Args = Callable[[World], list[object]]


def reading(more: Args = lambda _: [], *, hidden: Args | None = None) -> Row:
    return Row(
        allowed=EVERYONE,
        refusal=MISSING,
        args=lambda world: [world.edition.slug, *more(world)],
        hidden=lambda world: [world.hidden.slug, *(hidden or more)(world)],
        hidden_allowed=NOBODY,
    )


def listing(args: Args = lambda _: [], *, hidden: Args | None = None, query: str = "") -> Row:
    return Row(allowed=EVERYONE, refusal=MISSING, args=args, hidden=hidden, hidden_allowed=NOBODY, query=query)


EDITION = "GET /api/v1/editions/{edition}"
ROWS: dict[str, Row] = {
    "GET /api/v1/series": listing(),
    "GET /api/v1/editions": listing(),
    EDITION: reading(),
    f"{EDITION}/sites": reading(),
    f"{EDITION}/paths": reading(),
    f"{EDITION}/formats": reading(),
    f"{EDITION}/sessions": reading(),
    f"{EDITION}/sessions/{{code}}": reading(lambda world: [world.session.code], hidden=lambda _: ["cachee"]),
    f"{EDITION}/versions": reading(),
    f"{EDITION}/versions/{{number}}/slots": reading(lambda _: [1]),
    f"{EDITION}/reports": reading(),
    f"{EDITION}/reports/{{slug}}": reading(lambda _: ["compte-rendu"], hidden=lambda _: ["cache"]),
    f"{EDITION}/downloads": reading(),
    f"{EDITION}/photos": reading(),
    f"{EDITION}/videos": reading(),
    f"{EDITION}/notes": reading(),
    "GET /api/v1/people": listing(),
    "GET /api/v1/people/{slug}": listing(lambda _: ["rachida-abibi"], hidden=lambda _: ["personne-cachee"]),
    "GET /api/v1/organisations": listing(),
    "GET /api/v1/organisations/{slug}": listing(lambda _: ["reseau-des-cantines"]),
    "GET /api/v1/territories": listing(),
    "GET /api/v1/territories/{scheme}/{level}/{code}": listing(lambda _: ["iso-3166", "country", "FR"]),
    "GET /api/v1/frameworks": listing(),
    "GET /api/v1/frameworks/{framework}/goals": listing(lambda _: ["odd"]),
    "GET /api/v1/claims": listing(),
    "GET /api/v1/search": listing(query="?q=cantines"),
}
