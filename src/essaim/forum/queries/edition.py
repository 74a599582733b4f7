"""What the page of one edition shows, and the editions by series."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from essaim.forum.models import Download, Edition, Partner, Path, Report, Series, Session, Site, Version
from essaim.forum.queries.figures import Figures, figures_of, figures_of_all
from essaim.forum.queries.released import latest_versions, public_editions


@dataclass(frozen=True, slots=True)
class Part:
    """Organisations that share a role, with how many a source says there were: `announced` may be unknown (None)."""

    role: str
    label: str
    partners: tuple[Partner, ...]
    announced: int | None


@dataclass(frozen=True, slots=True)
class EditionPage:
    edition: Edition
    figures: Figures
    paths: tuple[Path, ...]
    parts: tuple[Part, ...]
    sites: tuple[Site, ...]
    reports: tuple[Report, ...]
    downloads: tuple[Download, ...]
    version: Version | None
    n_sessions: int
    n_photos: int
    n_videos: int
    n_notes: int

    @property
    def n_unnamed_paths(self) -> int:
        return sum(not str(path.name) for path in self.paths)

    @property
    def has_media(self) -> bool:
        return bool(self.n_photos or self.n_videos)


@dataclass(frozen=True, slots=True)
class SeriesEditions:
    series: Series
    editions: tuple[Edition, ...]


def public_edition(slug: str) -> Edition:
    """The public edition of this address name, else 404. Preloads series, territory, source: one statement."""
    edition = public_editions().select_related("series__organisation", "territory", "source").filter(slug=slug).first()
    if edition is None:
        raise Http404(f"no public edition {slug!r}")
    return edition


def edition_page(edition: Edition) -> EditionPage:
    """Paths by letter, sites and downloads in their place, reports newest first. Ten statements whatever the number of rows."""
    figures = figures_of(edition)
    version = Version.objects.filter(edition=edition, number__isnull=False).order_by("-number").first()
    reports = Report.objects.filter(edition=edition, is_public=True).select_related("organisation").order_by("-published_on", "pk")
    counts = Edition.objects.filter(pk=edition.pk).aggregate(
        photos=Count("photos", distinct=True),
        videos=Count("videos", distinct=True),
        notes=Count("sessions__notes", filter=Q(sessions__notes__is_published=True), distinct=True),
    )
    return EditionPage(
        edition=edition,
        figures=figures,
        paths=tuple(edition.paths.order_by("letter")),
        parts=parts_of(edition, figures),
        sites=tuple(edition.sites.prefetch_related("rooms").order_by("place", "pk")),
        reports=tuple(reports),
        downloads=tuple(public_downloads(edition)),
        version=version,
        n_sessions=version.slots.exclude(session__state=Session.State.DRAFT).count() if version else 0,
        n_photos=counts["photos"],
        n_videos=counts["videos"],
        n_notes=counts["notes"],
    )


def public_downloads(edition: Edition) -> QuerySet[Download]:
    """Documents of the edition itself, of its public reports, and of its released sessions, in their place. Preloads files and sources:
    one statement."""
    shown = (
        Q(session__isnull=True, report__isnull=True)
        | Q(report__is_public=True)
        | Q(session__slots__version__in=latest_versions().values("pk")) & ~Q(session__state=Session.State.DRAFT)
    )
    downloads = Download.objects.filter(shown, edition=edition).filter(Q(upload__isnull=True) | Q(upload__is_public=True))
    return downloads.select_related("upload", "source", "session", "report").distinct().order_by("place", "pk")


def parts_of(edition: Edition, figures: Figures) -> tuple[Part, ...]:
    """Partners by role, organisers first, with what the kept claim says of the whole steering group. One statement."""
    partners = Partner.objects.filter(edition=edition).select_related("organisation", "source").order_by("place", "pk")
    order = list(Partner.Role)
    by_role = sorted(partners, key=lambda partner: order.index(Partner.Role(partner.role)))
    announced = {found.measure: int(found.kept.value) for found in figures if found.kept is not None and found.kept.value is not None}
    totals = {Partner.Role.STEERING: announced.get("steering"), Partner.Role.PARTNER: announced.get("partners")}
    return tuple(
        Part(role, str(Partner.Role(role).label), tuple(members), totals.get(Partner.Role(role)))
        for role, members in groupby(by_role, key=lambda partner: partner.role)
    )


def editions_by_series() -> tuple[SeriesEditions, ...]:
    """Public editions, newest first in each series, the series with the newest edition first; fictional series last. One statement."""
    grouped: dict[int, list[Edition]] = {}
    for edition in public_editions():
        grouped.setdefault(edition.series_id, []).append(edition)
    found = (SeriesEditions(editions[0].series, tuple(editions)) for editions in grouped.values())
    return tuple(sorted(found, key=lambda one: all(edition.is_fictional for edition in one.editions)))


@dataclass(frozen=True, slots=True)
class Compared:
    edition: Edition
    figures: Figures


def compared_editions(slugs: Iterable[str] = (), measures: tuple[str, ...] | None = None) -> tuple[Compared, ...]:
    """Oldest first, with their figures; without slugs all that are not fictional. Two statements."""
    editions = public_editions()
    wanted = [slug for slug in slugs if slug]
    chosen = editions.filter(slug__in=wanted) if wanted else editions.filter(is_fictional=False)
    rows = list(chosen.order_by("starts_on", "slug"))
    figures = figures_of_all(rows, measures)
    return tuple(Compared(edition, figures[edition.pk]) for edition in rows)


Phase = Literal["running", "coming", "past"]


def phase(edition: Edition, today: date) -> Phase:
    if edition.starts_on <= today <= edition.ends_on:
        return "running"
    return "coming" if edition.starts_on > today else "past"


def leading_edition(today: date) -> Edition | None:
    """The edition that matters now: the one running, else the next, else the last; a real one before a fictional one. One statement."""
    editions = list(public_editions())
    real = [edition for edition in editions if not edition.is_fictional] or editions
    running = [edition for edition in real if phase(edition, today) == "running"]
    coming = [edition for edition in real if phase(edition, today) == "coming"]
    return next(iter(running), None) or (coming[-1] if coming else next(iter(real), None))


def organisations_named(parts: Iterable[Part]) -> int:
    """How many different organisations the parts name."""
    return len({partner.organisation_id for part in parts for partner in part.partners})


def other_editions(edition: Edition) -> tuple[Edition, ...]:
    """The public editions of the same series, newest first. One statement."""
    return tuple(public_editions().filter(series=edition.series_id).exclude(pk=edition.pk))
