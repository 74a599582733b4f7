"""A spreadsheet's rows as entries. Tolerant: what is not understood is a finding with its place, and the rest is taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from essaim.call import limits
from essaim.call.sheets.cells import Unread, read_answer, read_yes_no
from essaim.call.sheets.entry import Entry, Form, Organisation, Person, Shelf
from essaim.call.sheets.errors import UnreadableSheet
from essaim.call.sheets.grids import read_grids
from essaim.call.sheets.headers import AXES, Meaning, best_grid, columns_of
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
        self.points: dict[str, dict[str, tuple[int, str]]] = {}
        """Latitude and longitude of one question, in columns of their own."""
        cells = grid.rows[number]
        for position, meaning in columns.items():
            text = clean(unguarded(cells[position])) if position < len(cells) else ""
            if meaning.column and meaning.question:
                self.asked_too.add(meaning.column.key)
            if text:
                self.keep(position, meaning, text)
        self.join_points()

    def keep(self, position: int, meaning: Meaning, text: str) -> None:
        if meaning.column:
            key = (meaning.column.key, meaning.language)
            self.texts[key] = self.texts.get(key, "") + text
            self.positions.setdefault(meaning.column.key, position)
            self.positions.setdefault(f"{meaning.column.key} {meaning.language}", position)
        if meaning.question and meaning.axis:
            self.points.setdefault(meaning.question.slug, {})[meaning.axis] = (position, text)
        elif meaning.question:
            before = self.answers.get(meaning.question.slug, (position, ""))[1]
            self.answers[meaning.question.slug] = (position, before + text)

    def join_points(self) -> None:
        """One answer of two columns. One of the two alone is no point, and said at its cell. A column that holds both goes before."""
        for slug, axes in self.points.items():
            words = "; ".join(axes.get(axis, (0, "–"))[1] for axis in AXES)
            self.answers.setdefault(slug, (next(iter(axes.values()))[0], words))

    def text(self, key: str) -> str:
        return self.texts.get((key, ""), "")

    def at(self, key: str) -> Place:
        return self.grid.place(self.number, self.positions.get(key, 0))

    def warn(self, code: str, key: str, value: str, known: str = "") -> None:
        if key in self.asked_too:
            return
        self.findings.warning(code, self.at(key), name=f"{key}:{value}", value=value, known=known)

    def entry(self) -> Entry:
        language, kind = self.language(), self.one_of("kind", self.form.kinds)
        return Entry(
            row=self.number + 1,
            sheet=self.grid.name,
            number=self.whole("number"),
            outside_id=self.short("outside_id", limits.LONGEST_IDENTIFIER),
            kind=kind,
            has_unknown_kind=bool(self.text("kind")) and not kind,
            path=self.one_of("path", self.form.paths),
            language=language,
            title=self.in_languages("title", language),
            summary=self.in_languages("summary", language),
            description=self.in_languages("description", language),
            format=self.one_of("format", self.form.formats),
            goals=self.goals(),
            spoken=self.spoken(),
            audience=self.audience(),
            level=self.short("level", limits.LONGEST_LEVEL),
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
        texts = ({language or self.form.language: plain_text} if plain_text else {}) | found
        return {code: text for code, text in texts.items() if self.fits(key, code, text)}

    def fits(self, key: str, code: str, text: str) -> bool:
        longest = limits.longest_of(key)
        if len(text) <= longest:
            return True
        place = self.grid.place(self.number, self.positions.get(f"{key} {code}", self.positions.get(f"{key} ", 0)))
        code = "title_too_long" if key == "title" else "text_too_long"
        self.findings.warning(code, place, name=f"{key}:{code}:{text}", value=text, length=len(text), known=longest)
        return False

    def short(self, key: str, longest: int, text: str | None = None) -> str:
        """One line; what is too long is cut, and said to be."""
        line = one_line(self.text(key) if text is None else text)
        if len(line) > longest:
            self.warn("cell_cut", key, line, str(longest))
        return line[:longest]

    def audience(self) -> int | None:
        number = self.whole("audience")
        if number is not None and not 1 <= number <= limits.MOST_PEOPLE:
            self.warn("audience_out_of_range", "audience", self.text("audience"), str(limits.MOST_PEOPLE))
            return None
        return number

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
            short = self.short("lead", limits.LONGEST_ORGANISATION, name)
            yield self.first_lead(short) if number == 0 else Organisation(name=short)
        for name in read_list(self.text("partners")):
            yield Organisation(name=self.short("partners", limits.LONGEST_ORGANISATION, name), is_lead=False)

    def first_lead(self, name: str) -> Organisation:
        """The columns about the lead organisation are about the first one named."""
        return Organisation(
            name=name,
            kind=self.one_of("lead_kind", self.form.organisation_kinds),
            status=self.short("lead_status", limits.LONGEST_STATUS),
            country=self.country(self.text("lead_country"), "lead_country"),
            postcode=self.short("postcode", limits.LONGEST_POSTCODE),
            town=self.short("town", limits.LONGEST_TOWN),
        )

    def people(self) -> Iterable[Person]:
        author, mail = self.short("author_name", limits.LONGEST_PERSON), self.mail("author_email")
        if author or mail:
            yield Person("author", author or mail.partition("@")[0], email=mail)
        contact, address, phone = (
            self.short("contact_name", limits.LONGEST_PERSON),
            self.mail("contact_email"),
            self.phone("contact_phone"),
        )
        if contact or address or phone:
            yield Person("contact", contact or address.partition("@")[0] or phone, email=address, phone=phone)
        for fields, _extras in read_records(self.text("speakers")):
            name, organisation, country, *_rest = [*fields, "", "", ""]
            if name:
                yield Person(
                    "speaker",
                    self.short("speakers", limits.LONGEST_PERSON, name),
                    organisation=self.short("speakers", limits.LONGEST_ORGANISATION, organisation),
                    country=self.country(country, "speakers"),
                )

    def mail(self, key: str) -> str:
        address = self.text(key).strip()
        if address and not limits.is_mail(address):
            self.warn("mail_unread", key, address)
            return ""
        return address

    def phone(self, key: str) -> str:
        number = one_line(self.text(key))
        if number and (not limits.is_phone(number) or len(number) > limits.LONGEST_PHONE):
            self.warn("phone_unread", key, number)
            return ""
        return number

    def consent(self) -> bool | None:
        text = self.text("consent")
        answer = read_yes_no(text) if text else None
        if text and answer is None:
            self.warn("consent_unread", "consent", text)
        return answer

    def read_answers(self) -> Iterable[tuple[str, Any]]:
        """What the call's form would refuse is said at its place, and left out."""
        by_slug = {question.slug: question for question in self.form.questions}
        for slug, (position, text) in self.answers.items():
            place = self.grid.place(self.number, position)
            try:
                answer = read_answer(by_slug[slug], text)
            except Unread as unread:
                self.findings.warning(unread.code, place, name=f"{slug}:{text}", value=text, question=slug, known=unread.known)
                continue
            refused = list(self.form.refusals(slug, answer))
            for code, facts in refused:
                self.findings.warning(code, place, name=f"{slug}:{text}", **{"value": text, **facts}, question=slug)
            if not refused:
                yield slug, answer
