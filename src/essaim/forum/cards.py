"""A session in the programme as markup. Made without templates: a page shows hundreds, and a template takes ten times as long."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from essaim.forum.grid import Cell
from essaim.forum.now import end_of
from essaim.forum.queries.programme import Line, Named, Programme
from essaim.kit.languages import TextData, spoken

MINUTES_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Words:
    """What the cards of one page say besides the sessions' own texts, in the reader's language."""

    path: str
    interpreted: str
    untitled: str
    cancelled: str
    keep: str
    kept: str
    no_hour: str
    no_room: str
    no_place: str
    follows: str
    parts: dict[str, str]


def words() -> Words:
    return Words(
        path=escape(gettext("Path")),
        interpreted=escape(gettext("interpreted into")),
        untitled=escape(gettext("Title not found")),
        cancelled=escape(gettext("cancelled")),
        keep=escape(gettext("Keep")),
        kept=escape(pgettext("session", "Kept")),
        no_hour=escape(gettext("hour unknown")),
        no_room=escape(gettext("room unknown")),
        no_place=escape(gettext("place unknown")),
        follows=escape(gettext("Follows:")),
        parts={"morning": escape(gettext("morning")), "afternoon": escape(gettext("afternoon")), "evening": escape(gettext("evening"))},
    )


class Cards:
    """Makes the cards of one page for one reader. Everything that enters is escaped here."""

    def __init__(self, programme: Programme, language: str, *, heading: str = "h4") -> None:
        """`heading` is the level of the sessions' titles below the headings of their page."""
        self.programme = programme
        self.language = language
        self.zone: ZoneInfo = programme.zone
        self.words = words()
        self.heading = heading
        self.before, self.after = reverse("forum:session", args=[programme.edition.slug, "CODE"]).split("CODE")
        self.rooms = self.names(programme.rooms.items())
        self.sites = self.names(programme.sites.items())

    def names(self, named: Iterable[tuple[int, Named]]) -> dict[int, str]:
        return {pk: self.said(found.name) for pk, found in named}

    def said(self, text: TextData) -> str:
        """A text, in an element of its own when it is in another language than the page."""
        found = spoken(text, self.language)
        if found.language in ("", self.language):
            return escape(found.text)
        return f'<span lang="{escape(found.language)}" dir="{found.direction}">{escape(found.text)}</span>'

    def in_grid(self, cell: Cell) -> str:
        """With its place in the grid as data."""
        width = f' data-w="{cell.width}"' if cell.width > 1 else ""
        place = f' {rows("h", "m", cell.row)} {rows("dh", "d", cell.rows)} data-c="{cell.column}"{width}'
        return self.item(cell.line, place)

    def in_list(self, line: Line) -> str:
        """Without a place: the hour or the room may be unknown."""
        return self.item(line, "")

    def item(self, line: Line, place: str) -> str:
        kind = " pause" if line.is_break else " plain" if line.is_big or not line.paths else ""
        path = f' data-path="{line.paths[0]}"' if line.paths else ""
        return (
            f'<li class="s{kind}{" off" if line.is_cancelled else ""}"{path}{place}><article>{self.tile(line)}<p class="t">{self.hours(line)}</p>'
            f"{self.title(line)}<p>{self.room(line)}{self.languages(line)}</p>{self.notes(line)}{self.keep(line)}</article></li>"
        )

    def tile(self, line: Line) -> str:
        return "".join(
            f'<span class="pt" data-path="{letter}"><span class="vh">{self.words.path} </span>{letter}</span>' for letter in line.paths[:1]
        )

    def title(self, line: Line) -> str:
        found = spoken(line.title, self.language)
        foreign = f' lang="{escape(found.language)}" dir="{found.direction}"' if found.language not in ("", self.language) else ""
        shown = escape(found.text) or f'<span class="unknown">{self.words.untitled}</span>'
        return f'<{self.heading} id="t{line.pk}"><a href="{self.before}{line.code}{self.after}"{foreign}>{shown}</a></{self.heading}>'

    def link(self, line: Line) -> SafeString:
        """The title alone, leading to the session."""
        title = self.said(line.title) or self.words.untitled
        return SafeString(f'<a href="{self.before}{line.code}{self.after}">{title}</a>')

    def overlap(self, one: Line, other: Line) -> SafeString:
        """The hours both need."""
        start = max(line.starts_at for line in (one, other) if line.starts_at)
        return SafeString(f'<bdi dir="ltr">{self.moment(start)}–{self.moment(min(end_of(one), end_of(other)))}</bdi>')

    def hours(self, line: Line) -> str:
        if line.starts_at is None:
            part = self.words.parts.get(line.part, "")
            return f'{part}{", " if part else ""}<span class="unknown">{self.words.no_hour}</span>'
        start = self.moment(line.starts_at)
        return f'<bdi dir="ltr">{start}–{self.moment(line.ends_at)}</bdi>' if line.ends_at else start

    def moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f'<time datetime="{local:%Y-%m-%dT%H:%M%z}">{local:%H:%M}</time>'

    def room(self, line: Line) -> str:
        site = self.sites.get(line.site or 0, "")
        if line.room:
            room = self.rooms[line.room]
            place = f"{room}, {site}" if len(self.sites) > 1 else room
        elif site:
            place = f'{site}, <span class="unknown">{self.words.no_room}</span>' if not line.is_break else site
        else:
            place = "" if line.is_break else f'<span class="unknown">{self.words.no_place}</span>'
        more = " more" if (line.spoken or line.interpreted) and not line.is_break else ""
        return f'<span class="room{more}">{place}</span>' if place else ""

    def languages(self, line: Line) -> str:
        if line.is_break:
            return ""
        spoken_in = " ".join(code.upper() for code in line.spoken)
        others = " ".join(code.upper() for code in line.interpreted if code not in line.spoken)
        if not others:
            return spoken_in
        return f"{spoken_in}, {self.words.interpreted} {others}" if spoken_in else f"{capfirst(self.words.interpreted)} {others}"

    def notes(self, line: Line) -> str:
        more = "".join(
            f' <span class="pt" data-path="{letter}"><span class="vh">{self.words.path} </span>{letter}</span>' for letter in line.paths[1:]
        )
        notes = f'<p class="paths-more">{more}</p>' if more else ""
        if line.is_cancelled:
            notes += f'<p><span class="st bad">{self.words.cancelled}</span></p>'
        former = self.programme.by_pk.get(line.follows or 0)
        if former:
            notes += f"<p>{self.words.follows} {self.said(former.title) or self.words.untitled}</p>"
        return notes

    def keep(self, line: Line) -> str:
        """The button that keeps it: pressed by the website for the reader who did. Belongs to the page's one form."""
        if line.is_break:
            return ""
        return (
            f'<button class="keep" form="keep" name="session" value="{line.pk}" aria-pressed="false" id="k{line.pk}"'
            f' aria-labelledby="k{line.pk} t{line.pk}"><span>{self.words.keep}</span><span>{self.words.kept}</span></button>'
        )


def rows(hours: str, minutes: str, number: int) -> str:
    """A number of rows as hours and minutes, which the style sheet adds up again."""
    whole, rest = divmod(number * MINUTES_A_ROW, 60)
    return f'data-{hours}="{whole}"' + (f' data-{minutes}="{rest}"' if rest else "")


def joined(lines: Iterable[Line], make: Callable[[Line], str]) -> str:
    return "".join(map(make, lines))
