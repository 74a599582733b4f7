"""Proposals as rows of a spreadsheet, in and out. No rows of the database: the form, paths and kinds come as plain facts.

    reading = read(data, name="export.csv", form=form)     # Reading(entries, columns, findings) or UnreadableSheet
    written = write_csv(form, entries, language="fr", personal=False)

The same entries give the same bytes. A text that a spreadsheet program would take for a formula is made safe.
"""

from essaim.call.sheets.entry import Entry, Form, Organisation, Person, Question
from essaim.call.sheets.errors import UnreadableSheet
from essaim.call.sheets.model import write_model
from essaim.call.sheets.reading import Reading, read
from essaim.call.sheets.writing import write_csv, write_xlsx

__all__ = [
    "Entry",
    "Form",
    "Organisation",
    "Person",
    "Question",
    "Reading",
    "UnreadableSheet",
    "read",
    "write_csv",
    "write_model",
    "write_xlsx",
]
