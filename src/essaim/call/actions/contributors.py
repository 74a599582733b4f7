"""Who writes, speaks and answers for a proposal, and which organisations stand behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from essaim.call.actions.writing import locked_for_writing
from essaim.call.errors import CallError
from essaim.call.letters import Reader, framed, interface_language, letters, title_of
from essaim.call.models import Contributor, Proposal, ProposingOrganisation
from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.models import Account
from essaim.registry.models import Organisation, Territory

SALT = "essaim.call.co-author"
LINK_AGE_S = 60 * 60 * 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One person as a form gives them. `pk` empty: new."""

    pk: int | None = None
    name: str
    email: str = ""
    phone: str = ""
    role: str = Contributor.Role.SPEAKER
    organisation_name: str = ""
    country: Territory | None = None
    languages: Sequence[str] = ()
    gender: str = ""
    is_newcomer: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One organisation as a form gives it: chosen from the registry, or by its name."""

    pk: int | None = None
    name: str
    role: str = ProposingOrganisation.Role.LEAD
    organisation: Organisation | None = None
    kind: str = ""
    country: Territory | None = None
    postcode: str = ""
    town: str = ""


@transaction.atomic
def save_people(*, proposal: Proposal, people: Sequence[Somebody], by: Account) -> None:
    """These, in this order, are all; those with an account of their own who wrote it stay authors whatever the form says. Locks it."""
    stored = locked_for_writing(proposal, by)
    rows = {row.pk: row for row in stored.contributors.select_for_update()}
    before = [str(row) for row in rows.values()]
    kept = set()
    for place, one in enumerate(people):
        row = rows.get(one.pk or 0) or Contributor(proposal=stored)
        row.name, row.email, row.phone, row.role = one.name.strip(), one.email.strip().lower(), one.phone.strip(), one.role
        row.organisation_name, row.country, row.languages = one.organisation_name.strip(), one.country, list(one.languages)
        row.gender, row.is_newcomer, row.place = one.gender, one.is_newcomer, place
        if not row.name:
            raise CallError("person_without_name", field="people")
        if row.account:
            row.role = Contributor.Role.AUTHOR
        row.save()
        kept.add(row.pk)
    gone = [row for pk, row in rows.items() if pk not in kept]
    if any(row.account_id == stored.created_by_id and row.account_id for row in gone):
        raise CallError("first_author_stays", field="people")
    Contributor.objects.filter(pk__in=[row.pk for row in gone]).delete()
    after = [one.name for one in people]
    if before != after:
        journal.record(
            by=by,
            action="change_contributors",
            thing=stored,
            before={"people": list(before)},
            after={"people": list(after)},
            scope=stored.edition,
            is_seen=False,
        )


@transaction.atomic
def save_organisations(*, proposal: Proposal, organisations: Sequence[Behind], by: Account) -> None:
    """These, in this order, are all. Locks the proposal."""
    stored = locked_for_writing(proposal, by)
    rows = {row.pk: row for row in stored.organisations.select_for_update()}
    before = [str(row) for row in rows.values()]
    kept = set()
    for place, one in enumerate(organisations):
        row = rows.get(one.pk or 0) or ProposingOrganisation(proposal=stored)
        row.name, row.role, row.organisation, row.place = one.name.strip(), one.role, one.organisation, place
        row.kind = one.organisation.kind if one.organisation else one.kind
        row.country, row.postcode, row.town = one.country, one.postcode.strip(), one.town.strip()
        if not row.name:
            raise CallError("organisation_without_name", field="organisations")
        row.save()
        kept.add(row.pk)
    stored.organisations.exclude(pk__in=kept).delete()
    after = [one.name for one in organisations]
    if before != after:
        journal.record(
            by=by,
            action="change_organisations_of_proposal",
            thing=stored,
            before={"organisations": list(before)},
            after={"organisations": list(after)},
            scope=stored.edition,
            is_seen=False,
        )


@transaction.atomic
def invite_author(*, proposal: Proposal, email: str, name: str, by: Account) -> Contributor:
    """Somebody may write with us: a letter with a link that binds whoever opens it, logged in with that address. Locks the proposal."""
    stored = locked_for_writing(proposal, by)
    address = email.strip().lower()
    known = stored.contributors.filter(email__iexact=address).first()
    row = known or Contributor(proposal=stored, email=address, name=name.strip() or address, place=stored.contributors.count())
    if row.account_id:
        raise CallError("author_already", email=address, field="email")
    row.role = Contributor.Role.AUTHOR
    row.save()
    journal.record(by=by, action="invite_author", thing=stored, after={"name": row.name}, scope=stored.edition, is_seen=False)
    reader = Reader(address, row.name, interface_language(None, stored.language))
    times = stored.contributors.filter(pk=row.pk).count()
    write_mailing(
        kind="call.author",
        key=f"call.author:{row.pk}:{times}:{signing.dumps(address)[-12:]}",
        label=_("Write with us: %(title)s") % {"title": title_of(stored)},
        scope=stored.edition,
        by=by,
        release=True,
        letters=letters(
            [reader],
            "author",
            lambda one: (
                _("%(name)s asks you to write a proposal together") % {"name": by.name or by.email},
                framed(
                    one,
                    _("It is called “%(title)s”, for %(edition)s. Open this address, log in with %(email)s, and you can write in it:")
                    % {"title": title_of(stored), "edition": stored.edition, "email": address},
                    address=settings.SITE_ADDRESS + reverse("call:join", args=[link_for(row)]),
                ),
            ),
        ),
    )
    return row


def link_for(row: Contributor) -> str:
    return signing.dumps({"contributor": row.pk, "email": row.email}, salt=SALT, compress=True)


@transaction.atomic
def join_as_author(*, link: str, by: Account) -> Proposal:
    """Bind the invited place to this account. Only for the address it was sent to; again it changes nothing."""
    try:
        said = signing.loads(link, salt=SALT, max_age=LINK_AGE_S)
    except signing.BadSignature:
        raise CallError("link_not_good") from None
    row = Contributor.objects.select_for_update(of=("self",)).select_related("proposal__edition").filter(pk=said["contributor"]).first()
    if row is None or row.email.lower() != said["email"]:
        raise CallError("link_not_good")
    if by.email.lower() != row.email.lower():
        raise CallError("link_of_another", email=row.email, account=by.email)
    if row.account_id is None:
        row.account, row.name = by, by.name or row.name
        row.save(update_fields=["account", "name"])
        journal.record(by=by, action="join_as_author", thing=row.proposal, scope=row.proposal.edition, is_seen=False)
    return row.proposal
