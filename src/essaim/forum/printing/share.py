"""The picture social networks show for a session (Open Graph, 1200 × 630)."""

import re
import textwrap

from django.utils.translation import gettext

from essaim.forum.models import Slot
from essaim.forum.printing.typesetting import Datum, typeset
from essaim.forum.wording import when, where
from essaim.kit.dates import span
from essaim.kit.languages import direction, spoken

COLOURS = dict(
    zip(
        "ABCDEFGHIJKLM",
        ("b42318", "2b4fa8", "2f6b1f", "8a1f6f", "006b73", "965000", "5a3aa6", "566000", "c02a5b", "3f5366", "6f3418", "00704f", "655d52"),
        strict=True,
    )
)
"""The light values of the look's thirteen paths; a letter beyond them is in ink."""
INK = "1e1912"
WORD = 22
TOO_LONG = re.compile(r"\S{23,}")
ZERO_WIDTH = "\u200b"
LONGEST = 400
"""Signs of a title that are set; the rest of a longer one is left out with a sign that says so."""


def share_picture(slot: Slot, language: str) -> bytes:
    """PNG. The interface's language must be active; needs the slot's session, edition, room, site, format and paths."""
    return typeset("share.typ", share_data(slot, language), form="png")


def share_data(slot: Slot, language: str) -> dict[str, Datum]:
    session, edition = slot.session, slot.session.edition
    title = spoken(session.title, language)
    paths = list(session.paths.all())
    kind = spoken(session.format.name, language).text if session.format else ""
    return {
        "lang": language,
        "title": breakable(shortened(title.text or gettext("Title unknown"))),
        "title_lang": (title.language or language).split("-", maxsplit=1)[0][:3],
        "title_rtl": direction(title.language) == "rtl",
        "edition": shortened(edition.short_name or spoken(edition.name, language).text, 60),
        "edition_when": span(edition.starts_on, edition.ends_on, language),
        "paths": [{"letter": path.letter, "colour": f"#{COLOURS.get(path.letter, INK)}"} for path in paths[:6]],
        "path_name": shortened(spoken(paths[0].name, language).text or gettext("path name unknown"), 60) if len(paths) == 1 else kind,
        "kind": kind,
        "when": gettext("cancelled") if session.state == session.State.CANCELLED else when(slot),
        "where": shortened(where(slot), 40),
    }


def breakable(words: str) -> str:
    """Words too long for a line may part every WORD signs."""
    return TOO_LONG.sub(lambda found: ZERO_WIDTH.join(textwrap.wrap(found[0], WORD)), words)


def shortened(words: str, most: int = LONGEST) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
