"""The front door for writing: a document in, bytes and what they could not hold out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from essaim.forum.interchange.document import Document


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many sessions the format could not hold, each counted once under the first thing it lacks."""

    without_day: int = 0
    without_hour: int = 0
    without_place: int = 0
    too_long: int = 0

    @property
    def total(self) -> int:
        return self.without_day + self.without_hour + self.without_place + self.too_long


@dataclass(frozen=True, slots=True)
class Written:
    data: bytes
    left_out: LeftOut = LeftOut()


def write_xml(document: Document, *, language: str = "", generated_at: datetime | None = None) -> Written:
    """schedule.xml (frab): sessions with day, start, end and a room or site."""
    raise NotImplementedError


def write_json(document: Document, *, language: str = "", generated_at: datetime | None = None) -> Written:
    """schedule.json: the same sessions as schedule.xml."""
    raise NotImplementedError


def write_ics(
    document: Document,
    *,
    language: str = "",
    name: str = "",
    sequences: Mapping[str, int] | None = None,
    generated_at: datetime | None = None,
) -> Written:
    """iCalendar: sessions with a day; without an hour as whole-day entries. Narrow with Document.of_session, of_path, of_day.

    name: the calendar's name, else the edition's title. sequences: uid → SEQUENCE, else the session's own.
    """
    raise NotImplementedError


def write_csv(document: Document, *, headers: str = "en") -> Written:
    """Every session, one row each; headers in en, fr or es. Reads back without loss."""
    raise NotImplementedError


def write_xlsx(document: Document, *, headers: str = "en") -> Written:
    """Every session and the edition, its sites, rooms, paths and formats on sheets of their own. Reads back without loss."""
    raise NotImplementedError


def write_model_xlsx(*, headers: str = "en", languages: tuple[str, ...] = ("en", "fr", "es")) -> Written:
    """The empty model workbook, with a sheet that explains each column."""
    raise NotImplementedError


def write_jsonld(document: Document, *, language: str = "") -> Written:
    """schema.org Event with every session as subEvent."""
    raise NotImplementedError
