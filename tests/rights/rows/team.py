"""The forum's back office."""

from tests.rights.row import ANY_OFFICE, ANY_TEAM, TEAM, Row
from tests.rights.world import World, picture


def edition(world: World) -> list[object]:
    return [world.edition.slug]


def session(world: World) -> list[object]:
    return [world.edition.slug, world.session.code]


def draft(world: World) -> list[object]:
    return [world.edition.slug, world.draft.code]


CHANGES: dict[str, dict[str, str]] = {
    "sites": {"name__fr": "Nouveau"},
    "rooms": {"name__fr": "Nouvelle"},
    "paths": {"name__fr": "Nouveau", "letter": "Y"},
    "formats": {"name__fr": "Nouveau"},
    "partners": {"note__fr": "Note", "organisation": "Réseau des cantines"},
    "figures": {"value": "17", "said_by": "Essai"},
    "photos": {"alt__fr": "Autre", "credit": "Autres"},
    "downloads": {"title__fr": "Autre", "url": "https://example.org/autre"},
    "videos": {"title__fr": "Autre", "url": "https://example.org/autre"},
    "notes": {"body__fr": "Autre"},
    "reports": {"title__fr": "Autre", "organisation": "Réseau des cantines"},
    "visits": {"delegation__fr": "Autre"},
    "statements": {"text__fr": "Autre"},
    "links": {"title__fr": "Autre", "url": "https://example.org/autre"},
}
ON_REPORT = ("statements", "links")


def new_thing(name: str, world: World) -> dict[str, object]:
    more: dict[str, object] = {
        "photos": {"file": picture("#111")},
        "notes": {"session": world.session.pk},
        "rooms": {"site": world.site.pk},
    }.get(name, {})
    return {**CHANGES[name], **more}


def shelf(name: str) -> dict[str, Row]:
    def holder(world: World) -> list[object]:
        return [world.edition.slug, world.report.pk] if name in ON_REPORT else [world.edition.slug]

    def thing(world: World) -> list[object]:
        return [*holder(world), world.key(name)]

    return {
        f"team:{name}": Row(allowed=TEAM, args=holder),
        f"team:{name}_new": Row(allowed=TEAM, args=holder, form=lambda world: new_thing(name, world)),
        f"team:{name}_change": Row(allowed=TEAM, args=thing, form=CHANGES[name]),
        f"team:{name}_remove": Row(allowed=TEAM, args=thing, form={}),
    }


ROWS: dict[str, Row] = {
    "team:home": Row(allowed=ANY_OFFICE),
    "team:edition_new": Row(
        allowed=ANY_TEAM,
        form=lambda world: {
            "name__fr": "Neuve",
            "slug": "neuve",
            "series": world.edition.series_id,
            "starts_on": "2028-01-01",
            "ends_on": "2028-01-02",
        },
    ),
    "team:import_edition": Row(allowed=ANY_TEAM, form={}, changes=False, ok=(200,), why="Without a file it says what is missing."),
    "team:import_model": Row(allowed=ANY_TEAM),
    "team:series": Row(allowed=ANY_TEAM),
    "team:series_new": Row(allowed=ANY_TEAM, form={"name__fr": "Neuve", "slug": "neuve"}),
    "team:series_change": Row(
        allowed=TEAM, args=lambda _: ["serie"], form={"name__fr": "Autre"}, why="A series is for whoever has all its editions."
    ),
    "team:series_remove": Row(allowed=ANY_TEAM, args=lambda _: ["vide"], form={}, why="This one has no edition."),
    "team:edition": Row(allowed=TEAM, args=edition),
    "team:settings": Row(allowed=TEAM, args=edition, form={"short_name": "Ici"}),
    "team:edition_remove": Row(allowed=TEAM, args=lambda _: ["vide"], form={}),
    "team:sessions": Row(allowed=TEAM, args=edition),
    "team:session_states": Row(
        allowed=TEAM, args=edition, get=False, data=lambda world: {"chosen": [world.session.code], "state": "cancelled"}
    ),
    "team:session_new": Row(allowed=TEAM, args=edition, form={"title__fr": "Neuve"}),
    "team:session": Row(allowed=TEAM, args=session, form={"title__fr": "Autre"}),
    "team:session_state": Row(allowed=TEAM, args=session, get=False, data=lambda _: {"state": "cancelled"}),
    "team:session_remove": Row(allowed=TEAM, args=draft, form={}),
    "team:release": Row(allowed=TEAM, args=edition, form={"note__fr": "Note"}),
    "team:import_new": Row(allowed=TEAM, args=edition, form={}, changes=False, ok=(200,), why="Without a file it says what is missing."),
    "team:import": Row(allowed=TEAM, args=lambda world: [world.edition.slug, world.key("imports")]),
    "team:import_take": Row(
        allowed=TEAM, args=lambda world: [world.edition.slug, world.key("preview")], get=False, data=lambda _: {"take": "1"}
    ),
    "team:import_findings": Row(allowed=TEAM, args=lambda world: [world.edition.slug, world.key("imports")]),
    "team:journal": Row(allowed=TEAM, args=edition),
    "team:person_journal": Row(allowed=TEAM, args=lambda world: [world.edition.slug, world.cast["team"].pk]),
    "team:thing_journal": Row(allowed=TEAM, args=lambda world: [world.edition.slug, "forum.session", world.session.pk]),
    **{name: row for one in CHANGES for name, row in shelf(one).items()},
}
