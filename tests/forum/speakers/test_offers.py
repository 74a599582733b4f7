"""The pure reckoning: what sorts candidates agrees with what is said of them, whatever they are."""

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.forum.crisis import Candidate, Group, Hit, Pool, Sitting, Voice, offers_for, shown_hit
from essaim.forum.crisis.candidate import joined, overlaps

DAY = date(2027, 6, 9)


def at(hour: int) -> datetime:
    return datetime(2027, 6, 9, hour, tzinfo=UTC)


def span():
    return st.tuples(st.integers(8, 20), st.integers(1, 4)).map(lambda pair: (at(pair[0]), at(min(pair[0] + pair[1], 23))))


def candidates():
    return st.builds(
        Candidate,
        key=st.uuids().map(str),
        name=st.sampled_from(["Ana", "Bo", "Cléo"]),
        person=st.none() | st.integers(1, 5),
        continent=st.sampled_from(["", "AF", "EU"]),
        south=st.sampled_from([None, True, False]),
        visa=st.sampled_from(["", "held", "not_needed"]),
        paths=st.frozensets(st.integers(1, 3)),
        languages=st.frozensets(st.sampled_from(["fr", "en", "pt"])),
        sessions=st.frozensets(st.integers(1, 3)),
        busy=st.lists(span(), max_size=2).map(tuple),
        busy_days=st.sampled_from([frozenset(), frozenset([DAY])]),
        unsure_days=st.sampled_from([frozenset(), frozenset([DAY])]),
        free=st.lists(span(), max_size=2).map(lambda spans: (joined(spans),) if spans else ()),
        away=st.lists(span(), max_size=1).map(tuple),
    )


def sittings():
    return st.builds(
        Sitting,
        pk=st.integers(1, 4),
        code=st.just("x"),
        paths=st.frozensets(st.integers(1, 3)),
        spoken=st.sampled_from([(), ("fr",)]),
        interpreted=st.sampled_from([(), ("en",), ("en", "es")]),
        day=st.sampled_from([None, DAY]),
        starts_at=st.sampled_from([None, at(9), at(12)]),
        ends_at=st.sampled_from([None, at(14)]),
    )


def hit_on(sitting: Sitting) -> Hit:
    gone = Voice(1, 9, "Awa", country="SN", continent="AF", south=True, state="absent", absence=1)
    return Hit(sitting, (gone, Voice(2, 8, "Bruno", country="FR", continent="EU", south=False)))


@settings(max_examples=300, deadline=None)
@given(sitting=sittings(), some=st.lists(candidates(), max_size=6))
def test_order_groups_and_words_agree(sitting, some):
    hit, pool = hit_on(sitting), Pool(some, absent=[9])
    offers = offers_for(hit, pool)
    groups = [offer.group for offer in offers]
    assert groups == sorted(groups)
    shown = shown_hit(hit, pool, 3)
    assert (shown.n_fit, shown.n_ask) == (groups.count(Group.FITS), groups.count(Group.ASK))
    assert [one.candidate.key for one in shown.best] == [one.candidate.key for one in offers if one.group == Group.FITS][:3]


@settings(max_examples=300, deadline=None)
@given(sitting=sittings(), some=st.lists(candidates(), max_size=6))
def test_wrong_offers_are_impossible(sitting, some):
    """Nobody busy or away in the slot, absent, or on the bill; and whoever fits fits in every respect."""
    for offer in offers_for(hit_on(sitting), Pool(some, absent=[2])):
        one = offer.candidate
        assert one.person != 2
        assert sitting.pk not in one.sessions
        if sitting.span:
            assert not overlaps(one.busy, sitting.span)
            assert not overlaps(one.away, sitting.span)
        if offer.group == Group.FITS:
            assert one.visa in ("held", "not_needed")
            assert sitting.span is not None
            assert any(start <= sitting.span[0] and sitting.span[1] <= end for said in one.free for start, end in said)
            assert not sitting.paths or sitting.paths & one.paths
            assert one.languages & {*sitting.spoken, *sitting.interpreted}


def test_every_country_has_one_side_and_the_examples_hold():
    from essaim.kit.continents import CONTINENT_OF
    from essaim.registry.south import is_south, sides

    assert set(sides()) == {code for code, continent in CONTINENT_OF.items() if continent != "AN"}
    assert set(sides().values()) == {"south", "north"}
    assert {code: is_south(code) for code in ("SN", "CI", "CM", "CF", "CD", "GN", "GW", "TG", "BR", "IN", "TR", "FJ")} == dict.fromkeys(
        ("SN", "CI", "CM", "CF", "CD", "GN", "GW", "TG", "BR", "IN", "TR", "FJ"), True
    )
    assert {code: is_south(code) for code in ("FR", "JP", "KR", "IL", "CY", "AU", "NZ", "CA", "US", "RU")} == dict.fromkeys(
        ("FR", "JP", "KR", "IL", "CY", "AU", "NZ", "CA", "US", "RU"), False
    )
    assert is_south("") is None
    assert is_south("XX") is None
