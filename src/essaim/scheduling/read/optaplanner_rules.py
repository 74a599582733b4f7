"""Each constraint of OptaPlanner's workbooks as a rule, by the one-line definition the sheet "Configuration" gives of it.

Rewards are negative numbers. Where the program's own code (ConferenceSchedulingConstraintProvider of apache/incubator-kie-optaplanner)
computes something else than the sheet says, the sheet is followed:
- Audience type diversity: the sheet rewards two talks "with a different audience type", the code two with a common one. Here: no
  audience type in common.
- Audience type theme track conflict: the sheet counts each pair of talks, the code the pair × common themes × common audience types.
- Crowd control: the sheet wants each such talk paired with exactly one other; the code lets a talk alone go free.
Popular talks: the sheet gives no unit; the code's is used, the minutes of both talks. Consecutive talks pause: talks of one speaker that
overlap have no pause either.
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import combinations, permutations

from essaim.scheduling.constraints import (
    LonelyPairs,
    Pair,
    Pairs,
    Per,
    PersonAway,
    PersonClash,
    RoomClash,
    RoomClosed,
    RoomCosts,
    Rule,
    SlotCosts,
    When,
)
from essaim.scheduling.read.optaplanner_facts import KINDS, Event, Score, Talk

Count = Callable[[Talk, Talk], int]
Maker = Callable[[Event, Score], Rule]


def _both_ways(count: Count, when: When, per: Per, event: Event, score: Score) -> Rule:
    """A rule on pairs whose order does not matter."""
    pairs = tuple(Pair(a.code, b.code, number) for a, b in combinations(event.talks, 2) if (number := count(a, b)))
    return Pairs(name=score.name, level=score.level, weight=score.weight, when=when, per=per, pairs=pairs, pause_min=event.pause_min)


def _one_way(count: Count, when: When, event: Event, score: Score) -> Rule:
    """A rule on pairs whose order matters, by the minutes of both."""
    pairs = tuple(Pair(a.code, b.code, number) for a, b in permutations(event.talks, 2) if (number := count(a, b)))
    return Pairs(name=score.name, level=score.level, weight=score.weight, when=when, per=Per.BOTH_MIN, pairs=pairs)


def _common_themes(a: Talk, b: Talk) -> int:
    return len({*a.themes} & {*b.themes})


def _common_sectors(a: Talk, b: Talk) -> int:
    return len(a.sectors & b.sectors)


def _common_contents(a: Talk, b: Talk) -> int:
    return len(a.contents & b.contents)


def _common_exclusive(a: Talk, b: Talk) -> int:
    return len(a.exclusive & b.exclusive)


def _themes_and_contents(a: Talk, b: Talk) -> int:
    return _common_themes(a, b) + _common_contents(a, b)


def _same_audience_and_theme(a: Talk, b: Talk) -> int:
    return int(bool(a.audience_types & b.audience_types) and _common_themes(a, b) > 0)


def _common_speaker(a: Talk, b: Talk) -> int:
    return int(not {*a.speakers}.isdisjoint(b.speakers))


def _other_audience(a: Talk, b: Talk) -> int:
    return -int(bool(a.audience_types) and bool(b.audience_types) and a.audience_types.isdisjoint(b.audience_types))


def _other_level(a: Talk, b: Talk) -> int:
    return -int(a.audience_level != b.audience_level)


def _other_language(a: Talk, b: Talk) -> int:
    return -int(a.language != b.language)


def _is_prerequisite(a: Talk, b: Talk) -> int:
    return int(a.code in b.prerequisites)


def _easier_contents(a: Talk, b: Talk) -> int:
    return _common_contents(a, b) if a.audience_level < b.audience_level else 0


def _less_popular(a: Talk, b: Talk) -> int:
    return int(a.favourites < b.favourites)


def _crowd_control(event: Event, score: Score) -> Rule:
    risky = frozenset(talk.code for talk in event.talks if talk.crowd_risk)
    return LonelyPairs(name=score.name, level=score.level, weight=score.weight, sessions=risky)


def _published_timeslot(event: Event, score: Score) -> Rule:
    """A talk may be published with a time and no room, so that this and the next are costs of places."""
    costs = {
        talk.code: {slot.id: 1 for slot in event.timeslots if slot.id != talk.published_slot} for talk in event.talks if talk.published_slot
    }
    return SlotCosts(name=score.name, level=score.level, weight=score.weight, costs=costs)


def _published_room(event: Event, score: Score) -> Rule:
    costs = {
        talk.code: {room.name: 1 for room in event.venues if room.name != talk.published_room}
        for talk in event.talks
        if talk.published_room
    }
    return RoomCosts(name=score.name, level=score.level, weight=score.weight, costs=costs)


def _tag_rule(who: str, kind: str, what: str, event: Event, score: Score) -> Rule:
    """Tags missing (required, preferred) or met (prohibited, undesired), × the talk's minutes; of speakers: added up over them."""
    places = {slot.id: slot.tags for slot in event.timeslots} if what == "timeslot" else {room.name: room.tags for room in event.venues}
    costs = {}
    for talk in event.talks:
        wishes = [talk.tags[f"{kind} {what}"]] if who == "Talk" else [event.speakers[name].tags[f"{kind} {what}"] for name in talk.speakers]
        numbers = {place: sum(_tags_wrong(kind, wish, tags) for wish in wishes) for place, tags in places.items()}
        if any(numbers.values()):
            costs[talk.code] = {place: number for place, number in numbers.items() if number}
    maker = SlotCosts if what == "timeslot" else RoomCosts
    return maker(name=score.name, level=score.level, weight=score.weight, costs=costs, over="minute")


def _tags_wrong(kind: str, wish: frozenset[str], tags: frozenset[str]) -> int:
    return len(wish - tags) if kind in {"required", "preferred"} else len(wish & tags)


def _stated(rule: type[Rule], event: Event, score: Score) -> Rule:
    """A rule the library has, with the sheet's level and weight."""
    return rule(name=score.name, level=score.level, weight=score.weight)


MAKERS: Mapping[str, Maker] = {
    "Room unavailable timeslot": partial(_stated, RoomClosed),
    "Room conflict": partial(_stated, RoomClash),
    "Speaker unavailable timeslot": partial(_stated, PersonAway),
    "Speaker conflict": partial(_stated, PersonClash),
    "Talk prerequisite talks": partial(_one_way, _is_prerequisite, When.NOT_BEFORE),
    "Talk mutually-exclusive-talks tags": partial(_both_ways, _common_exclusive, When.OVERLAP, Per.OVERLAP_MIN),
    "Consecutive talks pause": partial(_both_ways, _common_speaker, When.SHORT_PAUSE, Per.BOTH_MIN),
    "Crowd control": _crowd_control,
    "Published timeslot": _published_timeslot,
    "Published room": _published_room,
    "Theme track conflict": partial(_both_ways, _common_themes, When.OVERLAP, Per.OVERLAP_MIN),
    "Theme track room stability": partial(_both_ways, _common_themes, When.SAME_DAY_OTHER_ROOM, Per.BOTH_MIN),
    "Sector conflict": partial(_both_ways, _common_sectors, When.OVERLAP, Per.OVERLAP_MIN),
    "Audience type diversity": partial(_both_ways, _other_audience, When.SAME_START, Per.OVERLAP_MIN),
    "Audience type theme track conflict": partial(_both_ways, _same_audience_and_theme, When.OVERLAP, Per.OVERLAP_MIN),
    "Audience level diversity": partial(_both_ways, _other_level, When.SAME_START, Per.OVERLAP_MIN),
    "Content audience level flow violation": partial(_one_way, _easier_contents, When.NOT_BEFORE),
    "Content conflict": partial(_both_ways, _common_contents, When.OVERLAP, Per.OVERLAP_MIN),
    "Language diversity": partial(_both_ways, _other_language, When.SAME_START, Per.OVERLAP_MIN),
    "Same day talks": partial(_both_ways, _themes_and_contents, When.OTHER_DAY, Per.BOTH_MIN),
    "Popular talks": partial(_one_way, _less_popular, When.LARGER_ROOM),
    **{
        f"{who} {kind} {what} tags": partial(_tag_rule, who, kind, what)
        for who in ("Speaker", "Talk")
        for kind in KINDS
        for what in ("timeslot", "room")
    },
}
"""The constraint's name in the sheet → what makes its rule."""


def rules_of(event: Event) -> tuple[Rule, ...]:
    """A rule for each constraint with a weight, in the sheet's order and named as there."""
    return tuple(MAKERS[score.name](event, score) for score in event.scores)
