"""Which organisations the public meets: those of the registry, and of programmes once they are released."""

from django.db.models import Q, QuerySet

from essaim.forum.models import Appearance, Involvement, Partner, Path, Report
from essaim.forum.queries.released import on_public_bill, public_slots
from essaim.registry.models import Organisation

IMPORTED = "import-"
"""How the source of what came from a programme file begins."""


def public_organisations() -> QuerySet[Organisation]:
    """Without order. An organisation entered with a draft or a file is nobody's to see until a public programme names it."""
    attested = Q(source__isnull=False) & ~Q(source__code__startswith=IMPORTED)
    return Organisation.objects.filter(attested | met_in_public() | ~met_at_all())


def met_in_public() -> Q:
    released = public_slots().order_by().values("session")
    return (
        Q(pk__in=Involvement.objects.filter(session__in=released).values("organisation"))
        | Q(pk__in=Appearance.objects.filter(on_public_bill(), session__in=released, organisation__isnull=False).values("organisation"))
        | Q(pk__in=Partner.objects.filter(edition__is_public=True).values("organisation"))
        | Q(pk__in=Path.leads.through.objects.filter(path__edition__is_public=True).values("organisation"))
        | Q(pk__in=Report.objects.filter(is_public=True, edition__is_public=True).values("organisation"))
    )


def met_at_all() -> Q:
    return (
        Q(pk__in=Involvement.objects.values("organisation"))
        | Q(pk__in=Appearance.objects.filter(organisation__isnull=False).values("organisation"))
        | Q(pk__in=Partner.objects.values("organisation"))
        | Q(pk__in=Path.leads.through.objects.values("organisation"))
    )
