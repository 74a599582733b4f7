from django.urls import reverse
from django.utils.translation import gettext

Steps = list[tuple[str, str]]


def steps_to(*further: tuple[str, str]) -> Steps:
    """From the first page: (route name, label) of each further step."""
    return [(reverse("website:home"), gettext("Home")), *((reverse(route), label) for route, label in further)]
