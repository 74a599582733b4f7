"""How often a door without a log-in may be knocked at: counted in this process's memory, which is enough to slow a machine down."""

import hashlib

from django.core.cache import cache


def is_too_often(what: str, who: str, most: int, seconds: int) -> bool:
    """Counts this time too."""
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return bool(cache.incr(key) > most)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, seconds)
        return False
