"""Pages for readers: of an edition that is not public, for its team alone."""

from collections.abc import Callable

from tests.rights.row import EVERYONE, MISSING, Row
from tests.rights.world import World

Args = Callable[[World], list[object]]
NOBODY: frozenset[str] = frozenset()


def page(args: Args = lambda _: [], **more: object) -> Row:
    return Row(allowed=EVERYONE, refusal=MISSING, args=args, **more)


def of_edition(more: Args = lambda _: [], hidden: Args | None = None, **facts: object) -> Row:
    """Public for `ici`, and 404 but for the team of `cachee`."""
    return page(
        lambda world: [world.edition.slug, *more(world)], hidden=lambda world: [world.hidden.slug, *(hidden or more)(world)], **facts
    )


def released(more: Args = lambda _: [], hidden: Args | None = None, **facts: object) -> Row:
    """What stays of an edition: nobody sees it here before the edition is public, its team sees it in the back office."""
    return of_edition(more, hidden, hidden_allowed=NOBODY, **facts)


def session(world: World) -> list[object]:
    return [world.session.code]


def hidden_session(world: World) -> list[object]:
    return [world.things["hidden session"].code]


LETTER: Args = lambda _: ["A"]  # noqa: E731 as short as the others
DAY: Args = lambda world: [world.edition.starts_on.isoformat()]  # noqa: E731

ROWS: dict[str, Row] = {
    "health": page(ok=(200, 503)),
    "theme": page(get=False, data=lambda _: {"theme": "dark"}, changes=False),
    "file": page(
        lambda world: [world.things["photos"].upload.key],
        hidden=lambda world: [world.things["hidden photos"].upload.key],
        why="A file is public with the thing that holds it.",
    ),
    "robots": page(),
    "sitemap": page(),
    "share_picture": of_edition(lambda world: [*session(world), "fr"], lambda world: [*hidden_session(world), "fr"], hidden_allowed=NOBODY),
    "schedule": page(lambda world: [world.edition.slug, "json"], hidden=lambda world: [world.hidden.slug, "json"]),
    "session_calendar": of_edition(session, hidden_session),
    "path_calendar": of_edition(LETTER),
    "day_calendar": of_edition(DAY),
    "favourites_calendar": of_edition(),
    "website:home": page(),
    "website:search": page(query="?q=cantines"),
    "website:people": page(),
    "website:person": page(
        lambda world: [world.person.slug], hidden=lambda world: [world.things["private_person"].slug], hidden_allowed=NOBODY
    ),
    "website:organisations": page(),
    "website:organisation": page(lambda world: [world.organisation.slug]),
    "website:territories": page(),
    "website:territory": page(lambda _: ["iso-3166", "country", "FR"]),
    "website:goals": page(),
    "website:goal": page(lambda _: ["odd", "2"]),
    "website:about": page(),
    "website:accessibility": page(),
    "website:privacy": page(),
    "api:reference": page(),
    "forum:editions": page(),
    "forum:comparison": page(),
    "forum:edition": released(),
    "forum:programme": of_edition(),
    "forum:now": of_edition(),
    "forum:favourites": of_edition(),
    "forum:keep": of_edition(
        get=False,
        data=lambda world: {"session": world.session.pk},
        hidden_data=lambda world: {"session": world.things["hidden session"].pk},
        first="participant",
    ),
    "forum:session": of_edition(session, hidden_session),
    "forum:paths": released(),
    "forum:path": released(LETTER),
    "forum:report": released(lambda world: [world.report.slug], lambda world: [world.things["hidden reports"].slug]),
    "forum:versions": released(),
    "forum:version_feed": released(),
    "forum:version_changes": released(lambda _: [1, 2]),
    "forum:media": released(),
    "forum:photo": released(lambda world: [world.key("photos")], lambda world: [world.key("hidden photos")]),
    "forum:proceedings": released(),
    "forum:proceedings_pdf": released(),
}
