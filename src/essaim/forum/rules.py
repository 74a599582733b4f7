"""Who may do what, as questions. One statement each at most."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition, Path

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
    roles: frozenset[str] = frozenset()
    """All roles held on the edition or one of its paths."""

    @property
    def is_any(self) -> bool:
        """Has this person work to do in the edition's back office?"""
        return self.is_team or bool(self.led or self.reviewed) or self.reviews_all

    def leads(self, path: Path | int | None) -> bool:
        """The team leads everything, also what has no path yet."""
        return self.is_team or (path is not None and (path if isinstance(path, int) else path.pk) in self.led)

    def reviews(self, path: Path | int | None) -> bool:
        key = path if isinstance(path, int) or path is None else path.pk
        return self.leads(key) or self.reviews_all or (key is not None and key in self.reviewed)


def standing_of(account: Account | AnonymousUser, edition: Edition) -> Standing:
    """One statement for a stranger to the edition, three at most."""
    if not isinstance(account, Account) or not account.is_active:
        return Standing(None, edition)
    grants = list(Grant.objects.filter(account=account, kind__in=(EDITION, PATH, ORGANISATION)).values_list("role", "kind", "key"))
    here = {role for role, kind, key in grants if kind == EDITION and key == str(edition.pk)}
    on_paths = [(role, int(key)) for role, kind, key in grants if kind == PATH and key.isdecimal()]
    organisations = [int(key) for role, kind, key in grants if kind == ORGANISATION and role == COLLEAGUE and key.isdecimal()]
    own = paths_of(edition, [key for _, key in on_paths])
    led = {key for role, key in on_paths if role == PATH_LEAD and key in own}
    if organisations:
        led |= set(Path.objects.filter(edition=edition, leads__in=organisations).values_list("pk", flat=True))
    reviewed = {key for role, key in on_paths if role == REVIEWER and key in own}
    return Standing(
        account,
        edition,
        is_team=account.is_superuser or TEAM in here,
        led=frozenset(led),
        reviewed=frozenset(reviewed),
        reviews_all=REVIEWER in here,
        roles=frozenset(here | {role for role, key in on_paths if key in own} | ({PATH_LEAD} if led else set())),
    )


def paths_of(edition: Edition, keys: Collection[int]) -> set[int]:
    return set(Path.objects.filter(edition=edition, pk__in=keys).values_list("pk", flat=True)) if keys else set()


def is_team(account: Account | AnonymousUser, edition: Edition) -> bool:
    """May this account edit everything in the edition? Whoever runs the site may; so may those the team role was granted to."""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=TEAM, kind=EDITION, key=str(edition.pk)).exists()


def editable_edition_keys(account: Account | AnonymousUser) -> set[str] | None:
    """Keys of the editions the account may edit; None means all."""
    if not isinstance(account, Account) or not account.is_active:
        return set()
    if account.is_superuser:
        return None
    return set(Grant.objects.filter(account=account, role=TEAM, kind=EDITION).values_list("key", flat=True))


def may_see(account: Account | AnonymousUser, edition: Edition) -> bool:
    return edition.is_public or is_team(account, edition)


def is_of_any_team(account: Account | AnonymousUser) -> bool:
    """May this account open the back office at all, enter people and organisations, and begin editions?"""
    if not isinstance(account, Account) or not account.is_active:
        return False
    return account.is_superuser or Grant.objects.filter(account=account, role=TEAM).exists()
