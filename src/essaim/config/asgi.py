"""The application as the production server runs it (docs/decisions/0002-server.md)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 after setup

from essaim.config.bridge import Bridge  # noqa: E402
from essaim.config.front import EarlyAnswer, Front  # noqa: E402
from essaim.desk import live  # noqa: E402

EARLY: list[EarlyAnswer] = []
"""Page caches: each may answer a GET at once, before Django (see `EarlyAnswer`)."""

application = Front(
    Bridge(threads=settings.PAGE_THREADS, body_limit=settings.BODY_LIMIT_MB * 1_000_000),
    early=EARLY,
    streams={live.PREFIX: live.Live()},
)
