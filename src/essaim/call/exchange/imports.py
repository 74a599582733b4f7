"""A spreadsheet's way into a call: handed in and read, shown, taken over at once or, when it is long, as a job."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import get_language

from essaim.call.actions.likeness import ask_likenesses
from essaim.call.errors import CallError
from essaim.call.exchange.forms import form_of
from essaim.call.exchange.planning import Plan, plan_for
from essaim.call.exchange.taking_over import Report, silent, take_over
from essaim.call.models import Call, ProposalImport
from essaim.call.sheets import Form, Reading, read
from essaim.desk import journal
from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Job
from essaim.desk.uploads import check_size, name_of, store
from essaim.forum.interchange import Finding

TAKE_OVER = "call.take_over_proposals"
LANGUAGE, KIND = "", " "
"""Beside the headers in `ProposalImport.columns`: the language of texts, and the kind of rows, that name none. No header is blank."""
AT_ONCE = 60
"""Rows that make or change something; more are a job."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
State = ProposalImport.State


def read_file(file: "UploadedFile[Any]", call: Call, language: str = "", kind: str = "") -> tuple[bytes, Reading]:
    """Raises DeskError when it is too large or empty, UnreadableSheet when it is no list of proposals; nothing is kept then."""
    check_size(file)
    content = file.read()
    return content, read(content, name=name_of(file), form=form_of(call, get_language() or "en", language, kind))


@transaction.atomic
def begin_import(
    *, call: Call, content: bytes, reading: Reading, name: str, by: Account | None, language: str = "", kind: str = ""
) -> ProposalImport:
    """Keep the file, the language of its texts, the kind of its rows and what it would do; nothing of the call changes."""
    upload = store(content=content, media_type=XLSX if content.startswith(b"PK") else "text/csv", name=name, by=by)
    made = ProposalImport(call=call, upload=upload, by=by, columns={**reading.columns, LANGUAGE: language, KIND: kind})
    plan = plan_for(call, form_for(made), reading.entries)
    note(made, plan, reading)
    made.save()
    journal.record(by=by, action="begin_proposal_import", thing=made, after={"file": name}, scope=call.edition, is_seen=False)
    return made


def note(made: ProposalImport, plan: Plan, reading: Reading) -> None:
    made.counts = plan.counts
    made.findings = [as_json(finding) for finding in (*reading.findings, *plan.findings)]


def form_for(made: ProposalImport) -> Form:
    return form_of(made.call, get_language() or "en", str(made.columns.get(LANGUAGE, "")), str(made.columns.get(KIND, "")))


def read_again(made: ProposalImport) -> Reading:
    """What was kept is the file, not what we made of it."""
    with default_storage.open(made.upload.key) as file:
        return read(file.read(), name=made.upload.name, form=form_for(made))


def plan_of(made: ProposalImport) -> Plan:
    """What taking it over would do now."""
    return plan_for(made.call, form_for(made), read_again(made).entries)


@transaction.atomic
def ask_take_over(*, made: ProposalImport, by: Account | None) -> Job | None:
    """Done at once, or a job when many rows change. Locks the import; one that is done is not taken over again."""
    locked = locked_import(made)
    if locked.counts.get("create", 0) + locked.counts.get("change", 0) > AT_ONCE:
        language = get_language() or "en"
        return enqueue(
            kind=TAKE_OVER, arguments={"import": locked.pk, "language": language}, key=str(locked.pk), by=by, scope=locked.call.edition
        )
    carry_out(locked, by=by)
    return None


def locked_import(made: ProposalImport) -> ProposalImport:
    locked = ProposalImport.objects.select_for_update(of=("self",)).select_related("call__edition", "upload", "by").get(pk=made.pk)
    if locked.state != State.PREVIEWED:
        raise CallError("sheet_taken_over", state=locked.get_state_display())
    return locked


@transaction.atomic
def carry_out(made: ProposalImport, *, by: Account | None, report: Report = silent) -> Mapping[str, int]:
    """Plans against what stands when the call is locked: another import of the same rows waits, and then finds them."""
    locked = locked_import(made)
    Call.objects.select_for_update().get(pk=locked.call_id)
    reading = read_again(locked)
    plan = plan_for(locked.call, form_for(locked), reading.entries)
    counts = take_over(locked.call, plan, by=by, report=report)
    note(locked, plan, reading)
    locked.state = State.DONE
    locked.save()
    if any(counts.values()):
        ask_likenesses(edition=locked.call.edition, by=by)
    journal.record(by=by, action="take_over_proposals", thing=locked, after=dict(counts), scope=locked.call.edition, is_seen=False)
    return counts


def as_json(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "facts": finding.facts,
        "places": [asdict(place) for place in finding.places],
        "count": finding.count,
    }
