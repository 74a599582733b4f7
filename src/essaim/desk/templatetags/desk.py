"""The account menu: where somebody's work is."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from essaim.desk.adapter import has_work
from essaim.desk.models import Account, Grant

register = template.Library()
PLACES = (("call:mine", "account"), ("team:my_organisation", "organisation"), ("team:home", "work"))


@register.simple_tag
def work_places(user: object) -> list[tuple[str, str]]:
    """(address, label) of what this account has: two statements. A page that does not exist is left out."""
    if not isinstance(user, Account):
        return []
    acts = Grant.objects.filter(account=user, role="colleague", kind="registry.organisation").exists()
    labels = {"account": _("My proposals"), "organisation": _("My organisation"), "work": _("Back office")}
    has = {"account": True, "organisation": acts, "work": acts or has_work(user)}
    return [(address, labels[what]) for route, what in PLACES if has[what] and (address := address_of(route))]


def address_of(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
