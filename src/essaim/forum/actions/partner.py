"""Organisations that take part in an edition as such."""

from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.actions.cast import New, registered
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Partner
from essaim.registry.models import Organisation, Source
from essaim.registry.names import Texts


class PartnerFacts(TypedDict, total=False):
    organisation: Organisation | New
    role: str
    note: Texts
    place: int
    source: Source | None


@transaction.atomic
def save_partner(*, edition: Edition, partner: Partner | None, by: Account | None, **facts: Unpack[PartnerFacts]) -> Partner:
    organisation = registered(facts["organisation"], edition, by) if "organisation" in facts else partner.organisation if partner else None
    if organisation:
        facts["organisation"] = organisation
    twin = edition.partners.filter(organisation=organisation, role=facts.get("role", Partner.Role.PARTNER))
    if twin.exclude(pk__in=[partner.pk] if partner else []).exists():
        raise ForumError("partner_twice", organisation=organisation)
    return save_row(row=partner or Partner(edition=edition), facts=facts, by=by, action="save_partner", scope=edition)


@transaction.atomic
def remove_partner(*, partner: Partner, by: Account | None) -> None:
    remove_row(row=partner, by=by, action="remove_partner", scope=partner.edition)
