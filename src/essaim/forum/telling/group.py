"""Mail to a group: by path, role, session, answer; each person once, with a few words filled in for each."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.desk.actions.outbox import Letter, write_mailing
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Grant, Mailing
from essaim.desk.scoped import scope_name
from essaim.desk.unsubscribing import refusing
from essaim.forum.links import address_of
from essaim.forum.models import Appearance, Edition, Path, Session, Speaker
from essaim.forum.queries.leads import lead_accounts, team_accounts
from essaim.forum.rules import EDITION, INTERPRETER, PATH, PATH_ROLES, RAPPORTEUR, may_mail, standing_of
from essaim.forum.telling.fields import FIELDS, faults_in, filled
from essaim.forum.telling.people import Address, address_of_account, addresses_of
from essaim.kit.languages import spoken
from essaim.registry.models import Person

GROUP = "forum.group"
LEADS, TEAM = "path_lead", "team"
DESIGNATED_RAPPORTEUR, DESIGNATED_INTERPRETER = "designated_rapporteur", "designated_interpreter"
GRANTED = {DESIGNATED_RAPPORTEUR: RAPPORTEUR, DESIGNATED_INTERPRETER: INTERPRETER}
"""Roles granted whose names are those of roles in a session, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom: everything given narrows it down. Roles are those of sessions (speaker, moderator…), path_lead, team, and granted ones (`GRANTED`)."""

    paths: tuple[Path, ...] = ()
    roles: tuple[str, ...] = ()
    sessions: tuple[Session, ...] = ()
    answers: tuple[str, ...] = ()
    """Of Appearance.Answer: those who were asked and have not answered."""
    on_paths_alone: bool = False
    """Without those who hold a role on the whole edition."""


@dataclass(slots=True)
class Recipient:
    address: Address
    sessions: list[Session] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    """Keys of those in the programme who have this mailbox."""


@dataclass(slots=True)
class Recipients:
    reached: list[Recipient]
    refusing: list[Recipient]
    """They want no more group mail about this edition: they get none."""
    unreachable: list[Person]


def group_recipients(edition: Edition, audience: Audience) -> Recipients:
    """Each once, by address. Seven statements at most, and two for leads."""
    found = Found()
    unreachable = add_stage(edition, audience, found)
    only_stage = bool(audience.sessions or audience.answers)
    if LEADS in audience.roles and not only_stage:
        for account in lead_accounts(audience.paths or edition.paths.all()):
            found.add(address_of_account(edition, account))
    if TEAM in audience.roles and not only_stage:
        for account in team_accounts(edition):
            found.add(address_of_account(edition, account))
    granted = [GRANTED.get(role, role) for role in audience.roles if role not in (*Appearance.Role.values, LEADS, TEAM)]
    if granted and not only_stage:
        keys = [str(path.pk) for path in audience.paths or edition.paths.all()]
        everywhere = Q(kind=EDITION, key=str(edition.pk))  # who reviews the edition reviews this path
        on = Q(kind=PATH, key__in=keys)
        if not audience.on_paths_alone:
            on |= everywhere & Q(role__in=PATH_ROLES) if audience.paths else everywhere
        for grant in Grant.objects.filter(on, role__in=granted, account__is_active=True).select_related("account"):
            found.add(address_of_account(edition, grant.account))
    everybody = sorted(found.all, key=lambda one: one.address.email)
    unwilling = refusing(scope_name(edition), [one.address.email for one in everybody])
    reached = [one for one in everybody if one.address.email not in unwilling]
    return Recipients(reached, [one for one in everybody if one.address.email in unwilling], unreachable)


class Found:
    """By address, and by account where there is one: somebody who speaks under one address and leads under another is one recipient."""

    def __init__(self) -> None:
        self.all: list[Recipient] = []
        self.by_email: dict[str, Recipient] = {}
        self.by_account: dict[int, Recipient] = {}

    def add(self, address: Address, session: Session | None = None) -> None:
        account = address.account.pk if address.account else None
        one = self.by_email.get(address.email) or (self.by_account.get(account) if account is not None else None)
        if one is None:
            one = Recipient(address)
            self.all.append(one)
        self.by_email.setdefault(address.email, one)
        if account is not None:
            self.by_account.setdefault(account, one)
        if session is not None and session not in one.sessions:
            one.sessions.append(session)
        if session is not None and address.person is not None and address.person not in one.people:
            one.people.append(address.person)


def add_stage(edition: Edition, audience: Audience, found: Found) -> list[Person]:
    """Those in sessions, when a role of sessions (or none at all) is asked for."""
    roles = [role for role in audience.roles if role in Appearance.Role.values]
    if audience.roles and not roles:
        return []
    rows = Appearance.objects.filter(session__edition=edition).exclude(session__state=Session.State.CANCELLED)
    rows = rows.filter(role__in=roles) if roles else rows
    rows = rows.filter(session__paths__in=audience.paths).distinct() if audience.paths else rows
    rows = rows.filter(session__in=audience.sessions) if audience.sessions else rows
    rows = rows.filter(answer__in=audience.answers) if audience.answers else rows
    by_person: dict[int, list[Session]] = defaultdict(list)
    people: dict[int, Person] = {}
    for row in rows.select_related("person", "session"):
        people[row.person_id] = row.person
        by_person[row.person_id].append(row.session)
    addresses = addresses_of(edition, list(people))
    for pk, sessions in by_person.items():
        for session in sessions if pk in addresses else ():
            found.add(addresses[pk], session)
    return [person for pk, person in people.items() if pk not in addresses]


@transaction.atomic
def write_group_mail(
    *,
    edition: Edition,
    audience: Audience,
    subjects: Mapping[str, str],
    bodies: Mapping[str, str],
    by: Account,
    label: str = "",
    reply_to: str = "",
) -> Mailing:
    """Into the outbox, to be read before it goes. Each gets it in their language where it was written, else in the first written one.

    A field that does not exist is refused, in whatever language it stands. Who wants no more group mail gets none.
    """
    for name, texts in (("subject", subjects), ("body", bodies)):
        for code, text in texts.items():
            for fault in faults_in(text, f"{name}_{code}"):
                raise fault
    written = [code for code in bodies if bodies[code].strip() and subjects.get(code, "").strip()]
    if not written:
        raise DeskError("empty_message", field="body")
    recipients = group_recipients(edition, audience)
    if not recipients.reached:
        raise DeskError("all_refuse" if recipients.refusing else "no_recipients")
    everybody = (*recipients.reached, *recipients.refusing)
    parts = parts_of(edition, everybody) if may_mail(standing_of(by, edition)) else {}
    return write_mailing(
        kind=GROUP,
        key=f"{GROUP}:{uuid.uuid4().hex}",
        label=label or filled(subjects[written[0]], dict.fromkeys(FIELDS, "…")),
        scope=edition,
        by=by,
        letters=[letter(edition, one, subjects, bodies, written, link_for(edition, one, parts)) for one in everybody],
        reply_to=reply_to,
    )


def parts_of(edition: Edition, recipients: Collection[Recipient]) -> dict[int, Speaker]:
    """Person's key → the part their link leads to, made where it is missing. Two statements at most."""
    people = {person for one in recipients for person in one.people}
    found = {part.person_id: part for part in Speaker.objects.filter(edition=edition, person__in=people)}
    missing = [Speaker(edition=edition, person_id=person) for person in sorted(people - found.keys())]
    return found | {part.person_id: part for part in Speaker.objects.bulk_create(missing)}


def link_for(edition: Edition, one: Recipient, parts: Mapping[int, Speaker]) -> Callable[[], str]:
    """In the language then switched on: their own answer page, else where they work, else the programme.

    Behind a speaker's link stands what is for the team alone: in letters of a path's lead, who reads them, it is the programme.
    """

    def link() -> str:
        own = [address_of(parts[person], edition) for person in one.people if person in parts]
        if own:
            return "\n".join(own)
        if one.people:
            return settings.SITE_ADDRESS + reverse("forum:programme", args=[edition.slug])
        return settings.SITE_ADDRESS + reverse("team:home")

    return link


def letter(
    edition: Edition, one: Recipient, subjects: Mapping[str, str], bodies: Mapping[str, str], written: list[str], link: Callable[[], str]
) -> Letter:
    language = one.address.language if one.address.language in written else written[0]
    with translation.override(language):
        facts = {
            "name": one.address.name or one.address.email,
            "sessions": "\n".join(spoken(session.title, language).text or session.code for session in one.sessions) or _("none"),
            "link": link(),
        }
    return Letter(
        key=f"group:{one.address.email}"[:160],
        to_email=one.address.email,
        to_name=one.address.name,
        account=one.address.account,
        language=language,
        subject=filled(subjects[language], facts),
        body=filled(bodies[language], facts),
        may_unsubscribe=True,
    )
