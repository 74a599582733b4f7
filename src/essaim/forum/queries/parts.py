"""Who has a part in the programme: through sessions."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Appearance
from essaim.forum.offices import Part, Source
from essaim.forum.rules import Standing
from essaim.registry.names import folded


def session_parts(standing: Standing) -> Sequence[Part]:
    """By name. For who leads paths: in sessions of these. One statement."""
    rows = Appearance.objects.filter(session__edition=standing.edition).select_related("person", "session")
    if not standing.is_team:
        rows = rows.filter(session__paths__in=standing.led).distinct()
    parts = [Part(row.person.name, row.get_role_display(), str(row.session), session_address(standing, row.session.code)) for row in rows]
    return sorted(parts, key=lambda part: (folded(part.name), folded(part.thing)))


def session_address(standing: Standing, code: str) -> str:
    """The team's page of it; where the draft has it, for who leads its path."""
    return reverse("team:session" if standing.is_team else "team:programme_session", args=[standing.edition.slug, code])


SESSIONS = Source("sessions", _("Sessions"), session_parts)
