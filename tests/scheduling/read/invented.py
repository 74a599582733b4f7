"""Small CoSPLib workbooks invented from a seed: every term may weigh something, names repeat between kinds, columns stand in any order."""

import random

LABELS = 16


def invented(seed: int) -> str:
    """The tables of one workbook."""
    dice = random.Random(seed)  # noqa: S311 - workbooks to try
    sessions = [f"s{at}" for at in range(dice.randint(1, 5))]
    rooms = [f"r{at}" for at in range(dice.randint(1, 4))]
    tracks = [f"t {at}" for at in range(dice.randint(1, 5))]
    sheets = {
        "parameters": parameters(dice),
        "submissions": submissions(dice, sessions, rooms, tracks),
        "tracks": [["Tracks", "Chairs"], *([track, people(dice)] for track in tracks)],
        "sessions": [["Sessions", "Slots", "Date", "Start", "End"], *([name, *period(dice)] for name in sessions)],
        "rooms": [["Rooms"], *([room] for room in rooms)],
        "tracks_sessions|penalty": penalties(dice, tracks, shuffled(dice, sessions)),
        "tracks_rooms|penalty": penalties(dice, shuffled(dice, tracks), shuffled(dice, rooms)),
        "similar tracks": penalties(dice, tracks, tracks),
        "sessions_rooms|penalty": penalties(dice, shuffled(dice, sessions), shuffled(dice, rooms)),
    }
    return "\n".join(f"# {name}\n" + "\n".join(f"| {' | '.join(map(str, row))} |" for row in rows) for name, rows in sheets.items())


def shuffled(dice: random.Random, names: list[str]) -> list[str]:
    return dice.sample(names, len(names))


def number(dice: random.Random) -> object:
    return dice.choice(("", "", 0, 1, 2, 10, -3))


def people(dice: random.Random) -> str:
    return ", ".join(dice.sample(("Ada", "Bo", "Cy", "Di", "Eve", "Flo"), dice.choice((0, 1, 1, 2))))


def clock(dice: random.Random) -> str:
    return f"{dice.randint(0, 23):02}:{dice.choice((0, 30)):02}"


def period(dice: random.Random) -> list[object]:
    return [dice.randint(1, 4), "2026-11-23", clock(dice), clock(dice)]


def zone(dice: random.Random) -> str:
    return dice.choice(("", "GMT+0", "GMT-7", "GMT+11", "gmt+2"))


def parameters(dice: random.Random) -> list[list[object]]:
    left = ["", "GMT+1", "", clock(dice), clock(dice), "", clock(dice), clock(dice), number(dice), "", number(dice), *[""] * 6]
    weights = ["", *(dice.choice((0, "", 1, 7, 100)) for _ in range(LABELS))]
    return [["x", value, "", f"label {at}", weight] for at, (value, weight) in enumerate(zip(left, weights, strict=True))]


def submissions(dice: random.Random, sessions: list[str], rooms: list[str], tracks: list[str]) -> list[list[object]]:
    head = ["Reference", "Track", "Slots", "Order", "Zone", "Presenters", "Attendees", *shuffled(dice, sessions), *shuffled(dice, rooms)]
    rows = []
    for at in range(dice.randint(2, 14)):
        facts = [f"{at}", dice.choice(tracks), 1, dice.choice(("", 0, 1, 2, 3)), zone(dice), people(dice), people(dice)]
        rows.append([*facts, *(number(dice) for _ in (*sessions, *rooms))])
    return [head, *rows]


def penalties(dice: random.Random, rows: list[str], columns: list[str]) -> list[list[object]]:
    return [["", *columns], *([row, *(number(dice) for _ in columns)] for row in rows)]
