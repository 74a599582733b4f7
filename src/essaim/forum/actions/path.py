"""What an edition's sessions are ordered by: paths and formats."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.actions.slugs import free_slug, taken_in
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Format, Path
from essaim.registry.models import Organisation, Source
from essaim.registry.names import Texts


class PathFacts(TypedDict, total=False):
    letter: str
    name: Texts
    summary: Texts
    note: Texts
    leads: Sequence[Organisation]
    source: Source | None


class FormatFacts(TypedDict, total=False):
    name: Texts
    kind: str
    is_interpreted: bool | None
    place: int


@transaction.atomic
def save_path(*, edition: Edition, path: Path | None, by: Account | None, **facts: Unpack[PathFacts]) -> Path:
    letter = facts.get("letter")
    other = edition.paths.filter(letter=letter).exclude(pk__in=[path.pk] if path else []).first() if letter else None
    if other:
        raise ForumError("letter_taken", letter=letter, path=other)
    return save_row(row=path or Path(edition=edition), facts=facts, by=by, action="save_path", scope=edition)


@transaction.atomic
def remove_path(*, path: Path, by: Account | None) -> None:
    remove_row(row=path, by=by, action="remove_path", scope=path.edition)


@transaction.atomic
def save_format(*, edition: Edition, format: Format | None, by: Account | None, **facts: Unpack[FormatFacts]) -> Format:  # noqa: A002 the model's word
    row = format or Format(edition=edition, slug=free_slug(facts.get("name"), "format", taken_in(Format.objects.filter(edition=edition))))
    return save_row(row=row, facts=facts, by=by, action="save_format", scope=edition)


@transaction.atomic
def remove_format(*, format: Format, by: Account | None) -> None:  # noqa: A002 the model's word
    remove_row(row=format, by=by, action="remove_format", scope=format.edition)
