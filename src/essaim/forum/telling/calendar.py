"""Calendar updates to a letter: what changed as METHOD:PUBLISH, what takes place no longer as METHOD:CANCEL (RFC 5546).

Under the same UID as the feeds, with the slot's SEQUENCE, so that calendars take the update for the newer. Not REQUEST: that asks its
reader for an answer, and speakers answer on their own page.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from essaim.desk.actions.outbox import Attachment
from essaim.forum.exchange.gathering import texts
from essaim.forum.exchange.publishing import hours, uid_of
from essaim.forum.interchange import Document, write_ics
from essaim.forum.interchange.document import Session, State
from essaim.forum.models import Slot
from essaim.forum.queries.version import Change, is_cancelled
from essaim.forum.wording import said

PUBLISH, CANCEL = "PUBLISH", "CANCEL"


def attachments(document: Document, changed: Iterable[tuple[Change, bool]], language: str, now: datetime) -> tuple[Attachment, ...]:
    """At most two files; none for sessions without a day. Of each session one change, and whether its reader has left it: then it goes
    from their calendar although it takes place. Needs the document of the new version."""
    several = list(changed)
    ended = [cancelled(change) for change, has_left in several if has_left or change.after is None or is_cancelled(change.after)]
    going = {uid_of(change.slot.session) for change, _has_left in several} - {one.uid for one in ended}
    updates = (
        (PUBLISH, document.only(one for one in document.sessions if one.uid in going)),
        (CANCEL, document.only(ended)),
    )
    return tuple(attachment(some, method, language, now) for method, some in updates if any(one.day or one.start for one in some.sessions))


def attachment(some: Document, method: str, language: str, now: datetime) -> Attachment:
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    written = write_ics(some, language=language, generated_at=now, method=method, organizer=organizer)
    name = some.edition.acronym or "forum"
    return Attachment(
        name=f"{name}.ics" if method == PUBLISH else f"{name}-cancelled.ics",
        media_type=f"text/calendar; method={method}",
        content=written.data.decode(),
    )


def cancelled(change: Change) -> Session:
    """As little as a calendar needs to drop it, at the hour it had."""
    slot = change.slot
    last: Slot = change.before or slot
    start, end = hours(last, slot.session.edition)
    return Session(
        uid=uid_of(slot.session),
        guid=slot.session.guid,
        title=texts(change.title) or {"": said(last.facts.get("title"))},
        day=last.day,
        start=start,
        end=end,
        state=State.CANCELLED,
        sequence=slot.sequence if change.after else slot.sequence + 1,
    )
