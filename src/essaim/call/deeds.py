"""What was done to calls and proposals, in the reader's language, by the action's name in the journal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.call.composer_sentences import COMPOSING_DEEDS

DEEDS: dict[str, str | Promise] = {**COMPOSING_DEEDS}
