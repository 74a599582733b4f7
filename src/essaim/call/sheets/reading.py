"""A spreadsheet's rows as entries. Tolerant: what is not understood is a finding with its place, and the rest is taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from essaim.call.sheets.cells import Unread, read_answer, read_yes_no
from essaim.call.sheets.entry import Entry, Form, Organisation, Person, Shelf
from essaim.call.sheets.errors import UnreadableSheet
from essaim.call.sheets.grids import read_grids
from essaim.call.sheets.headers import Meaning, best_grid, columns_of
from essaim.forum.interchange.cells import read_list, read_records, unguarded
from essaim.forum.interchange.columns import plain
from essaim.forum.interchange.findings import Finding, Findings, Place
from essaim.forum.interchange.grids import Grid
from essaim.forum.interchange.languages import read_language, read_languages
from essaim.forum.interchange.texts import clean, one_line

TEXTS = ("title", "summary", "description")


@dataclass(frozen=True, slots=True)
class Reading:
    entries: tuple[Entry, ...]
    columns: Mapping[str, str]
    """Header → what it was taken for; "" when it was not understood."""
    findings: tuple[Finding, ...]


def read(data: bytes, *, name: str, form: Form) -> Reading:
    """Raises UnreadableSheet when there is no header with a title, a number or an identifier."""
    findings = Findings()
    found = best_grid(read_grids(data, name, findings), form)
    if found is None:
        raise UnreadableSheet("sheet_without_header", name=name)
    grid, top = found
    columns = columns_of(grid, top, form, findings)
    rows = [
        Row(grid, number, columns, form, findings) for number in range(top + 1, len(grid.rows)) if any(map(str.strip, grid.rows[number]))
    ]
    told = {text: columns[at].key if at in columns else "" for at, text in enumerate(grid.rows[top]) if text.strip()}
    return Reading(tuple(row.entry() for row in rows), told, findings.all())


class Row:
    """One row being read: its texts by column, and where each stands."""

    def __init__(self, grid: Grid, number: int, columns: Mapping[int, Meaning], form: Form, findings: Findings) -> None:
        self.grid, self.number, self.form, self.findings = grid, number, form, findings
        self.texts: dict[tuple[str, str], str] = {}
        self.positions: dict[str, int] = {}
        self.answers: dict[str, tuple[int, str]] = {}
        self.asked_too: set[str] = set()
        """Columns of ours that answer a question as well: what they do not fit is no loss."""
        cells = grid.rows[number]
        for position, meaning in columns.items():
            text = clean(unguarded(cells[position])) if position < len(cells) else ""
            if meaning.column and meaning.question:
                self.asked_too.add(meaning.column.key)
            if text:
                self.keep(position, meaning, text)

    def keep(self, position: int, meaning: Meaning, text: str) -> None:
        if meaning.column:
            key = (meaning.column.key, meaning.language)
            self.texts[key] = self.texts.get(key, "") + text
            self.positions.setdefault(meaning.column.key, position)
        if meaning.question:
            before = self.answers.get(meaning.question.slug, (position, ""))[1]
            self.answers[meaning.question.slug] = (position, before + text)

    def text(self, key: str) -> str:
        return self.texts.get((key, ""), "")

    def at(self, key: str) -> Place:
        return self.grid.place(self.number, self.positions.get(key, 0))

    def warn(self, code: str, key: str, value: str, known: str = "") -> None:
        if key in self.asked_too:
            return
        self.findings.warning(code, self.at(key), name=f"{key}:{value}", value=value, known=known)

    def entry(self) -> Entry:
        language = self.language()
        return Entry(
            row=self.number + 1,
            sheet=self.grid.name,
            number=self.whole("number"),
            outside_id=one_line(self.text("outside_id")),
            kind=self.one_of("kind", self.form.kinds),
            path=self.one_of("path", self.form.paths),
            language=language,
            title=self.in_languages("title", language),
            summary=self.in_languages("summary", language),
            description=self.in_languages("description", language),
            format=self.one_of("format", self.form.formats),
            goals=self.goals(),
            spoken=self.spoken(),
            audience=self.whole("audience"),
            level=one_line(self.text("level"))[:40],
            organisations=tuple(self.organisations()),
            people=tuple(self.people()),
            consent=self.consent(),
            answers=dict(self.read_answers()),
        )

    def language(self) -> str:
        told = self.text("language")
        if not told:
            return ""
        code = read_language(told)
        if not code:
            self.warn("language_unknown", "language", told)
        return code

    def in_languages(self, key: str, language: str) -> dict[str, str]:
        """Texts whose column names no language are in the proposal's own."""
        found = {code: text for (name, code), text in self.texts.items() if name == key and code}
        plain_text = self.text(key)
        return ({language or self.form.language: plain_text} if plain_text else {}) | found

    def whole(self, key: str) -> int | None:
        text = "".join(self.text(key).split())
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) <= 9:
            return int(text)
        self.warn("no_number", key, self.text(key))
        return None

    def one_of(self, key: str, shelf: Shelf) -> str:
        text = self.text(key)
        found = self.form.named(shelf, text) if text else ""
        if text and not found:
            known = "; ".join(" ".join([name, *names[:1]]) for name, names in shelf)
            self.warn(f"{key}_unknown", key, text, known or "–")
        return found

    def goals(self) -> tuple[str, ...]:
        parts = [part for text in read_list(self.text("goals")) for part in text.replace(",", " ").split()]
        for part in parts:
            if part not in self.form.goals:
                self.warn("goal_unknown", "goals", part)
        return tuple(dict.fromkeys(part for part in parts if part in self.form.goals))

    def spoken(self) -> tuple[str, ...]:
        codes, unknown = read_languages(self.text("spoken"))
        for word in unknown:
            self.warn("language_unknown", "spoken", word)
        return codes

    def country(self, text: str, key: str) -> str:
        code = self.form.countries.get(plain(text), "") if text else ""
        if text and not code:
            self.warn("country_unknown", key, text)
        return code

    def organisations(self) -> Iterable[Organisation]:
        for number, name in enumerate(read_list(self.text("lead"))):
            yield self.first_lead(one_line(name)[:300]) if number == 0 else Organisation(name=one_line(name)[:300])
        for name in read_list(self.text("partners")):
            yield Organisation(name=one_line(name)[:300], is_lead=False)

    def first_lead(self, name: str) -> Organisation:
        """The columns about the lead organisation are about the first one named."""
        return Organisation(
            name=name,
            kind=self.one_of("lead_kind", self.form.organisation_kinds),
            status=one_line(self.text("lead_status"))[:200],
            country=self.country(self.text("lead_country"), "lead_country"),
            postcode=one_line(self.text("postcode"))[:12],
            town=one_line(self.text("town"))[:200],
        )

    def people(self) -> Iterable[Person]:
        author, mail = one_line(self.text("author_name"))[:200], self.mail("author_email")
        if author or mail:
            yield Person("author", author or mail.partition("@")[0], email=mail)
        contact, address, phone = (
            one_line(self.text("contact_name"))[:200],
            self.mail("contact_email"),
            one_line(self.text("contact_phone"))[:40],
        )
        if contact or address or phone:
            yield Person("contact", contact or address.partition("@")[0] or phone, email=address, phone=phone)
        for fields, _extras in read_records(self.text("speakers")):
            name, organisation, country, *_rest = [*fields, "", "", ""]
            if name:
                yield Person(
                    "speaker", one_line(name)[:200], organisation=one_line(organisation)[:300], country=self.country(country, "speakers")
                )

    def mail(self, key: str) -> str:
        address = self.text(key).strip()
        if address and ("@" not in address or " " in address or len(address) > 254):
            self.warn("mail_unread", key, address)
            return ""
        return address

    def consent(self) -> bool | None:
        text = self.text("consent")
        answer = read_yes_no(text) if text else None
        if text and answer is None:
            self.warn("consent_unread", "consent", text)
        return answer

    def read_answers(self) -> Iterable[tuple[str, Any]]:
        by_slug = {question.slug: question for question in self.form.questions}
        for slug, (position, text) in self.answers.items():
            try:
                yield slug, read_answer(by_slug[slug], text)
            except Unread as unread:
                place = self.grid.place(self.number, position)
                self.findings.warning(unread.code, place, name=f"{slug}:{text}", value=text, question=slug, known=unread.known)
