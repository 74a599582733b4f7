"""Who writes, speaks and answers for a proposal, and which organisations stand behind it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from essaim.call.actions.likeness import ask_likenesses
from essaim.call.actions.required import guard_emptied, missing_once_sent
from essaim.call.actions.writing import locked_for_writing
from essaim.call.errors import CallError
from essaim.call.letters import Reader, framed, interface_language, letters, title_of
from essaim.call.models import Conflict, Contributor, Proposal, ProposingOrganisation
from essaim.call.queries.merger import is_same, strangers_in, wholes_of
from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.models import Account, Mailing
from essaim.forum.rules import standing_of
from essaim.registry.models import Organisation, Territory

SALT = "essaim.call.co-author"
LINK_AGE_S = 60 * 60 * 24 * 60
MOST_PEOPLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One person as a form gives them. `pk` empty: new. `changed`: what this writer changed of it; None is all."""

    pk: int | None = None
    changed: Collection[str] | None = None
    name: str = ""
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
    changed: Collection[str] | None = None
    name: str = ""
    role: str = ProposingOrganisation.Role.LEAD
    organisation: Organisation | None = None
    kind: str = ""
    country: Territory | None = None
    postcode: str = ""
    town: str = ""


OF_PERSON = ("name", "email", "phone", "role", "organisation_name", "country", "languages", "gender", "is_newcomer")
OF_ORGANISATION = ("name", "role", "organisation", "kind", "country", "postcode", "town")
Row = TypeVar("Row", Contributor, ProposingOrganisation)


@transaction.atomic
def save_people(*, proposal: Proposal, people: Sequence[Somebody], by: Account, removed: Collection[int] = ()) -> list[Contributor | None]:
    """These, in this order; those somebody else added meanwhile stay behind them, and only what this writer changed is written over. Of a
    merged one, people of another part stay as they are.

    Gives the row of each. None: somebody else took it out, and nothing was changed in it here. Who has an account stays an author. Locks it.
    """
    stored = locked_for_writing(proposal, by)
    rows = list(stored.contributors.select_for_update())
    besides = strangers_in(stored, standing_of(by, stored.edition))
    if besides & set(removed):
        raise CallError("people_of_another_part", field="people")
    if any(row.pk in removed and row.account_id and row.account_id == stored.created_by_id for row in rows):
        raise CallError("first_author_stays", field="people")
    before = [said_person(row) for row in rows]
    found = [row_for(one, rows, people) or made(Contributor(proposal=stored), one) for one in people]
    for one, row in zip(people, found, strict=True):
        if row is None or row.pk in besides:  # another part brought them: their own keep them
            continue
        fill(row, one, OF_PERSON)
        row.name, row.email, row.phone, row.languages = row.name.strip(), row.email.strip().lower(), row.phone.strip(), list(row.languages)
        if not row.name:
            raise CallError("person_without_name", field="people")
        if row.account_id:
            row.role = Contributor.Role.AUTHOR
    after = [said_person(row) for row in placed(found, rows, removed)]
    note(stored, by, "change_contributors", "people", before, after)
    return found


@transaction.atomic
def save_organisations(
    *, proposal: Proposal, organisations: Sequence[Behind], by: Account, removed: Collection[int] = ()
) -> list[ProposingOrganisation | None]:
    """As `save_people`, for those behind the proposal. Locks it."""
    stored = locked_for_writing(proposal, by)
    rows = list(stored.organisations.select_for_update())
    before, lacking = [said_organisation(row) for row in rows], missing_once_sent(stored)
    found = [row_for(one, rows, organisations) or made(ProposingOrganisation(proposal=stored), one) for one in organisations]
    for one, row in zip(organisations, found, strict=True):
        if row is None:
            continue
        fill(row, one, OF_ORGANISATION)
        row.name, row.postcode, row.town = row.name.strip(), row.postcode.strip(), row.town.strip()
        row.kind = row.organisation.kind if row.organisation else row.kind
        if not row.name:
            raise CallError("organisation_without_name", field="organisations")
    after = [said_organisation(row) for row in placed(found, rows, removed)]
    guard_emptied(stored, lacking)
    note(stored, by, "change_organisations_of_proposal", "organisations", before, after)
    if before != after and stored.state in Proposal.ON_BOARD:
        ask_likenesses(edition=stored.edition, by=by)
    return found


def row_for(one: Somebody | Behind, rows: Sequence[Row], given: Sequence[Somebody | Behind]) -> Row | None:
    """Its own; a new one sent a second time finds the row of the first."""
    if one.pk:
        return next((row for row in rows if row.pk == one.pk), None)
    shown = {other.pk for other in given}
    return next((row for row in rows if row.pk not in shown and sign_of(row) == sign_of(one)), None)


def sign_of(one: Somebody | Behind | Contributor | ProposingOrganisation) -> tuple[str, str]:
    return one.name.strip().casefold(), getattr(one, "email", "").strip().casefold()


def made(row: Row, one: Somebody | Behind) -> Row | None:
    """A new row; none for one that is gone and was only looked at."""
    return None if one.pk and one.changed is not None and not one.changed else row


def fill(row: Contributor | ProposingOrganisation, one: Somebody | Behind, names: Sequence[str]) -> None:
    for name in names:
        if one.changed is None or name in one.changed or row._state.adding:
            setattr(row, name, getattr(one, name))


def placed(found: Sequence[Row | None], rows: Sequence[Row], removed: Collection[int]) -> list[Row]:
    """Written in their order, then those this writer did not know of; the removed are deleted."""
    standing = [row for row in found if row is not None]
    known = {row.pk for row in standing}
    for row in rows:
        if row.pk in removed and row.pk not in known:
            if isinstance(row, Contributor) and row.account_id:  # who wrote it does not decide on it later
                Conflict.objects.get_or_create(proposal=row.proposal, account_id=row.account_id)
            row.delete()
        elif row.pk not in known:
            standing.append(row)
    for place, row in enumerate(standing):
        row.place = place
        row.save()
    return standing


def said_person(row: Contributor) -> str:
    """For the journal: no address, telephone or gender."""
    organisation = f", {row.organisation_name}" if row.organisation_name else ""
    return f"{row.name} ({row.role}{organisation})"


def said_organisation(row: ProposingOrganisation) -> str:
    where = f", {row.country}" if row.country else ""
    return f"{row.name} ({row.role}{where})"


def note(proposal: Proposal, by: Account, action: str, name: str, before: list[str], after: list[str]) -> None:
    if before != after:
        facts: tuple[journal.Facts, journal.Facts] = ({name: [*before]}, {name: [*after]})
        journal.record(by=by, action=action, thing=proposal, before=facts[0], after=facts[1], scope=proposal.edition, is_seen=False)


@transaction.atomic
def invite_author(*, proposal: Proposal, email: str, name: str, by: Account) -> Contributor:
    """Somebody may write with us: a letter with a link that binds whoever opens it, logged in with that address. Locks the proposal.

    Whose address it is, of those another part of a merged one brought, is not told: they get the letter as anybody would.
    """
    stored = locked_for_writing(proposal, by)
    address = email.strip().lower()
    row = stored.contributors.filter(email__iexact=address).first()
    number = stored.contributors.count()
    if row is None and number >= MOST_PEOPLE:
        raise CallError("too_many_people", most=MOST_PEOPLE, field="email")
    row = row or Contributor(proposal=stored, email=address, name=name.strip() or address.partition("@")[0], place=number)
    is_hidden = row.pk is not None and row.pk in strangers_in(stored, standing_of(by, stored.edition))
    if row.account_id and not is_hidden:
        raise CallError("author_already", email=address, field="email")
    if not is_hidden:
        row.role = Contributor.Role.AUTHOR
        row.save()
    journal.record(by=by, action="invite_author", thing=stored, after={"name": row.name}, scope=stored.edition, is_seen=False)
    reader = Reader(address, row.name, interface_language(None, stored.language))
    write_mailing(
        kind="call.author",
        key=key_of_the_day(row),  # asked again the same day, the letter goes once
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


def key_of_the_day(row: Contributor) -> str:
    return f"call.author:{row.pk}:{timezone.now():%Y-%m-%d}"


def is_invited_today(*, proposal: Proposal, email: str) -> bool:
    """Has this address had its letter today? Two statements at most."""
    row = proposal.contributors.filter(email__iexact=email.strip()).first()
    return row is not None and Mailing.objects.filter(key=key_of_the_day(row)).exists()


def link_for(row: Contributor) -> str:
    return signing.dumps({"contributor": row.pk, "email": row.email}, salt=SALT, compress=True)


@transaction.atomic
def join_as_author(*, link: str, by: Account) -> Proposal:
    """Bind the invited place to this account, in what the proposal was merged into meanwhile as well. Only for the address it was sent to;
    again it changes nothing."""
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
        for one in (*same_in_wholes(row), row):
            one.account, one.name = by, by.name or one.name
            one.save(update_fields=["account", "name"])
            journal.record(by=by, action="join_as_author", thing=one.proposal, scope=one.proposal.edition, is_seen=False)
    return row.proposal


def same_in_wholes(row: Contributor) -> list[Contributor]:
    """Their place in each merged proposal that this one went into."""
    rows = Contributor.objects.select_related("proposal__edition").filter(proposal__in=list(wholes_of(row.proposal)), role=row.role)
    return [one for one in rows.filter(account=None, email__iexact=row.email) if is_same(one, row)]
