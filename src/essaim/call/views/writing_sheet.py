"""All the inputs of the writing page, and how what they hold is kept: each part by itself, so that one wrong input holds nothing back."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essaim.call.actions.contributors import save_organisations, save_people
from essaim.call.actions.writing import Saved, latest, save_facts, save_texts
from essaim.call.asking import questions_of, text_slugs
from essaim.call.inputs.answers import AnswersInput
from essaim.call.inputs.proposal import TextsInput, base_of, remembered, written
from essaim.call.inputs.proposal_facts import FactsInput, plain
from essaim.call.inputs.proposal_rows import OrganisationRow, PersonRow, organisation_rows, person_rows
from essaim.call.models import Proposal
from essaim.call.sentences import SENTENCES
from essaim.call.views.files import take_files
from essaim.desk.models import Account
from essaim.kit.languages import is_language

Data = Mapping[str, Any]
STILL = SENTENCES["answer_missing"]


class Sheet:
    """`besides`: people who are not shown to this writer. `more`: languages the writer adds a title and summary in. `final`: answers that are missing are errors."""

    def __init__(
        self,
        proposal: Proposal,
        *,
        besides: Collection[int] = (),
        data: Data | None = None,
        files: Any = None,
        more: Sequence[str] = (),
        final: bool = False,
    ) -> None:
        self.proposal, self.data, self.besides = proposal, data, besides
        self.was = remembered(data) if data is not None else {}
        last = latest(proposal)
        self.number, self.texts_now = last.number, dict(last.texts)
        self.base = base_of(data) if data is not None else self.texts_now
        self.texts = TextsInput(data, proposal=proposal, texts=self.texts_now, more=[code for code in more if is_language(code)])
        self.answers = self.answers_input(data, files, final=final)
        self.facts = FactsInput(data, proposal=proposal)
        self.people, self.organisations = person_rows(data, proposal, besides), organisation_rows(data, proposal)
        self.keys: dict[str, int] = {}
        """Of the rows kept, by the name of their hidden input."""

    def answers_input(self, data: Data | None, files: Any, *, final: bool) -> AnswersInput:
        proposal, questions = self.proposal, questions_of(self.proposal.call)
        form = AnswersInput(
            data,
            files,
            call=proposal.call,
            kind=proposal.kind,
            language=proposal.language,
            answers=proposal.answers,
            final=final,
            questions=questions,
            file_names={row.question: row.upload.name for row in proposal.files.select_related("upload")},
        )
        self.slugs = [slug for slug in text_slugs(questions) if slug in form.fields]
        for slug in self.slugs:
            form.fields[slug].widget.attrs |= written(f"answers.{slug}")
        return form

    # --- what the page shows ------------------------------------------------------------------------

    @property
    def base_json(self) -> str:
        return json.dumps(self.base, ensure_ascii=False)

    @property
    def was_json(self) -> str:
        """What the choices are as this page is made. A page shown again after an error keeps what it was first made with."""
        return json.dumps(self.was if self.data is not None else was_of(self.proposal, self.besides), ensure_ascii=False, default=str)

    @property
    def forms(self) -> list[Any]:
        return [self.texts, self.answers, self.facts, *self.people, *self.organisations]

    def mark(self, missing: Sequence[str]) -> None:
        """Said at its place what must be there before sending; answers say it themselves."""
        for name in missing:
            if name in ("title", "summary"):
                self.texts.add_error(f"{name}.{self.proposal.language}", STILL())
            elif name == "organisation" and self.organisations:
                self.organisations[0].add_error("organisation", STILL())
            elif (slug := name.removeprefix("answers.")) in self.answers.fields and slug not in self.answers.errors:
                self.answers.add_error(slug, STILL())

    @property
    def is_readable(self) -> bool:
        """Answers that are wrong in themselves are kept in a draft all the same."""
        wrong = [form for form in self.forms if form is not self.answers and not form.is_valid()]
        return not wrong

    # --- keeping it ---------------------------------------------------------------------------------

    def save_words(self, by: Account) -> Saved:
        answers = self.answers.answers()
        words = {f"answers.{slug}": str(answers.get(slug) or "") for slug in self.slugs}
        given = self.texts.texts() if self.texts.is_valid() else {}
        return save_texts(proposal=self.proposal, base=self.base, texts=given | words, by=by)

    @transaction.atomic
    def save_choices(self, by: Account) -> list[str]:
        """All but texts and files. Gives in words what somebody else chose meanwhile and is written over now."""
        changed, answers = self.facts.facts(self.was.get("facts")), self.changed_answers()
        replaced = [*self.replaced_facts(changed), *self.replaced_answers(answers)]
        save_facts(proposal=self.proposal, by=by, answers=answers, **changed)
        self.save_rows(by)
        return replaced

    def save_rows(self, by: Account) -> None:
        was = self.was.get("people", {}), self.was.get("organisations", {})
        people = [(row, one) for row in self.in_order("person") if (one := row.somebody(was[0].get(key_of(row))))]
        behind = [(row, one) for row in self.in_order("organisation") if (one := row.behind(was[1].get(key_of(row))))]
        removed = [{pk for row in rows if (pk := row.removed())} for rows in (self.people, self.organisations)]
        made = save_people(proposal=self.proposal, people=[one for _row, one in people], removed=removed[0], by=by)
        standing = save_organisations(proposal=self.proposal, organisations=[one for _row, one in behind], removed=removed[1], by=by)
        self.keys = {
            row.add_prefix("pk"): one.pk
            for row, one in zip([row for row, _one in [*people, *behind]], [*made, *standing], strict=True)
            if one is not None
        }

    def save_files(self, by: Account) -> None:
        """Kept also when another input is wrong: a browser does not hand a file in again by itself."""
        slugs = {*self.answers.uploads(), *self.answers.removed()}
        if slugs:
            try:
                take_files(self.proposal, self.answers, by=by)
            finally:
                answers = self.answers.answers()
                save_facts(proposal=self.proposal, by=by, answers={slug: answers.get(slug) for slug in slugs})

    def changed_answers(self) -> dict[str, Any]:
        """Those asked here that are not what they were when the page was made; None takes an answer away."""
        was, answers = self.was.get("answers"), self.answers.answers()
        asked = [slug for slug in self.answers.fields if slug not in self.slugs and slug not in self.answers.file_slugs()]
        found = {slug: answers.get(slug) for slug in asked if "__" not in slug}
        return {slug: answer for slug, answer in found.items() if was is None or answer != was.get(slug)}

    def in_order(self, name: str) -> list[Any]:
        """The rows, one moved before the one above it where the writer asked for that."""
        rows: list[Any] = list(self.people if name == "person" else self.organisations)
        place = next((number for number, row in enumerate(rows) if number and (self.data or {}).get("up") == row.prefix), 0)
        if place:
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
        return rows

    def replaced_facts(self, changed: Mapping[str, Any]) -> list[str]:
        was = self.was.get("facts")
        if was is None:
            return []
        now = {name: getattr(self.proposal, name) for name in changed if name != "goals"}
        other = {name: value for name, value in now.items() if plain(value) not in (was.get(name), plain(changed[name]))}
        return [replaced(str(self.facts.fields[name].label), value) for name, value in other.items()]

    def replaced_answers(self, changed: Mapping[str, Any]) -> list[str]:
        was, now = self.was.get("answers"), self.proposal.answers
        if was is None:
            return []
        other = [slug for slug, answer in changed.items() if now.get(slug) not in (was.get(slug), answer)]
        return [replaced(str(self.answers.fields[slug].label), now.get(slug)) for slug in other]


def replaced(label: str, value: object) -> str:
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")
    return _("%(label)s: somebody else chose “%(value)s” meanwhile; yours stands now, and the journal keeps theirs.") % {
        "label": label,
        "value": said,
    }


def key_of(row: PersonRow | OrganisationRow) -> str:
    return str(row.row.pk) if row.row else str(row["pk"].value() or "")


def was_of(proposal: Proposal, besides: Collection[int] = ()) -> dict[str, Any]:
    return {
        "facts": FactsInput(proposal=proposal).was(),
        "answers": {slug: answer for slug, answer in proposal.answers.items() if slug not in text_slugs(questions_of(proposal.call))},
        "people": {str(row.pk): PersonRow.was(row) for row in proposal.contributors.all() if row.pk not in besides},
        "organisations": {str(row.pk): OrganisationRow.was(row) for row in proposal.organisations.all()},
    }
