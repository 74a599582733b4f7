"""CSV of every session: one row each, every cell quoted, none a formula."""

import csv
from io import StringIO

from essaim.forum.interchange.cells import guarded
from essaim.forum.interchange.document import Document
from essaim.forum.interchange.table_writer import sessions_table
from essaim.forum.interchange.texts import FORBIDDEN
from essaim.forum.interchange.written import Written

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for its own code page."""


def write_csv(document: Document, *, headers: str = "en") -> Written:
    """Every session, placed or not; headers in en, fr or es. Reads back without loss of what concerns sessions."""
    table = sessions_table(document, headers, lists_beside=False)
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(table.headers)
    writer.writerows([guarded(FORBIDDEN.sub("", text)) for text in row] for row in table.rows)
    return Written((BOM + out.getvalue()).encode())
