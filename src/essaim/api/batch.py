"""A batch of proposals: the rows become the spreadsheet the import knows, so that both ways are one."""

import csv
import io

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.api.errors import AskedError
from essaim.api.schemas.call import FindingOut, ImportIn, ImportOut
from essaim.call.exchange.forms import form_of
from essaim.call.exchange.imports import ask_take_over, begin_import
from essaim.call.exchange.sentences import findings_said, unreadable_said
from essaim.call.models import Call
from essaim.call.sheets import UnreadableSheet, read
from essaim.desk.models import Account
from essaim.kit.languages import is_language

NAME = "api.csv"


def take_batch(call: Call, given: ImportIn, by: Account) -> ImportOut:
    if given.language and not is_language(given.language):
        raise AskedError("unknown_language", "language", _("“%(value)s” is no language code, such as fr.") % {"value": given.language})
    content = as_csv(given)
    try:
        reading = read(content, name=NAME, form=form_of(call, get_language() or "en", given.language))
    except UnreadableSheet as error:
        raise AskedError("unreadable_rows", "rows", unreadable_said(error)) from error
    made = begin_import(call=call, content=content, reading=reading, name=NAME, language=given.language, by=by)
    job = ask_take_over(made=made, by=by) if given.take else None
    made.refresh_from_db()
    return ImportOut(
        id=made.pk,
        state=made.state,
        counts=dict(made.counts),
        findings=[
            FindingOut(severity=one.severity, what=one.what, next=one.next, where=one.where, count=one.count) for one in findings_said(made)
        ],
        job=job.pk if job else None,
    )


def as_csv(given: ImportIn) -> bytes:
    headers = list(dict.fromkeys(header for row in given.rows for header in row.values))
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(headers)
    for row in given.rows:
        table.writerow([row.values.get(header, "") for header in headers])
    return ("\ufeff" + out.getvalue()).encode()
