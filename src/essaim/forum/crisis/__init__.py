"""When people cannot come: what their sessions lose, and who could step in. Pure: no rows, no Django.

`hit_of` says of a session who is left, from where, and how grave that is. `offers_for` ranks those who could step in, with the reasons;
whoever speaks elsewhere in the same slot, cannot come, or is in the session already is never among them.
"""

from essaim.forum.crisis.candidate import Candidate, Span
from essaim.forum.crisis.hit import Gravity, Hit, hit_of
from essaim.forum.crisis.offers import Group, Offer, Pool, Shown, offers_for, shown_hit
from essaim.forum.crisis.sitting import Sitting
from essaim.forum.crisis.voice import Balance, Voice

__all__ = [
    "Balance",
    "Candidate",
    "Gravity",
    "Group",
    "Hit",
    "Offer",
    "Pool",
    "Shown",
    "Sitting",
    "Span",
    "Voice",
    "hit_of",
    "offers_for",
    "shown_hit",
]
