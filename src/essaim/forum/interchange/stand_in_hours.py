"""Free hours as people write them into one cell: "2027-06-09 09:00-13:00; 2027-06-10 afternoon; 2027-06-11"."""

import re
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from essaim.forum.interchange.texts import one_line

Span = tuple[datetime, datetime]
PARTS = {
    word: part
    for part, words in {
        (8, 13): "morning matin mañana am",
        (13, 18): "afternoon après-midi apres-midi tarde pm",
        (18, 23): "evening soir soirée noche",
    }.items()
    for word in words.split()
}
WHOLE_DAY = (0, 24)
HOURS = re.compile(r"(\d{1,2})(?:[:hH.](\d{2})?)?\s*(?:-|–|—|à|a|to|until|hasta|→)\s*(\d{1,2})(?:[:hH.](\d{2})?)?", re.IGNORECASE)
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?")


def spans_in(text: str, before: date | None, days: Sequence[date], zone: ZoneInfo) -> tuple[list[Span], date | None]:
    """The hours in one piece, and its day. Hours alone are of the day before them; a day alone is all of it."""
    match = DAY.search(text)
    day = day_from(match, days) if match else before
    if day is None:
        return [], None
    rest = (text[: match.start()] + " " + text[match.end() :]) if match else text
    rest = rest.strip(" ,:()")
    hours = [between(day, found, zone) for found in HOURS.findall(rest)]
    halves = [stretch(day, PARTS[word], zone) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", rest.lower()) if word in PARTS]
    if hours or halves:
        return [span for span in (*hours, *halves) if span], day
    return ([stretch(day, WHOLE_DAY, zone)], day) if match and not re.search(r"\d", rest) else ([], day)


def day_from(match: re.Match[str], days: Sequence[date]) -> date | None:
    """ISO, or day before month; without a year the edition's. Not a year at the ends of the calendar, whose hours no zone can tell."""
    try:
        if match[1]:
            found = date(int(match[1]), int(match[2]), int(match[3]))
        else:
            found = date(int(match[6]) if match[6] else days[0].year, int(match[5]), int(match[4]))
    except ValueError:
        return None
    return found if MINYEAR < found.year < MAXYEAR else None


def stretch(day: date, hours: tuple[int, int], zone: ZoneInfo) -> Span:
    first, last = hours
    end = datetime.combine(day + timedelta(days=1), time(0), zone) if last == 24 else datetime.combine(day, time(last), zone)
    return datetime.combine(day, time(first), zone), end


def between(day: date, told: tuple[str, str, str, str], zone: ZoneInfo) -> Span | None:
    hour, minute, end_hour, end_minute = told
    try:
        start, end = time(int(hour), int(minute or 0)), time(int(end_hour) % 24, int(end_minute or 0))
    except ValueError:
        return None
    last = day + timedelta(days=1) if int(end_hour) == 24 and not int(end_minute or 0) else day
    made = datetime.combine(day, start, zone), datetime.combine(last, end, zone)
    return made if made[0] < made[1] else None


def pieces(cell: str) -> list[str]:
    return [text for text in map(one_line, re.split(r"[;\n]+", cell)) if text]


def span_text(start: datetime, end: datetime) -> str:
    """As `spans_in` reads it back."""
    is_to_midnight = end.time() == time(0) and (end.date() - start.date()).days == 1
    if is_to_midnight and start.time() == time(0):
        return start.date().isoformat()
    return f"{start:%Y-%m-%d %H:%M}-{'24:00' if is_to_midnight else format(end, '%H:%M')}"
