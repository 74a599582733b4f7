"""What was done to calls and proposals, in the reader's language, by the action's name in the journal."""

from django.utils.functional import Promise

DEEDS: dict[str, str | Promise] = {}
