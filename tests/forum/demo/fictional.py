"""The "Forum d'exemple": full size, plainly fictional, and without a clash in any of its versions."""

from collections import Counter
from itertools import pairwise

from essaim.desk import journal
from essaim.forum.actions.programme import draft_of
from essaim.forum.models import Appearance, Edition, Format, Room, Session, Slot, Version
from essaim.forum.queries.prospect import latest_release


def spans(version: Version) -> list[Slot]:
    slots = version.slots.exclude(ends_at=None).exclude(session__state="cancelled").select_related("session").order_by("starts_at", "pk")
    return list(slots)


def overlaps(slots: list[Slot]) -> list[tuple[str, str]]:
    """Of slots in the order of their start: pairs of which the next begins before the one ends."""
    return [(one.session.code, other.session.code) for one, other in pairwise(slots) if other.starts_at < one.ends_at]


class FictionalChecks:
    @property
    def example(self) -> Edition:
        return Edition.objects.get(slug="forum-exemple")

    def test_example_is_full_size(self) -> None:
        edition = self.example

        assert (edition.ends_on - edition.starts_on).days == 2
        assert edition.paths.count() == 13
        assert edition.partners.count() == 34
        assert edition.sessions.count() == 200
        assert Room.objects.filter(site__edition=edition).count() == 20
        assert len({site.access for site in edition.sites.all()}) == 4
        assert {"fr", "en", "es", "eu", "pt", "ko", "ar"} == {code for row in edition.sessions.all() for code in titles_of(row)}

    def test_every_kind_of_format_but_the_plain_session_is_used(self) -> None:
        kinds = set(self.example.sessions.values_list("format__kind", flat=True))

        assert kinds == set(Format.Kind.values) - {"session"}

    def test_titles_of_the_paths_are_all_distinct(self) -> None:
        topical = self.example.sessions.filter(format__kind__in=["round_table", "workshop", "module", "self_managed", "networking"])
        titles = Counter(titles_of(row)["fr"] for row in topical)

        assert len(titles) == len(topical)
        assert len(titles) >= 171

    def test_everybody_in_it_is_fictional(self) -> None:
        edition = self.example

        assert edition.is_fictional
        assert not Appearance.objects.filter(session__edition=edition, person__is_fictional=False).exists()
        assert not Appearance.objects.filter(session__edition=edition, organisation__is_fictional=False).exists()
        assert not edition.partners.filter(organisation__is_fictional=False).exists()
        assert Appearance.objects.filter(session__edition=edition).count() > 400

    def test_no_room_is_used_twice_at_once_in_the_latest_version_and_the_draft(self) -> None:
        for version in (latest_release(self.example), draft_of(self.example)):
            rooms: dict[int, list[Slot]] = {}
            for slot in spans(version):
                if slot.room_id:
                    rooms.setdefault(slot.room_id, []).append(slot)
            assert len(rooms) == 20
            assert [pair for slots in rooms.values() for pair in overlaps(slots)] == []

    def test_nobody_is_in_two_sessions_at_once_in_the_latest_version_and_the_draft(self) -> None:
        speaking: dict[int, set[int]] = {}
        for session, person in Appearance.objects.filter(session__edition=self.example).values_list("session_id", "person_id"):
            speaking.setdefault(session, set()).add(person)
        for version in (latest_release(self.example), draft_of(self.example)):
            people: dict[int, list[Slot]] = {}
            for slot in spans(version):
                for person in speaking.get(slot.session_id, ()):
                    people.setdefault(person, []).append(slot)
            assert len(people) > 180
            assert [pair for slots in people.values() for pair in overlaps(slots)] == []

    def test_interpreted_sessions_are_in_rooms_with_booths(self) -> None:
        slots = latest_release(self.example).slots.exclude(room=None).select_related("room", "session")
        interpreted = [slot for slot in slots if slot.session.interpreted]

        assert len(interpreted) > 50
        assert all(slot.room.booths for slot in interpreted)

    def test_three_releases_differ_by_a_cancellation_additions_and_moves(self) -> None:
        first, second, third = Version.objects.filter(edition=self.example, number__isnull=False).order_by("number")
        before, between, after = places(first), places(second), places(third)

        assert [len(before), len(between), len(after)] == [198, 200, 200]
        assert sum(between[code] != place for code, place in before.items()) == 5
        assert sum(after[code] != place for code, place in between.items()) == 3
        assert [slot.session.state for slot in third.slots.filter(session__state="cancelled")] == ["cancelled"]
        assert first.released_at < second.released_at < third.released_at

    def test_draft_holds_two_moves_that_are_not_released(self) -> None:
        released, draft = places(latest_release(self.example)), places(draft_of(self.example))

        assert sum(draft[code] != place for code, place in released.items()) == 2

    def test_some_hours_are_unknown(self) -> None:
        slots = latest_release(self.example).slots
        assert slots.filter(day__isnull=False, starts_at=None).count() >= 3
        assert slots.filter(day=None).count() >= 2

    def test_photos_are_drawings_that_say_so(self) -> None:
        photos = list(self.example.photos.all())

        assert len(photos) == 6
        assert all("dessin" in photo.credit and "Dessin" in journal.plain(photo.alt)["fr"] for photo in photos)


def titles_of(session: Session) -> dict[str, str]:
    data = journal.plain(session.title)
    assert isinstance(data, dict)
    return data


def places(version: Version) -> dict[str, tuple[object, ...]]:
    return {slot.session.code: (slot.starts_at, slot.room_id, slot.site_id) for slot in version.slots.select_related("session")}
