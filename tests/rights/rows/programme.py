"""The draft programme and its sessions, for everybody who helps; rapporteurs, interpreters and volunteers, who stand in no column, are
asked in tests/forum/team/test_draft_programme.py, test_draft_session.py and test_draft_notes.py."""

from essaim.forum.models import Note
from tests.rights.row import BOARD, PATH, Row
from tests.rights.world import SECRET, World

HELPERS = BOARD | {"other_lead"}
"""Whoever has a role in the edition."""
OTHERS_PATH = "Another path’s lead, rapporteurs, interpreters and volunteers see it once it is accepted."


def fill(world: World) -> None:
    """A lead's own note on the released session; of the hidden edition a note on its session."""
    lead = world.cast["lead"]
    world.things |= {
        "lead note": Note.objects.create(session=world.session, body={"fr": f"Note {SECRET}"}, written_by=lead),
        "hidden note": Note.objects.create(session=world.things["hidden session"], body={"fr": SECRET}, written_by=world.cast["team"]),
    }


def edition(world: World) -> list[object]:
    return [world.edition.slug]


def session(world: World) -> list[object]:
    return [world.edition.slug, world.session.code]


def draft(world: World) -> list[object]:
    return [world.edition.slug, world.draft.code]


def note(world: World) -> list[object]:
    return [*session(world), world.key("lead note")]


def hidden(world: World) -> list[object]:
    return [world.hidden.slug]


def hidden_session(world: World) -> list[object]:
    return [world.hidden.slug, world.things["hidden session"].code]


def hidden_note(world: World) -> list[object]:
    return [*hidden_session(world), world.key("hidden note")]


ROWS: dict[str, Row] = {
    "team:programme": Row(
        allowed=HELPERS, args=edition, hidden=hidden, why="Rapporteurs, interpreters and volunteers too. Nobody’s name stands there."
    ),
    "team:programme_session": Row(allowed=BOARD, args=draft, hidden=hidden_session, why=OTHERS_PATH),
    "team:programme_texts": Row(
        allowed=PATH, args=draft, form={"title__fr": "Autre"}, hidden=hidden_session, hidden_data=lambda _: {"title__fr": "Autre"}
    ),
    "team:session_note_new": Row(
        allowed=PATH,
        args=session,
        form={"body__fr": "Autre note"},
        hidden=hidden_session,
        hidden_data=lambda _: {"body__fr": "Autre note"},
        why="The path’s rapporteurs too.",
    ),
    "team:session_note": Row(
        allowed=PATH,
        args=note,
        form={"body__fr": "Autre"},
        hidden=hidden_note,
        hidden_data=lambda _: {"body__fr": "Autre"},
        why="Rapporteurs change their own notes, until they are published.",
    ),
    "team:session_note_remove": Row(allowed=frozenset({"lead"}), args=note, form={}, why="Who wrote it, while readers do not see it."),
}
