"""The application as the production server runs it (docs/decisions/0002-server.md)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402 after setup
from django.urls import get_resolver  # noqa: E402

from essaim.config.bridge import Bridge, Scope  # noqa: E402
from essaim.config.front import Answer, EarlyAnswer, Front  # noqa: E402
from essaim.desk import live  # noqa: E402
from essaim.kit.serving import settle  # noqa: E402
from essaim.website.early import EarlyPages, revision_reader  # noqa: E402


def early_answer(pages: EarlyPages) -> EarlyAnswer:
    def ask(scope: Scope) -> Answer | None:
        given = pages(scope)
        return Answer(*given) if given else None

    return ask


EARLY: list[EarlyAnswer] = [early_answer(EarlyPages(revision_reader()))] if settings.KEPT_PAGES_MB else []
"""Page caches: each may answer a GET at once, before Django (see `EarlyAnswer`)."""

_ = get_resolver().url_patterns  # a site whose addresses cannot be read must not say that it is ready

application = Front(
    Bridge(threads=settings.PAGE_THREADS, body_limit=settings.BODY_LIMIT_MB * 1_000_000),
    early=EARLY,
    streams={live.PREFIX: live.Live()},
)
settle()
