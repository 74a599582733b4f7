"""Who may do what, as questions. One statement each at most."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition, Note, Partner, Path, Session
from essaim.registry.models import Organisation

TEAM = "team"
PATH_LEAD = "path_lead"
REVIEWER = "reviewer"
RAPPORTEUR = "rapporteur"
INTERPRETER = "interpreter"
VOLUNTEER = "volunteer"
COLLEAGUE = "colleague"
"""Of an organisation: leads the paths the organisation leads, and brings in further colleagues."""

EDITION = "forum.edition"
PATH = "forum.path"
ORGANISATION = "registry.organisation"

EDITION_ROLES = (TEAM, REVIEWER, RAPPORTEUR, INTERPRETER, VOLUNTEER)
PATH_ROLES = (PATH_LEAD, REVIEWER, RAPPORTEUR)
LEADS_BRING_IN = frozenset({REVIEWER, RAPPORTEUR})
"""What a path's lead may offer on that path."""
ROLE_NAMES: dict[str, str | Promise] = {
    TEAM: _("team"),
    PATH_LEAD: _("path lead"),
    REVIEWER: _("reviewer"),
    RAPPORTEUR: _("rapporteur"),
    INTERPRETER: _("interpreter"),
    VOLUNTEER: _("volunteer"),
    COLLEAGUE: _("acts for the organisation"),
}


KNOWN = "known_standing"
"""Where an edition in hand keeps the standing of whoever asks."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in one edition, read once a request. Rules ask it instead of the database.

    Roles granted on the edition hold on every path. What comes from a proposal (its author) or a session (its speaker) is asked of
    those things, not of this.
    """

    account: Account | None
    edition: Edition
    is_team: bool = False
    led: frozenset[int] = frozenset()
    """Keys of the paths they lead: by a grant of their own, or as a colleague of an organisation that leads the path."""
    reviewed: frozenset[int] = frozenset()
    """Keys of the paths whose proposals they read and mark."""
    reviews_all: bool = False
    noted: frozenset[int] = frozenset()
    """Keys of the paths whose sessions they take notes in, as rapporteurs."""
    notes_all: bool = False
    roles: frozenset[str] = frozenset()
    """All roles held on the edition or one of its paths."""

    @property
    def is_any(self) -> bool:
        """Has this person a part in choosing the programme?"""
        return self.is_team or bool(self.led or self.reviewed) or self.reviews_all

    @property
    def is_helper(self) -> bool:
        """Has this person work to do in the edition's back office, whatever it is?"""
        return self.is_any or bool(self.noted or self.roles)

    def leads(self, path: Path | int | None) -> bool:
        """The team leads everything, also what has no path yet."""
        return self.is_team or (path is not None and (path if isinstance(path, int) else path.pk) in self.led)

    def reviews(self, path: Path | int | None) -> bool:
        key = path if isinstance(path, int) or path is None else path.pk
        return self.leads(key) or self.reviews_all or (key is not None and key in self.reviewed)

    def notes(self, path: Path | int | None) -> bool:
        key = path if isinstance(path, int) or path is None else path.pk
        return self.notes_all or (key is not None and key in self.noted)


def standing_of(account: Account | AnonymousUser, edition: Edition) -> Standing:
    """One statement for a stranger to the edition, three at most. The edition in hand remembers it for `known_standing`."""
    standing = read_standing(account, edition) if isinstance(account, Account) and account.is_active else Standing(None, edition)
    edition.__dict__[KNOWN] = standing
    return standing


def known_standing(account: Account | AnonymousUser, edition: Edition) -> Standing:
    """For a page's frame: what the view has asked already, else asked now."""
    known = edition.__dict__.get(KNOWN)
    is_theirs = isinstance(known, Standing) and known.account is not None and known.account.pk == account.pk
    return known if is_theirs and isinstance(known, Standing) else standing_of(account, edition)


def read_standing(account: Account, edition: Edition) -> Standing:
    grants = list(Grant.objects.filter(account=account, kind__in=(EDITION, PATH, ORGANISATION)).values_list("role", "kind", "key"))
    here = {role for role, kind, key in grants if kind == EDITION and key == str(edition.pk)}
    on_paths = [(role, int(key)) for role, kind, key in grants if kind == PATH and key.isdecimal()]
    organisations = [int(key) for role, kind, key in grants if kind == ORGANISATION and role == COLLEAGUE and key.isdecimal()]
    own = paths_of(edition, [key for _, key in on_paths])
    led = {key for role, key in on_paths if role == PATH_LEAD and key in own}
    if organisations:
        led |= set(Path.objects.filter(edition=edition, leads__in=organisations).values_list("pk", flat=True))
    reviewed = {key for role, key in on_paths if role == REVIEWER and key in own}
    noted = {key for role, key in on_paths if role == RAPPORTEUR and key in own}
    return Standing(
        account,
        edition,
        is_team=(account.is_superuser or TEAM in here) and account.has_shown_factor,
        led=frozenset(led),
        reviewed=frozenset(reviewed),
        reviews_all=REVIEWER in here,
        noted=frozenset(noted),
        notes_all=RAPPORTEUR in here,
        roles=frozenset(here | {role for role, key in on_paths if key in own} | ({PATH_LEAD} if led else set())),
    )


def paths_of(edition: Edition, keys: Collection[int]) -> set[int]:
    return set(Path.objects.filter(edition=edition, pk__in=keys).values_list("pk", flat=True)) if keys else set()


def may_place(standing: Standing, session: Session) -> bool:
    """Give it an hour and a room in the draft: the team, and who leads one of its paths. One statement, none when paths are preloaded."""
    if session.edition_id != standing.edition.pk:
        return False
    return standing.is_team or any(path.pk in standing.led for path in session.paths.all())


def may_edit_session(standing: Standing, session: Session) -> bool:
    """Its texts, people and languages: as who places it."""
    return may_place(standing, session)


def may_mail(standing: Standing, path: Path | int | None = None) -> bool:
    """Write to those of a path; without one, to everybody: the team."""
    return standing.leads(path)


def may_see_figures(standing: Standing, path: Path | None = None) -> bool:
    """Counts and balance of a path's draft, for who leads or reviews it; of what stands on no path, for the team and who reviews all."""
    return standing.reviews(path)


def may_manage_path(standing: Standing, path: Path) -> bool:
    """Bring in who reviews it and who takes notes."""
    return path.edition_id == standing.edition.pk and standing.leads(path)


def may_invite(standing: Standing, role: str, path: Path | None = None) -> bool:
    """Offer a role on the edition, or on one of its paths: the team any, a path's lead some on that path."""
    if path is None:
        return standing.is_team and role in EDITION_ROLES
    if path.edition_id != standing.edition.pk or role not in PATH_ROLES:
        return False
    return standing.is_team or (path.pk in standing.led and role in LEADS_BRING_IN)


def is_colleague(account: Account | AnonymousUser, organisation: Organisation) -> bool:
    """One statement."""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return Grant.objects.filter(account=account, role=COLLEAGUE, kind=ORGANISATION, key=str(organisation.pk)).exists()


def may_manage_colleagues(account: Account | AnonymousUser, organisation: Organisation) -> bool:
    """Bring in and take off who acts for it: its own colleagues, and the team of an edition it takes part in; but no team where it leads a
    path in somebody else's edition too, for whoever acts for it has rights there. Four statements at most."""
    if is_colleague(account, organisation):
        return True
    keys = editable_edition_keys(account)
    if keys is None:
        return True
    mine = [int(key) for key in keys if key.isdecimal()]
    if not mine:
        return False
    leads = Path.objects.filter(leads=organisation)
    if leads.exclude(edition__in=mine).exists():
        return False
    partners = Partner.objects.filter(edition__in=mine, organisation=organisation)
    return leads.exists() or partners.exists()


def may_take_notes(standing: Standing, session: Session) -> bool:
    """Who may place it, and its paths' rapporteurs. One statement, none when paths are preloaded."""
    if session.edition_id != standing.edition.pk:
        return False
    return may_place(standing, session) or standing.notes_all or any(path.pk in standing.noted for path in session.paths.all())


def is_own_note(standing: Standing, note: Note) -> bool:
    """Written with this account, or as this account's person. One statement, none when the rapporteur is preloaded."""
    account, rapporteur = standing.account, note.rapporteur
    if account is None:
        return False
    return note.written_by_id == account.pk or (rapporteur is not None and rapporteur.account_id == account.pk)


def may_edit_note(standing: Standing, note: Note) -> bool:
    """Rapporteurs change their own notes alone, and until they are published: a changed text would be published without that right.
    Two statements, none when session, paths and rapporteur are preloaded."""
    if may_place(standing, note.session):
        return True
    return not note.is_published and is_own_note(standing, note) and may_take_notes(standing, note.session)


def may_publish_notes(standing: Standing, session: Session) -> bool:
    """Let readers see what rapporteurs noted: as who places it."""
    return may_place(standing, session)


def may_remove_note(standing: Standing, note: Note) -> bool:
    """One's own, while readers do not see it."""
    return not note.is_published and is_own_note(standing, note) and may_edit_note(standing, note)


def may_see_interpretation(standing: Standing) -> bool:
    """Which sessions are interpreted, where and for whom, before they are public."""
    return standing.is_team or INTERPRETER in standing.roles


def may_see_draft(standing: Standing) -> bool:
    """The programme before it is on line: whoever has work to do in it."""
    return standing.is_helper


def may_see_session(standing: Standing, session: Session) -> bool:
    """As it stands in the draft. One not yet accepted: the team, who leads or reviews one of its paths. One statement, none when paths
    are preloaded."""
    if session.edition_id != standing.edition.pk or not may_see_draft(standing):
        return False
    if session.state != Session.State.DRAFT or standing.reviews(None):
        return True
    return any(standing.reviews(path) for path in session.paths.all())


def is_team(account: Account | AnonymousUser, edition: Edition) -> bool:
    """May this account edit everything in the edition? Whoever runs the site may; so may those the team role was granted to."""
    if not may_be_of_team(account):
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=TEAM, kind=EDITION, key=str(edition.pk)).exists()


def may_be_of_team(account: Account | AnonymousUser) -> TypeGuard[Account]:
    """Somebody logged in who has shown what a team's rights ask for."""
    return isinstance(account, Account) and account.is_active and account.has_shown_factor


def editable_edition_keys(account: Account | AnonymousUser) -> set[str] | None:
    """Keys of the editions the account may edit; None means all."""
    if not may_be_of_team(account):
        return set()
    if account.is_superuser:
        return None
    return set(Grant.objects.filter(account=account, role=TEAM, kind=EDITION).values_list("key", flat=True))


def may_see(account: Account | AnonymousUser, edition: Edition) -> bool:
    return edition.is_public or is_team(account, edition)


def is_of_any_team(account: Account | AnonymousUser) -> bool:
    """May this account enter people and organisations, and begin editions?"""
    if not may_be_of_team(account):
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=TEAM).exists()
