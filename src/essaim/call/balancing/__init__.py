"""Is a draft programme balanced, and which single exchange would bring it nearer? A pure library: no Django, no rows.

Members (proposals or sessions, with what is known of them) and aims in; tables, verdicts and swaps out. Unknown is counted apart and never
taken for zero; "none exists" is said after every single exchange was looked at.
"""

from essaim.call.balancing.aims import WHOLE, Aim, Reading, Verdict, readings
from essaim.call.balancing.member import UNKNOWN, Member, Place, Unit
from essaim.call.balancing.search import Draft, find_swaps
from essaim.call.balancing.swap import EXCHANGE, REPLACE, Effect, Search, Swap, applied
from essaim.call.balancing.tally import Balance, Seats, Tally, balance
from essaim.call.balancing.timetable import Obstacle, Proof, Taken, Timetable, Window
from essaim.call.balancing.withholding import FEWEST, withheld

__all__ = [
    "EXCHANGE",
    "FEWEST",
    "REPLACE",
    "UNKNOWN",
    "WHOLE",
    "Aim",
    "Balance",
    "Draft",
    "Effect",
    "Member",
    "Obstacle",
    "Place",
    "Proof",
    "Reading",
    "Search",
    "Seats",
    "Swap",
    "Taken",
    "Tally",
    "Timetable",
    "Unit",
    "Verdict",
    "Window",
    "applied",
    "balance",
    "find_swaps",
    "readings",
    "withheld",
]
