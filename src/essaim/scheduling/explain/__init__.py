"""Why there is no timetable, what would help, and why a session stands where it stands.

`quick_reasons(problem)` needs no solver; `explain(problem)` finds every cause as a minimal set; `suggestions` says what single change helps.
"""

from essaim.scheduling.explain.causes import Explanation, explain
from essaim.scheduling.explain.quick import quick_reasons
from essaim.scheduling.explain.suggest import part_of, suggestions
from essaim.scheduling.explain.where import PlaceCost, Why, places_of, why

__all__ = ["Explanation", "PlaceCost", "Why", "explain", "part_of", "places_of", "quick_reasons", "suggestions", "why"]
