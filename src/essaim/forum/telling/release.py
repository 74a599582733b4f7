"""A version put on line and its letters written in one transaction; the team reads them before they go."""

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.desk.actions.outbox import drop_mailing, heeded, write_mailing
from essaim.desk.models import Account, Mailing
from essaim.desk.scoped import scope_name
from essaim.desk.unsubscribing import refusing
from essaim.forum.actions.programme import release_programme
from essaim.forum.models import Edition, Slot, Version
from essaim.forum.queries.prospect import latest_release, prospective_slots
from essaim.forum.queries.team import Draft
from essaim.forum.queries.version import Changes, changes_between, slots_of
from essaim.forum.telling.letters import letters_for
from essaim.forum.telling.touched import Touched, Unreachable, touched_by

RELEASE = "forum.release"


@transaction.atomic
def release_and_tell(
    *, edition: Edition, by: Account | None, note: dict[str, str] | None = None, expected: str = "", quiet: bool = False
) -> tuple[Version, Mailing | None, list[Unreachable]]:
    """Release the draft, and put a letter to each one it touches into the outbox, where it waits to be read. None touched: no mailing.

    Letters of an earlier version that nobody has let go yet are thrown away; the new ones tell everything since the last version that
    was told. `quiet`: nobody is told; letters that wait stay as they are. Locks the draft and those letters.
    """
    if quiet:
        return release_programme(edition=edition, by=by, note=note, expected=expected), None, []
    waiting = waiting_letters(edition, lock=True)
    since = told_version(edition, waiting)
    version = release_programme(edition=edition, by=by, note=note, expected=expected)
    changes = changes_since(edition, since, version, slots_of(version))
    touched, unreachable = touched_by(edition, changes)
    if waiting is not None:
        drop_mailing(mailing=waiting, by=by)
    letters = letters_for(edition, version, changes, touched)
    if not heeded(letters, edition)[0] and not unreachable:
        return version, None, unreachable
    mailing = write_mailing(
        kind=RELEASE,
        key=f"{RELEASE}:{version.pk}",
        label=_("Version %(number)s of the programme") % {"number": version.number},
        scope=edition,
        by=by,
        letters=letters,
        facts={"since": since.pk if since else None, "unreached": [one.person.name for one in unreachable]},
    )
    return version, mailing, unreachable


def would_touch(edition: Edition, draft: Draft) -> tuple[list[Touched], list[Unreachable], Mailing | None]:
    """Whom a release would tell now, and the letters it would replace. Ten statements, nine more when letters wait; one more when
    somebody merely keeps a session."""
    waiting, changes = waiting_letters(edition), draft.changes
    if waiting is not None:
        slots = prospective_slots(draft.changes.after, draft.last)
        changes = changes_since(edition, told_version(edition, waiting), draft.changes.after, slots)
    touched, unreachable = touched_by(edition, changes)
    return willing(edition, touched), unreachable, waiting


def willing(edition: Edition, touched: list[Touched]) -> list[Touched]:
    """Without those who merely keep a session and want no mail to groups. One statement at most."""
    keepers = [one for one in touched if one.merely_keeps]
    unwilling = refusing(scope_name(edition), [one.address.email for one in keepers])
    return [one for one in touched if not (one.merely_keeps and one.address.email in unwilling)]


def waiting_letters(edition: Edition, *, lock: bool = False) -> Mailing | None:
    """Letters of a release that nobody has let go or thrown away. One statement."""
    rows = Mailing.objects.filter(kind=RELEASE, scope=scope_name(edition), state=Mailing.State.DRAFT).order_by("-pk")
    return (rows.select_for_update() if lock else rows).first()


def told_version(edition: Edition, waiting: Mailing | None) -> Version | None:
    """The last version whose letters have left or were thrown away by hand; None before the first. One statement."""
    if waiting is None:
        return latest_release(edition)
    return Version.objects.filter(edition=edition, pk=waiting.facts.get("since")).first()


def changes_since(edition: Edition, since: Version | None, version: Version, slots: list[Slot]) -> Changes:
    before = since or Version(edition=edition, number=0, released_at=None)
    return changes_between(before, slots_of(since) if since else [], version, slots)
