"""Who of CoSPLib's submissions and tracks should not be held at once: pairs in the workbook's order, each once."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, product

from essaim.scheduling.read.cosplib import Conference, Submission

Duo = tuple[int, int]


def presenter_conflicts(conference: Conference) -> tuple[tuple[str, str], ...]:
    """Submissions that share a presenter, or of which one's presenter chairs the other's track (not its own)."""
    submissions = conference.submissions
    presents = _who(submission.presenters for submission in submissions)
    found = {duo for mine in presents.values() for duo in combinations(mine, 2)}
    return _named(submissions, found | _chairing(conference, presents))


def attendee_conflicts(conference: Conference) -> tuple[tuple[str, str], ...]:
    """Submissions that share an attendee, or of which one's attendee presents the other or chairs its track (not its own)."""
    submissions = conference.submissions
    attends = _who(submission.attendees for submission in submissions)
    presents = _who(submission.presenters for submission in submissions)
    found = {duo for mine in attends.values() for duo in combinations(mine, 2)}
    for person, mine in attends.items():
        found |= {_ordered(duo) for duo in product(mine, presents.get(person, ())) if duo[0] != duo[1]}
    return _named(submissions, found | _chairing(conference, attends))


def chair_conflicts(conference: Conference) -> tuple[tuple[str, str], ...]:
    """Tracks with a common chair."""
    return tuple((one, other) for one, other in combinations(conference.chairs, 2) if conference.chairs[one] & conference.chairs[other])


def _who(people: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """Person → the positions at which they stand."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(people):
        for person in some:
            found[person].append(at)
    return found


def _chairing(conference: Conference, busy: dict[str, list[int]]) -> set[Duo]:
    """Pairs of a submission that a person is busy in, and one of another track that they chair."""
    in_track: dict[str, list[int]] = defaultdict(list)
    for at, submission in enumerate(conference.submissions):
        in_track[submission.track].append(at)
    found = set()
    for track, chairs in conference.chairs.items():
        for person in chairs:
            mine = [at for at in busy.get(person, ()) if conference.submissions[at].track != track]
            found |= {_ordered(duo) for duo in product(mine, in_track[track])}
    return found


def _ordered(duo: Duo) -> Duo:
    return (min(duo), max(duo))


def _named(submissions: tuple[Submission, ...], duos: set[Duo]) -> tuple[tuple[str, str], ...]:
    return tuple((submissions[one].name, submissions[other].name) for one, other in sorted(duos))
