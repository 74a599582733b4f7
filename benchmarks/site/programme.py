"""The programme both sites serve: the 400-session file where it is, else one of that size made of our demo edition."""

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from benchmarks.site.servers import ESSAIM, ROOT, WORK, Site, quiet, say

REAL = ROOT.parent / "shared" / "data" / "schedules" / "pretalx400.schedule.json"
DEMO = "forum-exemple"


@dataclass(frozen=True)
class Programme:
    file: Path
    said: str
    """What it is, for the table."""
    title: str
    talk: str
    """Title and code of its first session, the one whose page is measured."""
    sessions: int


def programme_for(site: Site) -> Programme:
    if REAL.exists():
        return described(REAL, f"`{REAL.name}`")
    say(f"{REAL} is not there: the programme is made of our demo edition, twice over")
    quiet([*ESSAIM, "export", DEMO, "json", "--language=fr", "-o", str(WORK / "demo.json")], site.environment)
    file = WORK / "twice.schedule.json"
    file.write_text(json.dumps(twice(json.loads((WORK / "demo.json").read_text()))))
    return described(file, f"our demo edition `{DEMO}` twice over (`{REAL.name}` was not there)")


def described(file: Path, said: str) -> Programme:
    every = [
        talk for day in json.loads(file.read_text())["schedule"]["conference"]["days"] for talks in day["rooms"].values() for talk in talks
    ]
    return Programme(file, said, every[0]["title"], every[0]["code"], len(every))


def twice(schedule: dict[str, Any]) -> dict[str, Any]:
    """Every session once more, in a second set of rooms; codes short and unlike, as pretalx wants them."""
    conference = schedule["schedule"]["conference"]
    conference["rooms"] = [room | {"name": name} for room in conference["rooms"] for name in (room["name"], second(room["name"]))]
    number = 0
    for day in conference["days"]:
        rooms: dict[str, list[dict[str, Any]]] = {}
        for name, talks in day["rooms"].items():
            rooms[name], rooms[second(name)] = talks, copy.deepcopy(talks)
            for talk in rooms[second(name)]:
                talk |= {"room": second(name), "guid": str(uuid5(NAMESPACE_OID, talk["guid"])), "title": f"{talk['title']} (2)"}
        for talk in (talk for talks in rooms.values() for talk in talks):
            number += 1
            talk |= {"code": f"S{number}", "id": number, "type": talk.get("type") or "Session"}
        day["rooms"] = rooms
    conference["tracks"] = conference.get("tracks") or []
    return schedule


def second(room: str) -> str:
    return f"{room} (2)"
