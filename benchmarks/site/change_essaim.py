"""Run with a site's settings and kept open: each line read commits one real change, as the back office does; "done" answers it.

usage: python benchmarks/site/change_essaim.py EDITION
"""

import sys

import django

django.setup()

from essaim.forum.actions.session import save_session  # noqa: E402
from essaim.forum.models import Edition, Session  # noqa: E402


def main(slug: str) -> None:
    edition = Edition.objects.get(slug=slug)
    session = Session.objects.filter(edition=edition).order_by("-pk")[0]
    for number, _ in enumerate(iter(sys.stdin.readline, "")):
        session = save_session(edition=edition, session=session, by=None, subtitle={"en": f"Change {number}"})
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
