"""Rows the API reads: public ones only, with what their answers name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.http import Http404

from essaim.forum.models import Appearance, Edition, Involvement, Note, Path, Session, Slot, Version
from essaim.forum.queries.released import on_public_bill, public_editions, public_slots
from essaim.registry.models import Claim, Goal, Organisation, Territory

ABOUT = {"forum.edition": "edition", "registry.organisation": "organisation", "registry.territory": "territory"}
"""Kinds of things a public claim may be about → the API's word."""


def public_edition(slug: str) -> Edition:
    """One statement, or 404; preloads series, organiser and territory."""
    edition = public_editions().select_related("series", "territory", "source").filter(slug=slug).first()
    if edition is None:
        raise Http404(f"no public edition {slug!r}")
    return edition


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    day: date | None = None
    path: str = ""
    format: str = ""
    site: str = ""
    language: str = ""
    goal: str = ""
    country: str = ""
    state: str = ""

    def condition(self) -> Q:
        """On slots."""
        wanted = {
            "day": self.day,
            "session__paths__letter": self.path.upper(),
            "session__format__slug": self.format,
            "site__slug": self.site,
            "session__goals__code": self.goal,
            "session__state": self.state,
        }
        found = Q(**{name: value for name, value in wanted.items() if value})
        if self.country:
            speaking = Appearance.objects.filter(on_public_bill(), country__code=self.country.upper())
            found &= Q(session__in=speaking.values("session"))
        if self.language:
            quoted = f'"{self.language}"'
            found &= Q(session__spoken__icontains=quoted) | Q(session__interpreted__icontains=quoted)
        return found


def sessions(edition: Edition, wanted: SessionFilter | None = None) -> QuerySet[Slot]:
    """By day and hour, unknown last. Five statements when read: slots, paths, goals, people, organisations."""
    slots = public_slots().filter(version__edition=edition)
    if wanted:
        slots = slots.filter(pk__in=slots.filter(wanted.condition()).order_by().values("pk"))
    people = (
        Appearance.objects.filter(on_public_bill())
        .exclude(role=Appearance.Role.CONTACT)
        .select_related("person", "organisation", "country")
    )
    return (
        slots.order_by(F("day").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "session_id")
        .select_related("session__edition", "session__format", "session__source", "room", "site")
        .prefetch_related(
            Prefetch("session__paths", Path.objects.order_by("letter")),
            Prefetch("session__goals", Goal.objects.select_related("framework").order_by("framework", "place")),
            Prefetch("session__appearances", people.order_by("place", "pk")),
            Prefetch("session__involvements", Involvement.objects.select_related("organisation").order_by("place", "pk")),
        )
    )


def released_codes(edition: Edition) -> dict[int, str]:
    """Number → code of the edition's public sessions: one statement."""
    return dict(public_slots().filter(version__edition=edition).order_by().values_list("session_id", "session__code"))


def versions(edition: Edition) -> QuerySet[Version]:
    """Released ones, newest first."""
    return Version.objects.filter(edition=edition, number__isnull=False).order_by("-number")


def sessions_counted(edition: Edition) -> dict[int, int]:
    """Version → how many of its sessions are shown: one statement."""
    shown = Slot.objects.filter(version__edition=edition, version__number__isnull=False).exclude(session__state=Session.State.DRAFT)
    return dict(shown.order_by().values("version").annotate(n=Count("pk")).values_list("version", "n"))


def released_slots(edition: Edition, number: int) -> QuerySet[Slot]:
    """Of that version, by day and hour; without sessions that went back to draft."""
    if not Version.objects.filter(edition=edition, number=number).exists():
        raise Http404(f"version {number} of {edition.slug} was not released")
    slots = Slot.objects.filter(version__edition=edition, version__number=number).exclude(session__state=Session.State.DRAFT)
    slots = slots.select_related("session", "room", "site")
    return slots.order_by(F("day").asc(nulls_last=True), F("starts_at").asc(nulls_last=True), "session_id")


def notes(edition: Edition) -> QuerySet[Note]:
    released = public_slots().filter(version__edition=edition).order_by().values("session_id")
    found = Note.objects.filter(session__in=released, is_published=True)
    return found.select_related("session", "rapporteur").order_by("session_id", "pk")


def claims() -> QuerySet[Claim]:
    """About public editions, organisations and places; by subject and measure, ours first."""
    editions = [str(pk) for pk in public_editions().order_by().values_list("pk", flat=True)]
    shown = Q(kind="forum.edition", key__in=editions) | Q(kind__in=[kind for kind in ABOUT if kind != "forum.edition"])
    found = Claim.objects.filter(shown).select_related("source")
    return found.order_by("kind", "key", "measure", "-is_kept", "-stated_on", "pk")


def subjects(rows: list[Claim]) -> dict[tuple[str, str], str]:
    """(kind, key) → the address name of what each claim is about. Three statements at most."""
    keys = {kind: {int(row.key) for row in rows if row.kind == kind and row.key.isdecimal()} for kind in ABOUT}
    editions = public_editions().filter(pk__in=keys["forum.edition"]).values_list("pk", "slug")
    organisations = Organisation.objects.filter(pk__in=keys["registry.organisation"]).values_list("pk", "slug")
    places = Territory.objects.filter(pk__in=keys["registry.territory"]).values_list("pk", "scheme", "level", "code")
    return {
        **{("forum.edition", str(pk)): slug for pk, slug in editions},
        **{("registry.organisation", str(pk)): slug for pk, slug in organisations},
        **{("registry.territory", str(pk)): f"{scheme}/{level}/{code}" for pk, scheme, level, code in places},
    }


def subject_key(about_kind: str, about: str) -> tuple[str, str]:
    """What "edition", "niort-2019" is stored under; a key nothing has when it does not exist."""
    match about_kind:
        case "edition":
            pk = public_editions().filter(slug=about).values_list("pk", flat=True).first()
        case "organisation":
            pk = Organisation.objects.filter(slug=about).values_list("pk", flat=True).first()
        case _:
            parts = [*about.split("/"), "", "", ""][:3]
            pk = Territory.objects.filter(scheme=parts[0], level=parts[1], code=parts[2]).values_list("pk", flat=True).first()
    return stored_kind(about_kind), str(pk or "")


def stored_kind(about_kind: str) -> str:
    return next(kind for kind, word in ABOUT.items() if word == about_kind)
