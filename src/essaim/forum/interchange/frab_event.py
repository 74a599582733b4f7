"""One event of a frab schedule, XML or JSON, made a draft: the dialects of frab, pretalx, wafer, pentabarf and merged files."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from essaim.forum.interchange.addresses import completed, is_private, web_address
from essaim.forum.interchange.document import Link, Participation, Recording, Role, Texts
from essaim.forum.interchange.drafts import Draft
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.identity import read_guid
from essaim.forum.interchange.languages import read_language
from essaim.forum.interchange.moments import read_clock, read_duration, read_moment
from essaim.forum.interchange.texts import clean, one_line, without_mail

READ = frozenset(
    [
        "guid",
        "id",
        "code",
        "slug",
        "url",
        "title",
        "subtitle",
        "track",
        "type",
        "language",
        "abstract",
        "description",
        "logo",
        "date",
        "start",
        "end",
        "duration",
        "room",
        "persons",
        "links",
        "attachments",
        "recording_license",
        "recording_url",
        "do_not_record",
        "do_not_stream",
        "feedback_url",
        "origin_url",
        "video_download_url",
    ]
)
PERSON_READ = frozenset(
    ["id", "guid", "code", "name", "public_name", "full_public_name", "biography", "url", "role", "capacity", "organisation", "country"]
)
LINK_READ = frozenset(["url", "href", "title", "type", "service"])
NOT_KEPT = frozenset(["answers", "avatar", "avatar_thumbnail_tiny", "avatar_thumbnail_default", "keywords", "service"])
"""Known, and of no use here."""
PRIVATE = frozenset(["email", "e-mail", "mail", "phone", "telephone", "tel", "mobile", "contact"])
T = TypeVar("T")
TRUE = frozenset({"true", "1", "yes"})
FALSE = frozenset({"false", "0", "no"})


@dataclass(slots=True)
class Raw:
    """Keys and values as the file has them, and where each stands."""

    place: Place
    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def at(self, key: str) -> Place:
        return self.places.get(key) or Place(self.place.line, f"{self.place.path}/{key}")


@dataclass(frozen=True, slots=True)
class EventReader:
    findings: Findings
    base: str
    """What relative addresses are relative to; "" when unknown."""
    days_first: bool = False
    """Durations of three parts are days:hours:minutes (pretalx)."""

    def draft(self, raw: Raw, day: date | None, room: str) -> Draft:
        self.report_unknown(raw.values, READ, "event", raw)
        text = {key: self.word(raw, key) for key in READ if key not in ("persons", "links", "attachments")}
        self._check_room(raw, text["room"], room)
        return Draft(
            place=raw.place,
            guid=text["guid"],
            number=text["id"],
            code=text["code"],
            slug=text["slug"],
            title=self.texts(raw, "title", line=True),
            subtitle=self.texts(raw, "subtitle", line=True),
            abstract=self.texts(raw, "abstract"),
            description=self.texts(raw, "description"),
            spoken=text["language"],
            paths=(text["track"],) if text["track"] else (),
            format=text["type"],
            people=list(self._people(raw)),
            links=list(self._links(raw, "links")),
            attachments=list(self._links(raw, "attachments")),
            day=day,
            clock=self._read(raw, "start", text["start"], read_clock),
            start=self._read(raw, "date", text["date"], read_moment),
            end=self._read(raw, "end", text["end"], read_moment),
            lasts=self._read(raw, "duration", text["duration"], lambda told: read_duration(told, days_first=self.days_first)),
            room=room or text["room"],
            recording=self._recording(raw, text),
            url=self._address(raw, "url", text["url"]),
            feedback_url=self._address(raw, "feedback_url", text["feedback_url"]),
            origin_url=self._address(raw, "origin_url", text["origin_url"]),
            logo=self._address(raw, "logo", text["logo"]),
        )

    def report_unknown(self, values: Mapping[str, object], known: frozenset[str], within: str, raw: Raw) -> None:
        for key, value in values.items():
            if key in known or key.startswith(("xmlns", "xsi:")):
                continue
            if key.lower() in PRIVATE:
                self.findings.warning("private_contact", raw.at(key), name=f"{within}/{key}")
            elif key not in NOT_KEPT:
                self.findings.warning("unknown", raw.at(key), name=f"{within}/{key}", value=value)
            elif value:
                self.findings.note("not_kept", raw.at(key), name=f"{within}/{key}", value=value)

    def word(self, raw: Raw, key: str) -> str:
        """A value as text on one line; of a text in several languages the first."""
        value = raw.values.get(key)
        if isinstance(value, Mapping):
            value = value.get("name") or next((text for text in value.values() if isinstance(text, str) and text), "")
        if isinstance(value, list):
            self.findings.warning("type_unexpected", raw.at(key), name=f"event/{key}", value=value)
            return ""
        return one_line(str(value)) if value is not None else ""

    def texts(self, raw: Raw, key: str, *, line: bool = False) -> Texts:
        tidy = one_line if line else clean
        value = raw.values.get(key)
        if not isinstance(value, Mapping):
            text = tidy(str(value)) if isinstance(value, str | int | float) else ""
            return {"": text} if text else {}
        texts = {read_language(str(code)): tidy(str(text or "")) for code, text in value.items()}
        return {code: text for code, text in texts.items() if text}

    def _read(self, raw: Raw, key: str, text: str, reader: Callable[[str], T | None]) -> T | None:
        if not text:
            return None
        value = reader(text)
        if value is None:
            self.findings.error("value_unreadable", raw.at(key), name=f"event/{key}", value=text)
        return value

    def _check_room(self, raw: Raw, told: str, room: str) -> None:
        if told and room and told != room:
            self.findings.note("room_disagrees", raw.at("room"), value=told, kept=room)

    def web_address(self, raw: Raw, key: str) -> str:
        return self._address(raw, key, self.word(raw, key))

    def _address(self, raw: Raw, key: str, text: str) -> str:
        if not text or text.startswith("urn:uuid:"):
            return ""
        address = completed(text, self.base)
        if not address:
            self.findings.warning("address_invalid", raw.at(key), name=f"event/{key}", value=text)
        elif not web_address(text):
            self.findings.note("address_completed", raw.at(key), name=f"event/{key}", value=text, kept=address)
        return address

    def _recording(self, raw: Raw, text: dict[str, str]) -> Recording:
        return Recording(
            licence=text["recording_license"],
            opt_out=self._truth(raw, "do_not_record", text["do_not_record"]),
            no_stream=self._truth(raw, "do_not_stream", text["do_not_stream"]),
            url=self._address(raw, "recording_url", text["recording_url"] or text["video_download_url"]),
        )

    def _truth(self, raw: Raw, key: str, text: str) -> bool | None:
        if text.lower() in TRUE | FALSE:
            return text.lower() in TRUE
        if text:
            self.findings.warning("value_unreadable", raw.at(key), name=f"event/{key}", value=text)
        return None

    def _items(self, raw: Raw, key: str) -> Iterator[Raw]:
        """The entries of a list as keys and values; a bare text is its entry's `url` and `name` at once."""
        value = raw.values.get(key)
        if value is None or value == "":
            return
        if not isinstance(value, list):
            self.findings.warning("type_unexpected", raw.at(key), name=f"event/{key}", value=value)
            return
        for number, item in enumerate(value, 1):
            place = Place(raw.at(key).line, f"{raw.at(key).path}[{number}]")
            if isinstance(item, Raw):
                yield item
            elif isinstance(item, Mapping):
                yield Raw(place, dict(item))
            elif isinstance(item, str):
                yield Raw(place, {"name": item} if key == "persons" else {"url": item})
            elif item is not None:
                self.findings.warning("type_unexpected", place, name=f"event/{key}", value=item)

    def _people(self, raw: Raw) -> Iterator[Participation]:
        for item in self._items(raw, "persons"):
            self.report_unknown(item.values, PERSON_READ, "person", item)
            text = {key: self.word(item, key) for key in PERSON_READ if key != "biography"}
            name = text["name"] or text["public_name"] or text["full_public_name"]
            if not name:
                self.findings.warning("person_without_name", item.place, value=text["id"] or text["code"])
                continue
            if without_mail(name) != name:
                self.findings.warning("private_contact", item.place, name="person")
            yield Participation(
                name=without_mail(name),
                role=self._role(item, text["role"]),
                capacity=text["capacity"],
                organisation=text["organisation"],
                country=text["country"],
                key=text["code"] or text["id"],
                guid=read_guid(text["guid"]) if text["guid"] else None,
                url=self._address(item, "url", text["url"]),
                biography=self.texts(item, "biography"),
            )

    def _role(self, item: Raw, text: str) -> Role:
        if text.lower() in list(Role):
            return Role(text.lower())
        if text:
            self.findings.warning("role_unknown", item.at("role"), name=text, value=text)
        return Role.SPEAKER

    def _links(self, raw: Raw, key: str) -> Iterator[Link]:
        for item in self._items(raw, key):
            self.report_unknown(item.values, LINK_READ, key, item)
            link = self._link(item, key)
            if link:
                yield link

    def _link(self, item: Raw, key: str) -> Link | None:
        told, title = self.word(item, "url") or self.word(item, "href"), self.word(item, "title")
        if not told and not title:
            return None
        if is_private(told):
            self.findings.warning("private_contact", item.place, name=key)
            return None
        address = completed(told, self.base if key == "attachments" or told.startswith("/") else "")
        if not address and (address := web_address(title)):
            self.findings.note("link_turned", item.place, name=key, value=title)
            title = told
        if not address:
            self.findings.warning("address_invalid", item.place, name=key, value=told or title)
            return None
        if title != told and told and not web_address(told) and title:
            self.findings.note("address_completed", item.place, name=key, value=told, kept=address)
        return Link(address, "" if title == address else title, self.word(item, "type"))
