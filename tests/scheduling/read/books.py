"""Workbooks written as tables: a line "# name" begins a sheet, "| a | b |" is a row. A cell that begins with ! is filled dark grey."""

import re
from datetime import time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import PatternFill

COSPLIB = """
# parameters
| Sessions | | | Weights | |
| Local time zone: | GMT+1 | | Tracks_Sessions: | 1 |
| Suitable | | | Tracks_Rooms: | 2 |
| From: | 09:00 | | Sessions_Rooms: | 3 |
| To: | 18:00 | | Similar: | 4 |
| Less suitable | | | Rooms per Track: | 5 |
| From: | 07:00 | | Parallel: | 6 |
| To: | 21:00 | | Consecutive: | 7 |
| Penalty: | 1 | | Timezones: | 8 |
| Unsuitable | | | Order: | 9 |
| Penalty: | 10 | | Submissions_Sessions: | 10 |
| | | | Submissions_Rooms: | 11 |
| | | | Presenters: | 12 |
| | | | Attendees: | 13 |
| | | | Chairs: | 14 |
| | | | Presenters Timeslot: | 15 |
| | | | Attendees Timeslot: | 16 |
# submissions
| Reference | Track | Required Timeslots | Order | Time Zone | Presenters | Attendees | am | noon | pm | R1 | R2 |
| a1 | A | 2 | 1 | GMT+1 | Ada | Cy | | 3 | | | 1 |
| a2 | A | 1 | 2 | GMT-8 | Ada, Bo | | 2 | | | | |
| b1 | B | 1 | 1 | | Bo | Cy | | | | 4 | |
| b2 | B | 1 | | GMT+9 | Di | Ada | | | | | |
| c1 | C | 2 | | GMT+2 | Cy | Bo | | | 5 | | |
# tracks
| Tracks | Chairs |
| A | Eve |
| B | Eve, Cy |
| C | |
# sessions
| Sessions | Max Number of Timeslots | Date | Start Time | End Time |
| am | 3 | 2026-11-23 | 09:00 | 10:30 |
| noon | 2 | 2026-11-23 | 12:00 | 13:00 |
| pm | 3 | 2026-11-24 | 17:00 | 18:30 |
# rooms
| Rooms |
| R1 |
| R2 |
# tracks_sessions|penalty
| | am | noon | pm |
| A | | 2 | |
| C | 1 | | |
# tracks_rooms|penalty
| | R1 | R2 |
| A | | 3 |
| B | 1 | |
| C | | |
# similar tracks
| | A | B | C |
| A | | 7 | |
| B | 99 | | 2 |
| C | 99 | 99 | |
# sessions_rooms|penalty
| | R2 | R1 |
| am | 4 | 1 |
| noon | | |
| pm | 2 | |
"""
"""Every penalty weighs something and can occur."""

TAGS = " | ".join(f"{kind} {what} tags" for what in ("timeslot", "room") for kind in ("Required", "Preferred", "Prohibited", "Undesired"))
TALKS = (
    f"| Code | Title | Talk type | Speakers | Theme track tags | Sector tags | Audience types | Audience level | Content tags | Language | {TAGS}"
    " | Mutually exclusive talks tags | Prerequisite talks codes | Favorite count | Crowd control risk | Pinned by user"
    " | Timeslot day | Start | End | Room | Published Timeslot | Published Start | Published End | Published Room |"
)
OPTAPLANNER = f"""
# Configuration
| Conference name | Small | |
| Minimum consecutive talks pause in minutes | 15 | |
| | | |
| Constraint | Score weight | Description |
| Room conflict | 1000hard/0medium/0soft | |
| Speaker conflict | 10hard/0medium/0soft | |
| Published timeslot | 0hard/1medium/0soft | |
| Theme track conflict | 0hard/0medium/10soft | |
| Sector conflict | 0hard/0medium/0soft | |
# Timeslots
| Day | Start | End | Talk types | Tags |
| Mon 2018-10-01 | 10:15 | 12:15 | Lab | |
| Mon 2018-10-01 | 10:15 | 11:00 | Breakout | Early |
| Tue 2018-10-02 | 09:00 | 09:45 | Breakout, Lab | |
# Rooms
| | | | | Mon 2018-10-01 | | Tue 2018-10-02 |
| Name | Capacity | Talk types | Tags | 10:15-12:15 | 10:15-11:00 | 09:00-09:45 |
| R 1 | 60 | Breakout | Recorded | | ! | |
| R 2 | 240 | | Large | | | |
# Speakers
| | | | | | | | | | Mon 2018-10-01 | | Tue 2018-10-02 |
| Name | {TAGS} | 10:15-12:15 | 10:15-11:00 | 09:00-09:45 |
| Amy | | | | Early | | | | | | | |
| Beth | | | | | Recorded | | | | ! | ! | |
# Talks
{TALKS}
| S1 | One | Lab | Amy, Beth | AI | | M | 1 | Go | en | | | | | | | | | | | 5 | 0 | | | | | | | | | |
| S2 | Two | Breakout | Amy | AI, IoT | | P | 2 | Go | fr | Early | | | | | Large | | | | S1 | 9 | 1 | 1 | Mon 2018-10-01 | 10:15 | 11:00 | R 2 | | | | |
| S3 | Three | Breakout | | IoT | | P | 2 | | en | | | | | | | | | | | 0 | 0 | | Tue 2018-10-02 | 09:00 | 09:45 | | Tue 2018-10-02 | 09:00 | 09:45 | R 1 |
"""


def write_book(folder: Path, tables: str) -> Path:
    """The workbook of these tables, at a path of its own in `folder`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in re.split(r"^# ", tables, flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        sheet = book.create_sheet(name.strip())
        for row, line in enumerate(filter(None, body.splitlines()), 1):
            for column, written in enumerate(line.strip().strip("|").split("|"), 1):
                cell = sheet.cell(row, column, value_of(written.strip().removeprefix("!")))
                if written.strip().startswith("!"):
                    cell.fill = PatternFill("solid", fgColor="FF555753")
    path = folder / "book.xlsx"
    book.save(path)
    return path


def value_of(written: str) -> object:
    if re.fullmatch(r"-?\d+", written):
        return int(written)
    if re.fullmatch(r"\d\d:\d\d:00", written):
        return time.fromisoformat(written)
    return written or None
