"""A release told to those it touches, and mail to groups: who, in which language, in what words. Letters go into the outbox, never out."""

from essaim.forum.telling.group import DESIGNATED_INTERPRETER, DESIGNATED_RAPPORTEUR, Audience, group_recipients, write_group_mail
from essaim.forum.telling.release import release_and_tell, waiting_letters, would_touch
from essaim.forum.telling.touched import Touched, Unreachable, touched_by

__all__ = [
    "DESIGNATED_INTERPRETER",
    "DESIGNATED_RAPPORTEUR",
    "Audience",
    "Touched",
    "Unreachable",
    "group_recipients",
    "release_and_tell",
    "touched_by",
    "waiting_letters",
    "would_touch",
    "write_group_mail",
]
