"""Published figures: entered, changed, and one of several competing ones kept as our reading."""

import re
from decimal import Decimal, InvalidOperation
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.registry.actions.guards import checked, worded
from essaim.registry.errors import RegistryError
from essaim.registry.models import Claim, Source
from essaim.registry.names import Texts

TEXT_FIELDS = ("definition", "scope", "note")
STATED_ON = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class ClaimFacts(TypedDict, total=False):
    measure: str
    value: Decimal | None
    upper: Decimal | None
    words: str
    unit: str
    qualifier: str
    definition: Texts
    scope: Texts
    said_by: str
    stated_on: str
    source: Source | None
    state: str
    note: Texts


@transaction.atomic
def create_claim(*, kind: str, key: str, by: Account | None, code: str = "", is_kept: bool = False, **facts: Unpack[ClaimFacts]) -> Claim:
    """A figure about the thing of that (kind, key)."""
    claim = Claim(code=code, kind=kind, key=key)
    fill(claim, facts)
    guard_claim(claim)
    claim.save()
    journal.record(by=by, action="create_claim", thing=claim, after=journal.facts_of(claim))
    if is_kept:
        keep_claim(claim=claim, by=by)
    return claim


@transaction.atomic
def change_claim(*, claim: Claim, by: Account | None, **facts: Unpack[ClaimFacts]) -> bool:
    """Take over what is given; True when that changed anything. Under another measure it is no longer the one kept. Locks the claim."""
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    before = journal.facts_of(locked)
    fill(locked, facts)
    guard_claim(locked)
    if locked.measure != claim.measure:
        locked.is_kept = False
    after = journal.facts_of(locked)
    if before == after:
        return False
    locked.save()
    journal.record(by=by, action="change_claim", thing=locked, before=before, after=after)
    return True


@transaction.atomic
def keep_claim(*, claim: Claim, by: Account | None) -> None:
    """Show this one first; another kept for the same measure gives way. Locks the measure's claims; none is deleted or averaged."""
    rivals = Claim.objects.select_for_update().filter(kind=claim.kind, key=claim.key, measure=claim.measure).order_by("pk")
    for rival in list(rivals):
        if rival.is_kept and rival.pk != claim.pk:
            rival.is_kept = False
            rival.save(update_fields=["is_kept"])
            journal.record(by=by, action="release_claim", thing=rival, before={"is_kept": True}, after={"is_kept": False})
    if Claim.objects.filter(pk=claim.pk, is_kept=False).update(is_kept=True):
        journal.record(by=by, action="keep_claim", thing=claim, before={"is_kept": False}, after={"is_kept": True})
    claim.is_kept = True


@transaction.atomic
def remove_claim(*, claim: Claim, by: Account | None) -> None:
    """For one entered in error; a claim we do not believe stays and stands beside the others."""
    journal.record(by=by, action="remove_claim", thing=claim, before=journal.facts_of(claim))
    claim.delete()


def guard_claim(claim: Claim) -> None:
    if claim.value is None and not claim.words:
        raise RegistryError("claim_says_nothing", field="value", measure=claim.measure)
    if claim.upper is not None and (claim.value is None or claim.upper <= claim.value):
        raise RegistryError("range_upside_down", field="upper", value=str(claim.value), upper=str(claim.upper))
    if claim.stated_on and not STATED_ON.fullmatch(claim.stated_on):
        raise RegistryError("not_a_partial_date", field="stated_on", value=claim.stated_on)
    checked(claim)


def fill(claim: Claim, facts: ClaimFacts) -> None:
    for name, value in facts.items():
        setattr(claim, name, worded(value) if name in TEXT_FIELDS else value)
    for name in ("value", "upper"):
        number = getattr(claim, name)
        if number is not None:
            setattr(claim, name, four_places(name, number))


def four_places(field: str, number: Decimal) -> Decimal:
    try:
        return Decimal(number).quantize(Decimal("0.0001"))
    except InvalidOperation as error:
        raise RegistryError("number_too_large", field=field, value=str(number)) from error
