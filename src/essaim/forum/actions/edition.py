"""Series and editions: begun from nothing or in the shape of an earlier one, changed, opened to the public."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account, Grant
from essaim.desk.rows import remove_row, save_row
from essaim.forum.actions.programme import draft_of
from essaim.forum.actions.structure import copy_structure
from essaim.forum.errors import ForumError
from essaim.forum.holding import refresh_edition
from essaim.forum.models import Edition, Series, Slot, Version
from essaim.forum.rules import EDITION, TEAM
from essaim.registry.models import Organisation, Source, Territory
from essaim.registry.names import Texts

RESERVED = frozenset(
    {"new", "series", "registry", "lookup", "journal", "team", "admin", "editions", "static", "files", "invitation", "organisation"}
)
"""Words that stand in addresses where an edition's name may stand."""


class EditionFacts(TypedDict, total=False):
    series: Series
    slug: str
    name: Texts
    short_name: str
    number: int | None
    number_note: Texts
    theme: Texts
    description: Texts
    territory: Territory | None
    place: Texts
    starts_on: date
    ends_on: date
    time_zone: str
    languages: Sequence[str]
    entry: Texts
    website: str
    is_online: bool
    is_public: bool
    source: Source | None


class SeriesFacts(TypedDict, total=False):
    slug: str
    name: Texts
    organisation: Organisation | None


@transaction.atomic
def create_edition(*, by: Account, copies: Edition | None = None, **facts: Unpack[EditionFacts]) -> Edition:
    """A new edition whose team is whoever made it; with `copies`, that one's sites, rooms, paths and formats come along."""
    guard_edition(facts)
    edition = save_row(row=Edition(), facts=facts, by=by, action="create_edition")
    Grant.objects.create(account=by, role=TEAM, kind=EDITION, key=str(edition.pk), granted_by=by)
    draft_of(edition)
    if copies:
        copy_structure(origin=copies, edition=edition, by=by)
    return edition


@transaction.atomic
def change_edition(*, edition: Edition, by: Account | None, **facts: Unpack[EditionFacts]) -> Edition:
    """A changed time zone keeps the draft's hours as the clock there shows them. Locks the edition and its draft."""
    guard_edition(facts, edition)
    zone = ZoneInfo(Edition.objects.select_for_update().get(pk=edition.pk).time_zone)
    changed = save_row(row=edition, facts=facts, by=by, action="change_edition", scope=edition)
    if changed.zone != zone:
        keep_hours(changed, zone)
    refresh_edition(changed)
    return changed


def guard_edition(facts: EditionFacts, edition: Edition | None = None) -> None:
    starts_on = facts.get("starts_on") or (edition.starts_on if edition else None)
    ends_on = facts.get("ends_on") or (edition.ends_on if edition else None)
    if starts_on and ends_on and ends_on < starts_on:
        raise ForumError("edition_ends_before_start", starts_on=starts_on, ends_on=ends_on)
    guard_zone(facts.get("time_zone"))
    guard_edition_slug(facts.get("slug"), edition)
    if "languages" in facts and not facts["languages"]:
        raise ForumError("edition_without_language")


def guard_zone(name: str | None) -> None:
    try:
        ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        raise ForumError("unknown_time_zone", time_zone=name) from None


def guard_edition_slug(slug: str | None, edition: Edition | None) -> None:
    if slug in RESERVED:
        raise ForumError("slug_reserved", slug=slug)
    if slug and Edition.objects.filter(slug=slug).exclude(pk__in=[edition.pk] if edition else []).exists():
        raise ForumError("slug_taken", slug=slug)


def keep_hours(edition: Edition, former: ZoneInfo) -> None:
    """9:00 stays 9:00: an organiser who corrects the zone has typed the hours of the place."""
    for slot in Slot.objects.filter(version=draft_of(edition), starts_at__isnull=False):
        slot.starts_at = moved(slot.starts_at, former, edition.zone)
        slot.ends_at = moved(slot.ends_at, former, edition.zone)
        slot.save(update_fields=["starts_at", "ends_at"])


def moved(moment: datetime | None, former: ZoneInfo, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(former).replace(tzinfo=zone) if moment else None


@transaction.atomic
def remove_edition(*, edition: Edition, by: Account | None) -> None:
    """For one begun in error: nothing may have been entered in it."""
    if Version.objects.filter(edition=edition, number__isnull=False).exists():
        raise ForumError("edition_released", edition=str(edition))
    remove_row(row=edition, by=by, action="remove_edition", own=(Version,))
    Grant.objects.filter(kind=EDITION, key=str(edition.pk)).delete()


@transaction.atomic
def save_series(*, series: Series | None, by: Account | None, **facts: Unpack[SeriesFacts]) -> Series:
    slug = facts.get("slug")
    if slug and Series.objects.filter(slug=slug).exclude(pk__in=[series.pk] if series else []).exists():
        raise ForumError("slug_taken", slug=slug)
    return save_row(row=series or Series(), facts=facts, by=by, action="save_series")


@transaction.atomic
def remove_series(*, series: Series, by: Account | None) -> None:
    remove_row(row=series, by=by, action="remove_series")


@transaction.atomic
def join_team(*, edition: Edition, account: Account, by: Account | None) -> Grant:
    """The account may edit everything in the edition from its next request on."""
    grant, is_new = Grant.objects.get_or_create(account=account, role=TEAM, kind=EDITION, key=str(edition.pk), defaults={"granted_by": by})
    if is_new:
        journal.record(by=by, action="join_team", thing=edition, after={"team": str(account)}, scope=edition)
    return grant


@transaction.atomic
def leave_team(*, edition: Edition, account: Account, by: Account | None) -> None:
    """Somebody must be left who can let others in."""
    grants = Grant.objects.select_for_update().filter(role=TEAM, kind=EDITION, key=str(edition.pk)).order_by("pk")
    if [grant.account_id for grant in grants] == [account.pk] and not (by and by.is_superuser):
        raise ForumError("last_of_team", account=str(account))
    if grants.filter(account=account).delete()[0]:
        journal.record(by=by, action="leave_team", thing=edition, before={"team": str(account)}, scope=edition)
