"""Everything about one session on one page: four forms that are saved together or not at all."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from essaim.forum.actions.programme import Place, place_of
from essaim.forum.errors import ForumError
from essaim.forum.inputs.session import OrganisationRow, PersonRow, PlaceInput, SessionInput, ShortSessionInput
from essaim.forum.models import Appearance, Edition, Session
from essaim.kit.inputs import texts_of

MOST_ROWS = 200
LONGEST_COUNT = 6
MOST_CAPACITIES = 3
"""Languages a capacity is asked in, the main ones; those it is in already are added."""
PeopleRows = forms.formset_factory(PersonRow, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
OrganisationRows = forms.formset_factory(OrganisationRow, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
PERSON_FIELDS = ("person", "role", "organisation", "country", "capacity", "printed_as")


class SessionSheet:
    """`empty` rows are offered below those in use; `with_row` adds one without saving."""

    def __init__(
        self,
        *,
        edition: Edition,
        session: Session | None,
        data: QueryDict | None = None,
        is_short: bool = False,
        place: Place | None = None,
    ) -> None:
        self.edition, self.session, self.is_short = edition, session, is_short
        kind = ShortSessionInput if is_short else SessionInput
        stands = place or (place_of(session) if session else Place())
        self.about = kind(data, edition=edition, row=session)
        self.place = PlaceInput(data, edition=edition, place=stands, is_short=is_short, prefix="place")
        self.people = self.people_rows(data)
        self.organisations = self.organisation_rows(data)

    def people_rows(self, data: QueryDict | None) -> Any:
        rows = list(self.session.appearances.select_related("person", "organisation", "country")) if self.session else []
        languages = self.languages_of(rows)
        initial = [{name: getattr(row, name) for name in PERSON_FIELDS} for row in rows]
        made = PeopleRows(data, prefix="people", initial=initial, form_kwargs={"languages": languages})
        made.extra = 2 if self.is_short else 1
        return made

    def languages_of(self, rows: Sequence[Appearance]) -> list[str]:
        present = [code for row in rows for code in texts_of(row.capacity) if code]
        return list(dict.fromkeys([*(self.edition.languages or ["fr"])[:MOST_CAPACITIES], *present]))

    def organisation_rows(self, data: QueryDict | None) -> Any:
        rows = list(self.session.involvements.select_related("organisation")) if self.session else []
        initial = [{"organisation": row.organisation, "role": row.role} for row in rows]
        made = OrganisationRows(data, prefix="organisations", initial=initial, form_kwargs={"languages": self.edition.languages or ["fr"]})
        made.extra = 1
        return made

    @property
    def parts(self) -> tuple[Any, ...]:
        return (self.about, self.place, self.people) if self.is_short else (self.about, self.place, self.people, self.organisations)

    def each(self) -> Iterator[forms.BaseForm]:
        for part in self.parts:
            yield from part if isinstance(part, forms.BaseFormSet) else (part,)

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.parts])  # noqa: C419 each part says its errors, not only the first

    def facts(self) -> dict[str, Any]:
        """What save_session takes. Raises ForumError for an hour that cannot be."""
        organisations = [lead for row in self.organisations if (lead := row.lead())] if not self.is_short else None
        return {
            **self.about.facts(),
            "place": self.place.place(),
            "people": [speaker for row in self.people if (speaker := row.speaker())],
            "organisations": organisations,
        }

    def form_of(self, field: str) -> forms.BaseForm:
        """Where an action's error stands."""
        return self.place if field in self.place.fields else self.about

    def refuse(self, error: ForumError | Exception, words: str, field: str) -> None:
        form = self.form_of(field)
        form.add_error(field if field in form.fields else None, words)

    def quiet(self) -> "SessionSheet":
        """Shows what was typed without judging it yet."""
        for form in self.each():
            form._errors = ErrorDict()  # type: ignore[attr-defined]
            form.cleaned_data = {}
        for part in (self.people, self.organisations):
            part._errors = []
            part._non_form_errors = part.error_class()
        return self


def with_row(data: QueryDict, prefix: str) -> QueryDict:
    more = data.copy()
    count = data.get(f"{prefix}-TOTAL_FORMS", "0")
    more[f"{prefix}-TOTAL_FORMS"] = str(min(int(count[:LONGEST_COUNT]) if count.isdecimal() else 0, MOST_ROWS - 1) + 1)
    return more
