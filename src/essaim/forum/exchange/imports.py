"""A file's way into an edition: handed in, read and shown, then taken over or thrown away."""

from dataclasses import asdict
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Job
from essaim.desk.uploads import check_size, name_of, store
from essaim.forum.errors import ForumError
from essaim.forum.exchange.outcome import Outcome
from essaim.forum.exchange.taking_over import Order, Report, preview, take_over
from essaim.forum.interchange import Finding, Place, Reading, UnreadableSchedule, read
from essaim.forum.models import Edition, Import

MEDIA_TYPES = {
    "frab-xml": "application/xml",
    "frab-json": "application/json",
    "icalendar": "text/calendar",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PREVIEW, TAKE_OVER = "forum.preview_import", "forum.take_over_import"


def read_file(file: "UploadedFile[Any]", *, zone: str) -> tuple[bytes, Reading]:
    """Raises DeskError when it is too large or empty, UnreadableSchedule when it is no schedule; nothing is kept then."""
    check_size(file)
    content = file.read()
    return content, read(content, name=name_of(file), zone=zone)


@transaction.atomic
def begin_import(*, edition: Edition, content: bytes, reading: Reading, name: str, language: str, by: Account | None) -> Import:
    """Keep the file and ask for its preview; nothing of the edition changes."""
    upload = store(content=content, media_type=MEDIA_TYPES[reading.format], name=name, by=by)
    made = Import.objects.create(edition=edition, upload=upload, format=reading.format, language=language, by=by)
    journal.record(by=by, action="begin_import", thing=made, after={"file": name, "format": reading.format}, scope=edition)
    enqueue(kind=PREVIEW, arguments={"import": made.pk}, key=str(made.pk), by=by, scope=edition)
    return made


@transaction.atomic
def ask_take_over(*, made: Import, cancels_gone: bool, releases: bool, by: Account | None, quiet: bool = False) -> Job:
    """`quiet`: a release that follows prepares no letters. Locks the import. One that is done or failed is not taken over again: hand the file in again."""
    locked = Import.objects.select_for_update().get(pk=made.pk)
    if locked.state != Import.State.PREVIEWED:
        raise ForumError("import_not_ready", state=locked.get_state_display())
    locked.cancels_gone, locked.releases = cancels_gone, releases
    locked.save(update_fields=["cancels_gone", "releases"])
    return enqueue(kind=TAKE_OVER, arguments={"import": made.pk, "quiet": quiet}, key=str(made.pk), by=by, scope=locked.edition)


def order_of(made: Import) -> tuple[Order, Reading]:
    """The file read again: what was kept is the file, not what we made of it."""
    with default_storage.open(made.upload.key) as file:
        reading = read(file.read(), name=made.upload.name, zone=made.edition.time_zone, languages=made.edition.languages)
    order = Order(
        edition=made.edition,
        document=reading.document,
        format=reading.format,
        language=made.language or (made.edition.languages or ["en"])[0],
        source_code=f"import-{made.upload.sha256[:16]}",
        source_title=made.upload.name,
        cancels_gone=made.cancels_gone,
    )
    return order, reading


def look_through(made: Import, report: Report) -> tuple[Outcome, Reading]:
    """What taking over would do: done and rolled back."""
    order, reading = order_of(made)
    return preview(order, by=made.by, report=report), reading


def note_preview(made: Import, outcome: Outcome, reading: Reading) -> None:
    told(made, outcome)
    made.state = Import.State.PREVIEWED
    made.findings = [as_json(finding) for finding in reading.findings]
    made.save()


def carry_out(made: Import, report: Report) -> Outcome:
    """Inside the caller's transaction, who then puts it on line where that was asked: whole or not at all. Locks the import and the draft."""
    locked = Import.objects.select_for_update().get(pk=made.pk)
    if locked.state != Import.State.PREVIEWED:
        raise ForumError("import_not_ready", state=locked.get_state_display())
    order, _ = order_of(locked)
    outcome = take_over(order, by=locked.by, report=report)
    told(locked, outcome)
    locked.state, locked.finished_at = Import.State.DONE, timezone.now()
    locked.save()
    journal.record(by=locked.by, action="take_over_import", thing=locked, after=dict(locked.counts), scope=locked.edition)
    return outcome


def note_failure(made: Import, error: UnreadableSchedule) -> None:
    made.state, made.finished_at = Import.State.FAILED, timezone.now()
    made.error = {"code": error.code, "facts": error.facts, "place": asdict(error.place)}
    made.save(update_fields=["state", "finished_at", "error"])


def told(made: Import, outcome: Outcome) -> None:
    made.counts = {name: count for name, count in outcome.counts.items() if count}
    made.notes = list(outcome.notes.values())
    made.differences = list(outcome.differences)


def as_json(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "facts": finding.facts,
        "places": [asdict(place) for place in finding.places],
        "count": finding.count,
    }


def place_of(told_place: dict[str, object]) -> Place:
    return Place(**told_place)  # type: ignore[arg-type]  # as_json wrote it
