"""What a call knows that a row of a spreadsheet may name."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override
from i18nfield.strings import LazyI18nString

from essaim.call.asking import questions_of
from essaim.call.asking.checks import check
from essaim.call.models import Call
from essaim.call.models import Question as Row
from essaim.call.sheets import Form, Question
from essaim.forum.interchange.columns import plain
from essaim.forum.models import Edition
from essaim.kit.languages import spoken
from essaim.registry.models import Goal, Organisation, Territory

READERS = ("en", "fr", "es")


def form_of(call: Call, reader: str, language: str = "", kind: str = "") -> Form:
    """`language` is that of texts whose column and row name none: the edition's main one unless told; `kind` that of rows that name none.
    Eight statements."""
    edition = call.edition
    rows = {row.slug: row for row in questions_of(call)}

    def refusals(slug: str, answer: Any) -> Iterable[tuple[str, Mapping[str, object]]]:
        return [(trouble.code, trouble.facts) for trouble in check(rows[slug], answer, final=False)]

    languages = tuple(call.languages or edition.languages or ["fr"])
    return Form(
        language=language if language in languages else languages[0],
        languages=languages,
        kinds=tuple((kind.slug, names_of(kind.name, reader)) for kind in call.kinds.all()),
        paths=tuple((path.letter, names_of(path.name, reader)) for path in edition.paths.all()),
        formats=tuple((row.slug, names_of(row.name, reader)) for row in edition.formats.all()),
        goals=frozenset(Goal.objects.filter(kind=Goal.Kind.GOAL).values_list("code", flat=True)),
        countries=countries(),
        organisation_kinds=organisation_kinds(reader),
        questions=tuple(
            Question(
                slug=row.slug,
                type=row.type,
                labels=names_of(row.label, reader),
                choices=tuple((str(one.get("value")), names_of(LazyI18nString(one.get("label") or {}), reader)) for one in row.choices),
                allows_other=row.allows_other,
                is_personal=row.is_personal,
                is_public=row.is_public and not row.is_personal,
                help=spoken(row.help, reader).text,
            )
            for row in rows.values()
        ),
        kind=kind,
        refusals=refusals,
    )


def names_of(text: LazyI18nString | str, reader: str) -> tuple[str, ...]:
    """Every language's name once, the reader's first."""
    data = text.data if isinstance(text, LazyI18nString) else text
    words: Iterable[str] = [spoken(text, reader).text, *(data.values() if isinstance(data, dict) else [str(data or "")])]
    return tuple(dict.fromkeys(word for word in words if word))


def countries() -> dict[str, str]:
    """Plain names in every language, and codes: one statement."""
    found: dict[str, str] = {}
    for code, name in Territory.objects.filter(level=Territory.Level.COUNTRY).values_list("code", "name"):
        for word in (code, *names_of(name, "en")):
            found.setdefault(plain(word), code)
    return found


def organisation_kinds(reader: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    names: dict[str, list[str]] = {value: [] for value in Organisation.Kind.values if value}
    for language in (reader, *READERS):
        with override(language):
            for kind in Organisation.Kind:
                if kind.value:
                    names[kind.value].append(str(kind.label))
    return tuple((value, tuple(dict.fromkeys(words))) for value, words in names.items())


def public_form(edition: Edition, questions: Iterable[Row], reader: str) -> Form:
    """For writing the public list alone: the columns of the answers that are in it. No statement."""
    once = {question.slug: question for question in questions}
    return Form(
        language=reader,
        languages=tuple(edition.languages),
        kinds=(),
        paths=(),
        formats=(),
        goals=frozenset(),
        countries={},
        organisation_kinds=(),
        questions=tuple(
            Question(slug=slug, type=row.type, labels=names_of(row.label, reader), is_public=True) for slug, row in once.items()
        ),
    )
