"""Two rows that are one: everything that hangs on the one given up moves to the one kept, whichever domain it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from essaim.desk import journal
from essaim.desk.models import Account, Grant
from essaim.registry.actions.organisation import add_organisation_spelling
from essaim.registry.actions.person import add_person_spelling
from essaim.registry.errors import RegistryError
from essaim.registry.models import Claim, FormerSlug, Organisation, Person
from essaim.registry.names import spellings

Thing = TypeVar("Thing", bound=models.Model)


@dataclass(slots=True)
class Merged:
    moved: dict[str, int] = field(default_factory=dict)
    """How many rows of each kind now hang on the one kept."""
    dropped: list[journal.Facts] = field(default_factory=list)
    """Rows the kept one had already (or could not have, as a membership in itself): kept in the journal only."""


@transaction.atomic
def merge_people(*, kept: Person, given_up: Person, by: Account | None) -> Merged:
    """One human being. Both names stay findable and the old address leads to the new page. Locks both."""
    guard_two(kept, given_up)
    kept, given_up = locked(Person, kept, given_up)
    if kept.account_id and given_up.account_id:
        raise RegistryError("two_accounts", kept=str(kept.account), given_up=str(given_up.account))
    account, given_up.account = given_up.account, None
    given_up.save(update_fields=["account"])
    before = journal.facts_of(kept)
    kept.account = kept.account or account
    fill_gaps(kept, given_up, ("sort_name", "biography", "website", "photo", "photo_credit", "photo_alt", "source"))
    kept.is_public = kept.is_public and given_up.is_public
    kept.save()
    journal.record(by=by, action="change_person", thing=kept, before=before, after=journal.facts_of(kept))
    if given_up.name != kept.name:
        add_person_spelling(person=kept, name=given_up.name, source=given_up.source, by=by)
    slug = given_up.slug
    merged = absorb(kept=kept, given_up=given_up, by=by, action="merge_people")
    FormerSlug.objects.create(slug=slug, person=kept)
    return merged


@transaction.atomic
def merge_organisations(*, kept: Organisation, given_up: Organisation, by: Account | None) -> Merged:
    """One organisation. All names stay findable and the old address leads to the new page. Locks both."""
    guard_two(kept, given_up)
    kept, given_up = locked(Organisation, kept, given_up)
    before = journal.facts_of(kept)
    fill_gaps(kept, given_up, ("acronym", "kind", "summary", "website", "territory", "source"))
    kept.save()
    journal.record(by=by, action="change_organisation", thing=kept, before=before, after=journal.facts_of(kept))
    known = {*spellings(kept.name), kept.acronym}
    for name in [*spellings(given_up.name), *([given_up.acronym] if given_up.acronym else [])]:
        if name not in known:
            add_organisation_spelling(organisation=kept, name=name, source=given_up.source, by=by)
    slug = given_up.slug
    merged = absorb(kept=kept, given_up=given_up, by=by, action="merge_organisations")
    FormerSlug.objects.create(slug=slug, organisation=kept)
    return merged


@transaction.atomic
def absorb(*, kept: models.Model, given_up: models.Model, by: Account | None, action: str) -> Merged:
    """Move every reference, found through Django's own reverse relations and (kind, key) pairs, then delete the one given up."""
    merged = Merged()
    for relation in references(type(kept)):
        move(relation, kept, given_up, merged)
    move_pairs(kept, given_up, merged)
    before: journal.Facts = {**journal.facts_of(given_up), "dropped": [dict(row) for row in merged.dropped]}
    journal.record(by=by, action=action, thing=kept, before=before, after={"moved": dict(merged.moved)})
    given_up.delete()
    return merged


def references(model: type[models.Model]) -> Iterator["models.ForeignKey[Any, Any]"]:
    """Every foreign key to the model, hidden ones and those of many-to-many tables included."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and isinstance(relation.field, models.ForeignKey):
            yield relation.field


def move(key: "models.ForeignKey[Any, Any]", kept: models.Model, given_up: models.Model, merged: Merged) -> None:
    """Row by row: one the kept one has already, or that a constraint forbids, is a double and is dropped."""
    owner = key.model
    own = [said_by(row, key.attname) for row in owner._base_manager.filter(**{key.name: kept})]
    for row in list(owner._base_manager.filter(**{key.name: given_up}).order_by("pk")):
        if said_by(row, key.attname) in own or not could_move(row, key, kept):
            drop(row, merged)
        else:
            merged.moved[owner._meta.label_lower] = merged.moved.get(owner._meta.label_lower, 0) + 1


def said_by(row: models.Model, besides: str) -> journal.Facts:
    """What a row says apart from its number and whom it hangs on."""
    primary = row._meta.pk.attname
    return {name: value for name, value in journal.facts_of(row).items() if name not in {besides, primary}}


def could_move(row: models.Model, key: "models.ForeignKey[Any, Any]", kept: models.Model) -> bool:
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{key.name: kept})
    except IntegrityError:
        return False
    return True


def drop(row: models.Model, merged: Merged) -> None:
    """Into the journal and away; a row that others hang on is never dropped."""
    if any(key.model._base_manager.filter(**{key.name: row}).exists() for key in references(type(row))):
        raise RegistryError("double_in_use", kind=row._meta.label_lower, thing=str(row))
    merged.dropped.append({"row": row._meta.label_lower, **journal.facts_of(row)})
    row.delete()


def move_pairs(kept: models.Model, given_up: models.Model, merged: Merged) -> None:
    """Claims and grants name what they are about by (kind, key). A kept claim gives way to the kept one's."""
    kind, old, new = kept._meta.label_lower, str(given_up.pk), str(kept.pk)
    measures = Claim.objects.filter(kind=kind, key=new, is_kept=True).values_list("measure", flat=True)
    Claim.objects.filter(kind=kind, key=old, measure__in=list(measures)).update(is_kept=False)
    moved = Claim.objects.filter(kind=kind, key=old).update(key=new)
    if moved:
        merged.moved["registry.claim"] = merged.moved.get("registry.claim", 0) + moved
    for grant in Grant.objects.filter(kind=kind, key=old):
        Grant.objects.get_or_create(account=grant.account, role=grant.role, kind=kind, key=new, defaults={"granted_by": grant.granted_by})
        grant.delete()


def fill_gaps(kept: models.Model, given_up: models.Model, names: tuple[str, ...]) -> None:
    """What the kept one does not say, the other may."""
    for name in names:
        if not getattr(kept, name):
            setattr(kept, name, getattr(given_up, name))


def guard_two(kept: models.Model, given_up: models.Model) -> None:
    if kept.pk == given_up.pk:
        raise RegistryError("merge_with_itself", thing=str(kept))


def locked(model: type[Thing], kept: Thing, given_up: Thing) -> tuple[Thing, Thing]:
    found = {row.pk: row for row in model._base_manager.select_for_update().filter(pk__in=(kept.pk, given_up.pk)).order_by("pk")}
    return found[kept.pk], found[given_up.pk]
