"""What was done to calls and proposals, in the reader's language, by the action's name in the journal."""

from django.utils.functional import Promise

from essaim.call.board_sentences import BOARD_DEEDS
from essaim.call.composer_sentences import COMPOSING_DEEDS
from essaim.call.overlap_sentences import OVERLAP_DEEDS
from essaim.call.writing_sentences import WRITING_DEEDS

DEEDS: dict[str, str | Promise] = {**BOARD_DEEDS, **COMPOSING_DEEDS, **WRITING_DEEDS, **OVERLAP_DEEDS}
