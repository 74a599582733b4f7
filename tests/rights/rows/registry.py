"""People and organisations: whoever is of a team enters new ones; who runs the site (or keeps the registry) changes what is there."""

from tests.rights.row import ANY_TEAM, EVERYONE, SITE, Row
from tests.rights.world import World


def private(world: World) -> list[object]:
    return ["personne-cachee"]


def unused(world: World) -> list[object]:
    return ["organisation-vide"]


ROWS: dict[str, Row] = {
    "registry_team:people": Row(allowed=ANY_TEAM),
    "registry_team:person_new": Row(allowed=ANY_TEAM, form={"name": "Nina Neuve"}),
    "registry_team:person": Row(allowed=SITE, args=private, form={"name": "Autre Nom"}),
    "registry_team:role_new": Row(
        allowed=SITE, args=private, get=False, data=lambda _: {"organisation": "Organisation vide", "role__fr": "Présidente"}
    ),
    "registry_team:role_remove": Row(
        allowed=SITE, args=lambda world: ["personne-cachee", world.key("role")], get=False, data=lambda _: {"yes": "1"}
    ),
    "registry_team:person_remove": Row(allowed=SITE, args=lambda _: ["personne-vide"], form={}),
    "registry_team:organisations": Row(allowed=ANY_TEAM),
    "registry_team:organisation_new": Row(allowed=ANY_TEAM, form={"name__fr": "Neuve"}),
    "registry_team:organisation": Row(allowed=SITE, args=unused, form={"name__fr": "Autre"}),
    "registry_team:identifier_new": Row(allowed=SITE, args=unused, get=False, data=lambda _: {"scheme": "wikidata", "value": "Q42"}),
    "registry_team:identifier_remove": Row(
        allowed=SITE, args=lambda world: ["organisation-immatriculee", world.key("identifier")], get=False, data=lambda _: {"yes": "1"}
    ),
    "registry_team:organisation_remove": Row(allowed=SITE, args=unused, form={}),
    "registry_team:suggest_people": Row(allowed=ANY_TEAM, query="?person=rach"),
    "registry_team:suggest_organisations": Row(allowed=ANY_TEAM, query="?organisation=coop"),
    "registry:suggest_territories": Row(
        allowed=EVERYONE, query="?territory=fran", why="a public list, which authors of proposals choose from"
    ),
}
