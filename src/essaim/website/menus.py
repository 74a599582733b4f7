"""The site's menus, in the order they stand in. An edition's pages lead to that edition's; the others to the one that is next or last."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    """English; translated where it is shown."""
    route: str


EDITION = (
    Item(_("Programme"), "forum:programme"),
    Item(_("Now"), "forum:now"),
    Item(_("My programme"), "forum:favourites"),
    Item(_("Paths"), "forum:paths"),
    Item(_("Media"), "forum:media"),
)
CONTRIBUTE = Item(_("Contribute"), "call:calls")
"""In the menu of an edition that is still to come: its calls, open or announced."""
SITE = (
    Item(_("Editions"), "forum:editions"),
    Item(_("Organisations"), "website:organisations"),
    Item(_("People"), "website:people"),
    Item(_("Territories"), "website:territories"),
    Item(_("Goals"), "website:goals"),
)


def address(route: str, *arguments: object) -> str:
    """The page's address, or nothing while no page has that name: a menu shows only what can be opened."""
    try:
        return reverse(route, args=arguments)
    except NoReverseMatch:
        return ""
