"""What went wrong with a call or proposal, said in the reader's language; and which input of a form it belongs to."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from essaim.call.announced import standing_said
from essaim.call.asking.sentences import ANSWERS
from essaim.call.balance_sentences import BALANCING
from essaim.call.board_sentences import BOARD
from essaim.call.composer_sentences import COMPOSING
from essaim.call.errors import CallError
from essaim.call.models import Call
from essaim.call.overlap_sentences import OVERLAP
from essaim.call.writing_sentences import WRITING
from essaim.desk.errors import DeskError
from essaim.desk.sentences import Quoted
from essaim.forum import sentences as forum_sentences
from essaim.forum.errors import ForumError
from essaim.registry.errors import RegistryError

AnyError = CallError | ForumError | DeskError | RegistryError
ANY_ERROR = (CallError, ForumError, DeskError, RegistryError)

SENTENCES: dict[str, Callable[[], str]] = {**BOARD, **ANSWERS, **COMPOSING, **BALANCING, **WRITING, **OVERLAP}
FIELDS: dict[str, str] = {}
"""Where in a form the sentence stands; others stand on top."""


def sentence(error: AnyError) -> str:
    """Where, what, what to do next."""
    if not isinstance(error, CallError):
        return forum_sentences.sentence(error)
    make = SENTENCES.get(error.code, lambda: _("This cannot be saved (%(code)s)."))
    call = error.facts.get("call")
    facts = {name: str(value) for name, value in error.facts.items()}
    return make() % Quoted({**facts, "code": error.code, "when": standing_said(call) if isinstance(call, Call) else ""})


def field_of(error: AnyError) -> str:
    if isinstance(error, CallError):
        return FIELDS.get(error.code) or str(error.facts.get("field") or "")
    return forum_sentences.field_of(error)
