"""Somebody cannot come: noted for the team alone, lifted, said on the programme by an act of its own. Nobody is ever deleted."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.errors import ForumError
from essaim.forum.models import Absence, Appearance, Edition, Substitution, Video
from essaim.forum.queries.prospect import is_on_line
from essaim.registry.models import Person


class AbsenceFacts(TypedDict, total=False):
    reason: str
    note: str
    video: Video | None


@transaction.atomic
def note_absences(
    *, edition: Edition, people: Sequence[Person], by: Account | None, reason: str = Absence.Reason.OTHER, note: str = ""
) -> list[Absence]:
    """Those noted anew; who is noted already stays as they are. Nothing public changes. Locks the open absences."""
    if not people:
        raise ForumError("nobody_named", edition=edition)
    open_now = set(Absence.objects.select_for_update().filter(edition=edition, lifted_at=None).values_list("person_id", flat=True))
    wanted = [person for person in {person.pk: person for person in people}.values() if person.pk not in open_now]
    return [
        save_row(
            row=Absence(edition=edition, person=person, noted_by=by),
            facts={"reason": reason, "note": note.strip()},
            by=by,
            action="note_absence",
            scope=edition,
            is_seen=False,
        )
        for person in wanted
    ]


@transaction.atomic
def change_absence(*, absence: Absence, by: Account | None, **facts: Unpack[AbsenceFacts]) -> Absence:
    """Reason and note are the team's; the video is shown only where `set_presence` says so. Locks the absence."""
    stored = locked(absence)
    video = facts.get("video", stored.video)
    if video is not None and video.edition_id != stored.edition_id:
        raise ForumError("video_of_another_edition", video=video)
    shown = of_absent(stored).filter(presence=Appearance.Presence.VIDEO).select_related("session").first()
    if video is None and shown:
        raise ForumError("video_in_use", person=stored.person, session=shown.session)
    return save_row(row=stored, facts=facts, by=by, action="change_absence", scope=stored.edition, is_seen=False)


@transaction.atomic
def lift_absence(*, absence: Absence, by: Account | None) -> tuple[Absence, list[Substitution]]:
    """They can come after all. The programme no longer says that they cannot, but where somebody stands in: those are given back.

    Locks the absence and their appearances.
    """
    stored = locked(absence)
    standing = list(
        Substitution.objects.filter(absence__person=stored.person, absence__edition=stored.edition, substitute__isnull=False)
        .exclude(substitute__answer=Appearance.Answer.DECLINED)
        .select_related("appearance__session__edition", "substitute__person")
    )
    replaced = {one.appearance_id for one in standing}
    for row in of_absent(stored).exclude(presence=Appearance.Presence.THERE).exclude(pk__in=replaced).select_related("session__edition"):
        write_presence(row, Appearance.Presence.THERE, by)
    lifted = save_row(row=stored, facts={"lifted_at": timezone.now()}, by=by, action="lift_absence", scope=stored.edition, is_seen=False)
    return lifted, standing


@transaction.atomic
def set_presence(*, appearance: Appearance, presence: str, by: Account | None) -> Appearance:
    """What the programme says of somebody who cannot come: nothing yet, "cannot come", or "by video testimony". Readers see it at once.

    The reason is never said. Locks the appearance.
    """
    row = Appearance.objects.select_for_update(of=("self",)).select_related("session__edition", "person").get(pk=appearance.pk)
    if presence not in Appearance.Presence.values:
        raise ForumError("presence_unknown", presence=presence)
    if presence == Appearance.Presence.THERE:
        return write_presence(row, presence, by)
    absence = Absence.objects.filter(edition=row.session.edition, person=row.person, lifted_at=None).first()
    if absence is None:
        raise ForumError("not_absent", person=row.person)
    if presence == Appearance.Presence.VIDEO and absence.video_id is None:
        raise ForumError("video_missing", person=row.person)
    return write_presence(row, presence, by)


def write_presence(row: Appearance, presence: str, by: Account | None) -> Appearance:
    """With the session's journal. Whoever listens hears what readers see now, never why. Call it inside the action's transaction."""
    if row.presence == presence:
        return row
    before = row.presence
    row.presence = presence
    row.save(update_fields=["presence"])
    said = {"name": row.person.name, "role": row.role}
    journal.record(
        by=by,
        action="set_presence",
        thing=row.session,
        before={"presence": {**said, "presence": before}},
        after={"presence": {**said, "presence": presence}},
        scope=row.session.edition,
    )
    if is_on_line(row.session):
        event_payload: journal.Facts = {"session": row.session.code, "presence": presence or "there"}
        is_there = presence == Appearance.Presence.THERE
        emit("speaker.present" if is_there else "speaker.absent", scope=row.session.edition, payload=event_payload)
    return row


def locked(absence: Absence) -> Absence:
    stored = Absence.objects.select_for_update(of=("self",)).select_related("edition", "person", "video").get(pk=absence.pk)
    if stored.lifted_at is not None:
        raise ForumError("absence_lifted", person=stored.person)
    return stored


def of_absent(absence: Absence) -> QuerySet[Appearance]:
    return Appearance.objects.filter(session__edition=absence.edition, person=absence.person)
