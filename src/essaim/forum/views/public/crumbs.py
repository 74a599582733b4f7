"""The way back from an edition's pages: (address, label) pairs."""

from django.urls import reverse
from django.utils.translation import gettext

from essaim.forum.models import Edition
from essaim.forum.wording import reader
from essaim.kit.languages import spoken

Steps = list[tuple[str, str]]


def home_steps() -> Steps:
    return [(reverse("website:home"), gettext("Home"))]


def edition_steps() -> Steps:
    return [(reverse("forum:editions"), gettext("Editions"))]


def steps_in(edition: Edition) -> Steps:
    """To the edition itself."""
    name = edition.short_name or spoken(edition.name, reader()).text
    return [*edition_steps(), (reverse("forum:edition", args=[edition.slug]), name)]


def steps_to(edition: Edition, *further: tuple[str, str]) -> Steps:
    """To a page of the edition: route name and label of each further step."""
    return [*steps_in(edition), *((reverse(route, args=[edition.slug]), label) for route, label in further)]
