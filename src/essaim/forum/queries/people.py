"""Which people the public meets in programmes, reports and attested roles."""

from django.db.models import Q, QuerySet

from essaim.forum.models import Appearance
from essaim.forum.queries.released import on_public_bill, public_slots
from essaim.registry.models import Affiliation, Person
from essaim.registry.queries.person import public_people


def listed_people() -> QuerySet[Person]:
    """By name to sort by: people with a public page who stand in a released programme, a public report, or a role a source attests."""
    released = Appearance.objects.filter(on_public_bill(), session__in=public_slots().values("session")).values("person")
    reported = Person.objects.filter(reports__is_public=True, reports__edition__is_public=True).values("pk")
    attested = Affiliation.objects.filter(Q(source__isnull=False) | Q(is_own_statement=True)).values("person")
    return public_people().filter(Q(pk__in=released) | Q(pk__in=reported) | Q(pk__in=attested))
