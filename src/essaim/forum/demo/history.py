"""What an edition's releases do to its programme: pure reading of facts."""

from essaim.forum.demo.facts import EditionFact, PlaceFact, SessionFact


def final_places(edition: EditionFact) -> dict[str, PlaceFact]:
    """Where each session stands after the last release."""
    places = {session.code: session.place for session in edition.sessions}
    for release in edition.releases:
        places.update({move.session: move.to for move in release.moved})
    return places


def is_cancelled(edition: EditionFact, session: SessionFact) -> bool:
    return session.state == "cancelled" or any(session.code in release.cancelled for release in edition.releases)


def first_state(edition: EditionFact, session: SessionFact) -> str:
    """A session that a later release adds is a draft until then."""
    return "draft" if any(session.code in release.added for release in edition.releases) else session.state


def last_state(edition: EditionFact, session: SessionFact) -> str:
    return "cancelled" if is_cancelled(edition, session) else session.state
