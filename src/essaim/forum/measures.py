"""The words of the glossary that claims about an edition count, in the order pages show them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURES: dict[str, str | Promise] = {
    "participants": _("participants"),
    "registered": _("registered"),
    "registrations": _("registrations"),
    "participants_international": _("participants from abroad"),
    "international": _("participants from abroad"),
    "visitors": _("visitors"),
    "expected_per_day": _("expected each day"),
    "reached": _("people reached"),
    "outreach": _("people reached"),
    "students": _("students"),
    "youth": _("young people"),
    "volunteers": _("volunteers"),
    "officials": _("elected officials and staff of public bodies"),
    "mayors": _("mayors"),
    "speakers": _("speakers"),
    "countries": _("countries"),
    "cities": _("cities"),
    "sessions": _("sessions"),
    "plenaries": _("plenaries"),
    "round_tables": _("round tables"),
    "workshops": _("workshops"),
    "workshop_presentations": _("workshop presentations"),
    "site_visits": _("site visits"),
    "practices": _("practices presented"),
    "paths": _("thematic paths"),
    "contributions": _("contributions"),
    "structures": _("contributing organisations"),
    "steering": _("steering organisations"),
    "partners": _("partners"),
    "exhibitors": _("exhibitors"),
    "stands": _("stands"),
    "international_organisations": _("international organisations"),
    "fee": _("fee"),
    "nominees": _("nominees"),
    "prize_amount": _("amount of a prize"),
    "vote_end": _("end of the public vote"),
    "visas_refused": _("visas refused"),
    "members": _("members"),
    "sse_share_of_private_jobs": _("share of the SSE in private jobs"),
    "edition_number": _("number of the edition"),
    "dates": _("dates"),
}
COMPARED = ("participants", "registered", "countries", "cities", "sessions", "plenaries", "speakers")
"""What the comparison of editions sets side by side."""


def label_of(measure: str) -> str:
    """The measure in the reader's language; one that the glossary lacks is shown as its source wrote it."""
    return str(MEASURES.get(measure, measure.replace("_", " ")))
