"""Reasons and suggestions in words: long lists cut short, what is said of all sessions said of “they”."""

import re
from collections.abc import Iterable, Mapping

from essaim.scheduling.result import Ground, Reason, Suggestion
from essaim.scheduling.sentences import reasons
from essaim.scheduling.sentences.labels import Labels

MOST_NAMES, MOST_GROUNDS = 6, 8
"""Longer lists are cut."""
CHOICE = re.compile(r"\[([^|\]]*)\|([^|\]]*)\]")


def reason_text(labels: Labels, reason: Reason) -> str:
    words = {**words_of(labels, reason.facts), **session_words(labels, reason.sessions)}
    phrases = [ground_text(labels, ground, reason.sessions) for ground in reason.grounds[:MOST_GROUNDS]]
    more = len(reason.grounds) - len(phrases)
    words["because"] = "; ".join([*phrases, f"and {more} more like these"] if more else phrases)
    words["places"] = places(labels, reason.facts)
    n_rooms = len(listed(reason.facts.get("rooms")))
    text = chosen(reasons.REASONS[reason.code], n_rooms == 1).format_map(words)
    if not reason.is_minimal or reason.code in reasons.PLAIN:
        return text
    if len(reason.sessions) == 1:
        return text + (reasons.MINIMAL_ONE if len(reason.rules) > 1 else "")
    return text + reasons.MINIMAL_SEVERAL


def ground_text(labels: Labels, ground: Ground, sessions: tuple[str, ...]) -> str:
    words = {**words_of(labels, ground.facts), **session_words(labels, ground.sessions), "rule": f"“{ground.rule}”"}
    is_all = {*ground.sessions} == {*sessions}
    words["those"] = ("it" if len(sessions) == 1 else "they") if is_all else words["sessions"]
    words["them"] = {"they": "them"}.get(words["those"], words["those"])
    rooms, slots = listed(ground.facts.get("rooms")), listed(ground.facts.get("slots"))
    words |= {
        "rooms_have": rooms_have(labels, rooms),
        "rooms_or": cut(labels, "rooms", rooms, "or"),
        "slots_or": cut(labels, "slots", slots, "or"),
    }
    number = ground.facts.get("number")
    words["there_are"] = f"{'is' if number == 1 else 'are'} only {words.get('number', '')}"
    is_one = len(rooms if ground.code == "room_closed" else ground.sessions) == 1
    return chosen(reasons.GROUNDS[ground.code], is_one).format_map(words)


def suggestion_text(labels: Labels, suggestion: Suggestion) -> str:
    words = {**words_of(labels, suggestion.facts), **session_words(labels, suggestion.sessions)}
    wants = wants_text(labels, suggestion.facts)
    words |= {"wants": wants or "all it lacks", "with_wants": f" with {wants}" if wants else ""}
    counts = (("n_sessions", suggestion.n_sessions), ("people", suggestion.n_people))
    words["touched"] = " and ".join(labels.word(unit, number) for unit, number in counts if number)
    touches = reasons.TOUCHES if words["touched"] else ""
    return (reasons.SUGGESTIONS[suggestion.code] + reasons.ENOUGH[suggestion.is_enough] + touches).format_map(words)


def words_of(labels: Labels, facts: Mapping[str, object]) -> dict[str, str]:
    return {name: cut(labels, name, listed(fact)) if isinstance(fact, tuple) else labels.word(name, fact) for name, fact in facts.items()}


def session_words(labels: Labels, sessions: tuple[str, ...]) -> dict[str, str]:
    words = {name: labels.quoted("session", one) for name, one in zip(("first", "second"), sessions, strict=False)}
    return {**words, "sessions": cut(labels, "sessions", sessions)}


def cut(labels: Labels, name: str, things: tuple[str, ...], joint: str = "and") -> str:
    """“a”, “b” and “c”; of many the first and a number; "no …" where there is none."""
    if not things:
        return {"rooms": "no room", "slots": "no time"}.get(name, "nothing")
    words = [labels.word(name, (one,)) for one in things]
    if len(words) > MOST_NAMES:
        words = [*words[: MOST_NAMES - 2], f"{len(words) - MOST_NAMES + 2} more"]
    *before, last = words
    return f"{', '.join(before)} {joint} {last}" if before else last


def listed(fact: object) -> tuple[str, ...]:
    return fact if isinstance(fact, tuple) else ()


def chosen(template: str, is_one: bool) -> str:  # noqa: FBT001 - one of two
    return CHOICE.sub(lambda found: found[1] if is_one else found[2], template)


def rooms_have(labels: Labels, rooms: Iterable[str]) -> str:
    some = tuple(rooms)
    if not some:
        return "no room has"
    return f"only {cut(labels, 'rooms', some)} {'has' if len(some) == 1 else 'have'}"


def places(labels: Labels, facts: Mapping[str, object]) -> str:
    rooms, slots = listed(facts.get("rooms")), listed(facts.get("slots"))
    return f"{cut(labels, 'rooms', rooms)} at {cut(labels, 'slots', slots)}"


def wants_text(labels: Labels, facts: Mapping[str, object]) -> str:
    seats = facts.get("seats", 0)
    some = [labels.quoted("", one) for one in listed(facts.get("features"))]
    some += ["step-free access"] if facts.get("wants_step_free") else []
    some += ["quiet"] if facts.get("wants_quiet") else []
    some += [labels.word("seats", seats)] if seats else []
    *before, last = some or [""]
    return f"{', '.join(before)} and {last}" if before else last
