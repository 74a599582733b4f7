"""Swaps: hand-made cases, and properties against a checker of its own that shares no code with the search."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.call.balancing import EXCHANGE, REPLACE, UNKNOWN, Aim, Draft, Member, Place, Swap, Taken, Timetable, Window, applied, find_swaps

AF, EU = frozenset({"AF"}), frozenset({"EU"})
NINE = datetime(2027, 6, 9, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUARTER_AFRICA = Aim(key="south", dimension="continent", values=AF, least_percent=25)


def place(room: str = "big", capacity: int | None = 100, booths: int | None = 0, hour: int = 0, length: int = 1) -> Place:
    return Place(room=room, capacity=capacity, booths=booths, starts_at=NINE + hour * HOUR, ends_at=NINE + (hour + length) * HOUR)


def offer(key: str, *units: frozenset[str], path: str = "A", gender: tuple[frozenset[str], ...] = (), **facts: object) -> Member:
    return Member(
        key=key, paths=frozenset(path), kind="collective", format="workshop", units={"continent": units, "gender": gender}, **facts
    )


def timetable(*members: Member, windows: dict[str, list[Window]] | None = None) -> Timetable:
    return Timetable([Taken(one.key, one.place, one.people) for one in members if one.place], windows)


def found(draft: Draft) -> list[tuple[str, str]]:
    (search,) = find_swaps(draft)
    return [(swap.one, swap.other) for swap in search.swaps]


# --- by hand ------------------------------------------------------------------------------------


def test_one_that_waits_and_brings_the_aim_nearer():
    """One of five from Africa is 20 %; with 7 in for 1 it is two of five."""
    held = [offer("1", EU), offer("2", EU), offer("3", EU), offer("4", EU), offer("5", AF)]
    (search,) = find_swaps(Draft(held, [offer("6", EU), offer("7", AF)], [QUARTER_AFRICA]), limit=99)
    assert [(swap.one, swap.other) for swap in search.swaps] == [("1", "7"), ("2", "7"), ("3", "7"), ("4", "7")]
    assert (search.n_examined, search.n_improving, search.n_breaking_aims) == (10, 4, 0)
    (effect,) = search.swaps[0].effects
    assert (effect.before.hits, effect.after.hits, effect.after.known) == (1, 2, 5)
    assert effect.after.holds


def test_of_equal_ones_first_what_harms_no_other_missed_aim():
    """Both bring in an African organisation; 8 takes the women, who are too few already, further away."""
    women = Aim(key="women", dimension="gender", values=frozenset({"woman"}), least_percent=60)
    w, m = frozenset({"woman"}), frozenset({"man"})
    held = [offer("1", EU, gender=(w,)), offer("2", EU, gender=(m,))]
    waiting = [offer("8", AF, gender=(m,)), offer("9", AF, gender=(w,))]
    south = find_swaps(Draft(held, waiting, [QUARTER_AFRICA, women]), limit=9)[0]
    assert [(swap.one, swap.other) for swap in south.swaps] == [("1", "9"), ("2", "8"), ("2", "9"), ("1", "8")]


def test_none_exists_and_the_counts_say_why():
    """The only African one waits on another path; 8 is of unknown origin, which is no progress; 9 would break the half of women."""
    women = Aim(key="women", dimension="gender", values=frozenset({"woman"}), least_percent=50)
    w, m = frozenset({"woman"}), frozenset({"man"})
    held = [offer("1", EU, gender=(w,)), offer("2", EU, gender=(m,))]
    waiting = [offer("7", AF, path="B", gender=(w,)), offer("8", UNKNOWN, gender=(w,)), offer("9", AF, gender=(m,))]
    (search,) = find_swaps(Draft(held, waiting, [QUARTER_AFRICA, women]), limit=99)
    assert [(swap.one, swap.other) for swap in search.swaps] == [("2", "9")]
    (search,) = find_swaps(Draft(held[:1], waiting, [QUARTER_AFRICA, women]))
    assert search.swaps == ()
    assert (search.n_examined, search.n_improving, search.n_breaking_aims, dict(search.obstacles)) == (2, 1, 1, {})


def test_an_aim_that_holds_asks_for_nothing():
    assert find_swaps(Draft([offer("1", AF)], [offer("2", AF)], [QUARTER_AFRICA])) == []


def test_only_the_same_path_kind_and_format():
    held = [offer("1", EU)]
    others = [
        offer("2", AF, path="B"),
        Member(key="3", paths=frozenset("A"), kind="self_managed", format="workshop", units={"continent": (AF,)}),
        Member(key="4", paths=frozenset("A"), kind="collective", format="plenary", units={"continent": (AF,)}),
    ]
    assert found(Draft(held, others, [QUARTER_AFRICA])) == []
    assert found(Draft(held, [*others, offer("5", AF)], [QUARTER_AFRICA])) == [("1", "5")]


def test_what_something_hangs_on_stays():
    assert found(Draft([offer("1", EU, is_fixed=True)], [offer("2", AF)], [QUARTER_AFRICA])) == []


def obstacles(newcomer: Member, *others: Member, at: Place | None = None, windows: dict[str, list[Window]] | None = None) -> dict[str, int]:
    held = [offer("1", EU, place=at or place()), *others]
    (search,) = find_swaps(Draft(held, [newcomer], [QUARTER_AFRICA], timetable=timetable(*held, windows=windows)))
    assert not (search.swaps and search.obstacles and not others)
    return dict(search.obstacles) or {swap.one: 0 for swap in search.swaps}


def test_a_newcomer_must_fit_the_room():
    assert obstacles(offer("9", AF, audience=101)) == {"room_too_small": 1}
    assert obstacles(offer("9", AF, audience=100)) == {"1": 0}
    assert obstacles(offer("9", AF)) == {"audience_unknown": 1}
    assert obstacles(offer("9", AF, audience=10), at=place(capacity=None)) == {"seats_unknown": 1}


def test_a_newcomer_needs_its_booths():
    assert obstacles(offer("9", AF, audience=10, n_booths=2), at=place(booths=1)) == {"booths_too_few": 1}
    assert obstacles(offer("9", AF, audience=10, n_booths=2), at=place(booths=None)) == {"booths_unknown": 1}
    assert obstacles(offer("9", AF, audience=10, n_booths=2), at=place(booths=2)) == {"1": 0}


def test_nobody_is_in_two_places():
    busy = offer("2", EU, place=place("small", 30), people=frozenset({"ana"}))
    later = offer("3", EU, place=place("small", 30, hour=1), people=frozenset({"bo"}))
    ana, bo = offer("9", AF, audience=10, people=frozenset({"ana"})), offer("9", AF, audience=10, people=frozenset({"bo"}))
    held = [offer("1", EU, place=place()), busy, later]

    def run(newcomer: Member) -> tuple[list[str], dict[str, int]]:
        (search,) = find_swaps(Draft(held, [newcomer], [QUARTER_AFRICA], timetable=timetable(*held)), limit=9)
        return [swap.one for swap in search.swaps], dict(search.obstacles)

    assert run(ana) == (["2", "3"], {"person_elsewhere": 1})  # not in 1 while she is in 2; in 2's own place she may be
    assert run(bo) == (["1", "2", "3"], {})


def test_people_come_only_when_they_said_they_can():
    ana = offer("9", AF, audience=10, people=frozenset({"ana"}))
    afternoon = [Window(NINE + 5 * HOUR, NINE + 9 * HOUR)]
    assert obstacles(ana, windows={"ana": afternoon}) == {"person_unavailable": 1}
    assert obstacles(ana, windows={"ana": [Window(NINE, NINE + HOUR / 2), Window(NINE + HOUR / 2, NINE + HOUR)]}) == {"1": 0}
    assert obstacles(ana, windows={"ana": [Window(NINE + HOUR / 2, NINE + HOUR, is_free=False)]}) == {"person_unavailable": 1}
    assert obstacles(ana, windows={"bo": afternoon}) == {"1": 0}


def test_the_reasons_why_no_rule_breaks():
    held = [offer("1", EU, place=place(booths=2))]
    newcomer = offer("9", AF, audience=60, n_booths=2, people=frozenset({"ana", "bo"}))
    windows = {"ana": [Window(NINE - HOUR, NINE + 9 * HOUR)]}
    (search,) = find_swaps(Draft(held, [newcomer], [QUARTER_AFRICA], timetable=timetable(*held, windows=windows)))
    assert [(proof.code, dict(proof.facts)) for proof in search.swaps[0].proofs] == [
        ("room_fits", {"seats": 100, "audience": 60}),
        ("booths_suffice", {"booths": 2, "needed": 2}),
        ("people_free", {"people": 2, "said": 1}),
    ]


def test_two_sessions_change_rooms_where_aims_are_weighed_by_seats():
    """Half of the sessions are from Africa, but only 30 of 130 seats: 23 %."""
    small, big = offer("1", AF, place=place("small", 30), audience=20), offer("2", EU, place=place("big", 100, hour=1), audience=25)
    (search,) = find_swaps(Draft([small, big], [], [QUARTER_AFRICA], timetable=timetable(small, big), by_seats=True))
    assert search.target.by_seats
    (swap,) = search.swaps
    assert (swap.act, swap.one, swap.other) == (EXCHANGE, "1", "2")
    assert [(effect.after.hits, effect.after.known) for effect in swap.effects] == [(1, 2), (100, 130)]
    crowded = offer("2", EU, place=place("big", 100, hour=1), audience=31)
    (search,) = find_swaps(Draft([small, crowded], [], [QUARTER_AFRICA], timetable=timetable(small, crowded), by_seats=True))
    assert search.swaps == ()
    assert search.obstacles == {"room_too_small": 1}


def test_a_session_of_another_length_does_not_change_places():
    small, long = offer("1", AF, place=place("small", 30), audience=20), offer("2", EU, place=place(length=2), audience=25)
    (search,) = find_swaps(Draft([small, long], [], [QUARTER_AFRICA], timetable=timetable(small, long), by_seats=True))
    assert (search.n_examined, search.swaps) == (0, ())


# --- against a checker of its own ---------------------------------------------------------------

UNIT = st.sampled_from([AF, EU, UNKNOWN])
PERSON = st.sampled_from(["ana", "bo", "cy"])
ROOMS = {"small": (30, 0), "big": (100, 2), "dark": (None, None)}


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    free = draw(st.permutations([(room, hour) for room in ROOMS for hour in range(3)]))

    def one(key: str, at: tuple[str, int] | None) -> Member:
        room = ROOMS[at[0]] if at else (None, None)
        return offer(
            key,
            *draw(st.lists(UNIT, max_size=2)),
            path=draw(st.sampled_from(["A", "B"])),
            gender=tuple(draw(st.lists(st.sampled_from([frozenset({"woman"}), frozenset({"man"}), UNKNOWN]), max_size=2))),
            audience=draw(st.sampled_from([None, 10, 30, 50])),
            people=frozenset(draw(st.lists(PERSON, max_size=2))),
            n_booths=draw(st.sampled_from([0, 0, 1, 3])),
            place=place(at[0], *room, hour=at[1]) if at else None,
        )

    members = [one(f"m{number}", free[number] if draw(st.booleans()) else None) for number in range(draw(st.integers(0, 6)))]
    waiting = [one(f"w{number}", None) for number in range(draw(st.integers(0, 4)))]
    percent = st.sampled_from([20, 25, 50, 75])
    aims = [
        Aim(key="1", dimension="continent", values=AF, least_percent=draw(percent), most_percent=None, per_path=draw(st.booleans())),
        Aim(key="2", dimension="gender", values=frozenset({"woman"}), least_percent=None, most_percent=draw(percent)),
        Aim(key="3", dimension="continent", values=EU, least_percent=draw(st.sampled_from([None, 10])), most_percent=60),
    ]
    windows = {person: [Window(NINE, NINE + draw(st.integers(1, 3)) * HOUR)] for person in draw(st.lists(PERSON, max_size=1))}
    by_seats = draw(st.booleans())
    return Draft(members, waiting, aims, ["A", "B"], timetable(*members, windows=windows), by_seats)


def shares(members: list[Member], draft: Draft) -> list[tuple[Aim, float | None, float | None, float | None]]:
    """(aim, worst, of the known, best) for each check, reckoned with fractions of sums, not as the library does."""
    found = []
    for weighed in [False, *([True] if draft.by_seats else [])]:
        for aim in draft.aims:
            for path in [None, *(draft.paths if aim.per_path else [])]:
                rows = [
                    (unit, seats(one) if weighed else 1)
                    for one in members
                    if path is None or path in one.paths
                    for unit in one.units.get(aim.dimension, ())
                ]
                hits = sum(weight for unit, weight in rows if unit & aim.values)
                known = sum(weight for unit, weight in rows if unit)
                total = sum(weight for _, weight in rows)
                found.append(
                    (
                        aim,
                        hits / total if total else None,
                        hits / known if known else None,
                        (hits + total - known) / total if total else None,
                    )
                )
    return found


def seats(one: Member) -> int:
    return one.place.capacity or 0 if one.place and one.place.room else 0


def within(aim: Aim, *values: float | None) -> bool:
    return all(
        value is not None
        and (aim.least_percent is None or value >= aim.least_percent / 100 - 1e-12)
        and (aim.most_percent is None or value <= aim.most_percent / 100 + 1e-12)
        for value in values
    )


def distance(aim: Aim, value: float | None) -> float:
    if value is None:
        return 9.0
    return max((aim.least_percent or 0) / 100 - value, value - (aim.most_percent if aim.most_percent is not None else 100) / 100, 0.0)


def rule_broken(before: list[Member], after: list[Member], draft: Draft) -> bool:
    """Looks at whoever stands somewhere new: does it fit there, is nobody torn, is everybody free?"""
    old = {one.key: one.place for one in before}
    moved = [one for one in after if one.place and one.place != old.get(one.key)]
    return any(not fits(one, old.get(one.key)) or torn(one, after) or kept_away(one, draft) for one in moved)


def fits(one: Member, was: Place | None) -> bool:
    at = one.place
    same = was is not None and was.room == at.room
    told = at.capacity is not None and one.audience is not None
    larger = was is not None and None not in (was.capacity, at.capacity) and at.capacity >= was.capacity
    seated = one.audience <= at.capacity if told else same or larger
    heard = at.booths >= one.n_booths if at.booths is not None else same or not one.n_booths
    return seated and heard


def torn(one: Member, after: list[Member]) -> bool:
    meeting = [
        other
        for other in after
        if other.key != one.key and other.place and other.place.starts_at < one.place.ends_at and one.place.starts_at < other.place.ends_at
    ]
    return any(other.people & one.people or other.place.room == one.place.room for other in meeting)


def kept_away(one: Member, draft: Draft) -> bool:
    said = [draft.timetable.windows[person] for person in one.people if draft.timetable.windows.get(person)]
    return any(not any(w.starts_at <= one.place.starts_at and one.place.ends_at <= w.ends_at for w in windows) for windows in said)


def all_swaps(draft: Draft) -> list[Swap]:
    found = [
        Swap(REPLACE, one.key, other.key)
        for one in draft.members
        for other in draft.waiting
        if (one.paths, one.kind, one.format) == (other.paths, other.kind, other.format)
    ]
    if draft.by_seats:
        found += [
            Swap(EXCHANGE, one.key, other.key)
            for one, other in combinations(draft.members, 2)
            if one.place
            and other.place
            and None not in (one.place.capacity, other.place.capacity)
            and one.place.capacity != other.place.capacity
        ]
    return found


def good_swaps(draft: Draft, number: int) -> set[tuple[str, str, str]]:
    """By trying each: what the search should find for check `number`."""
    members = list(draft.members)
    before, found = shares(members, draft), set()
    for swap in all_swaps(draft):
        after = applied(members, draft.waiting, swap)
        now = shares(after, draft)
        aim, worst, share, best = before[number]
        too_low = share is not None and share < (aim.least_percent or 0) / 100 - 1e-12
        _, new_worst, new_share, new_best = now[number]
        if new_share is None or share is None or worst is None or best is None:
            continue
        better = (
            new_share > share + 1e-12 and new_worst > worst + 1e-12 if too_low else new_share < share - 1e-12 and new_best < best - 1e-12
        )
        kept = all(
            (not within(aim, old_share) or within(aim, next_share))
            and (not (within(aim, old_worst, old_share, old_best)) or within(aim, next_worst, next_share, next_best))
            and not_past(aim, old_share, next_share)
            for (aim, old_worst, old_share, old_best), (_, next_worst, next_share, next_best) in zip(before, now, strict=True)
            if old_share is not None
        )
        if better and kept and not rule_broken(members, after, draft):
            found.add((swap.act, swap.one, swap.other))
    return found


def not_past(aim: Aim, old: float, new: float | None) -> bool:
    """A share inside one end of a corridor does not leave at that end."""
    if new is None:
        return False
    least, most = (aim.least_percent or 0) / 100, (aim.most_percent if aim.most_percent is not None else 100) / 100
    return (old < least - 1e-12 or new >= least - 1e-12) and (old > most + 1e-12 or new <= most + 1e-12)


@settings(max_examples=400, deadline=None)
@given(drafts())
def test_every_suggestion_breaks_no_rule_and_none_is_missed(draft):
    for search in find_swaps(draft, limit=10_000):
        number = draft.readings().index(search.target)
        offered = {(swap.act, swap.one, swap.other) for swap in search.swaps}
        assert offered == good_swaps(draft, number)
        for swap in search.swaps:
            after = applied(draft.members, draft.waiting, swap)
            assert not rule_broken(list(draft.members), after, draft)
            aim, _, share, _ = shares(list(draft.members), draft)[number]
            _, _, new_share, _ = shares(after, draft)[number]
            assert distance(aim, new_share) < distance(aim, share)
            assert [effect.after.share for effect in swap.effects] == [new for _, _, new, _ in shares(after, draft)]


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_a_limit_gives_the_best_first(draft):
    whole = find_swaps(draft, limit=10_000)
    for one, all_of_it in zip(find_swaps(draft, limit=1), whole, strict=True):
        assert one.swaps == all_of_it.swaps[:1]
        gains = [abs(swap.effects[draft.readings().index(one.target)].after.share - one.target.share) for swap in all_of_it.swaps]
        assert gains == sorted(gains, reverse=True) or all(
            abs(a - b) < 1e-9 for a, b in zip(gains, sorted(gains, reverse=True), strict=True)
        )
