"""The empty workbook partners fill in: the call's own columns, and a sheet that explains each."""

from collections.abc import Iterator

from essaim.call.sheets.columns import SHEET
from essaim.call.sheets.entry import Form, Question
from essaim.call.sheets.headers import header_of
from essaim.call.sheets.writing import table_of
from essaim.forum.interchange.columns import LANGUAGES, header
from essaim.forum.interchange.model_workbook import EXPLAINED
from essaim.forum.interchange.table_writer import Table
from essaim.forum.interchange.xlsx_writer import workbook_bytes

OTHERS = ("others may be written in", "d'autres réponses peuvent être écrites", "se pueden escribir otras")


def write_model(form: Form, *, language: str) -> bytes:
    at = LANGUAGES.index(language)
    table = table_of(form, (), language=language, personal=True)
    rows = (*columns_explained(form, at), *(question_explained(question, at) for question in form.questions))
    explained = Table(EXPLAINED, tuple(column.names[at] for column in EXPLAINED.columns), rows)
    return workbook_bytes([table, explained], language)


def columns_explained(form: Form, at: int) -> Iterator[tuple[str, str, str, str]]:
    shelves = {"kind": form.kinds, "path": form.paths, "format": form.formats, "lead_kind": form.organisation_kinds}
    for column in SHEET.columns:
        if column.key in ("state", "is_synthetic"):
            continue
        name = header(column, LANGUAGES[at], LANGUAGES[at] if column.texts else "")
        known = "; ".join(names[0] if names else key for key, names in shelves.get(column.key, ()))
        also = dict.fromkeys((*column.names, *column.also))
        explains = " ".join(part for part in (column.explains[at], known) if part)
        yield SHEET.names[at], name, explains, "; ".join(word for word in also if word != column.names[at])


def question_explained(question: Question, at: int) -> tuple[str, str, str, str]:
    label, *others = question.labels or (question.slug,)
    choices = "; ".join(f"{value} ({labels[0]})" if labels else value for value, labels in question.choices)
    parts = [label, question.help, choices, OTHERS[at] if question.allows_other else ""]
    return SHEET.names[at], header_of(question), " ".join(part for part in parts if part), "; ".join([label, *others])
