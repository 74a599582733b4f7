"""What differs between readers of a shared page, filled into its places: account, messages, light or dark, sessions kept."""

import re
from dataclasses import dataclass

from essaim.forum.favourites import press
from essaim.website.theme import THEMES

THEME = re.compile(rb"<!--theme-->(.*?)<!--/theme-->", re.DOTALL)
ACCOUNT = re.compile(rb"<!--account-->.*?<!--/account-->", re.DOTALL)
MESSAGES = re.compile(rb"<!--messages-->.*?<!--/messages-->", re.DOTALL)
AS_DEVICE = b'media="(prefers-color-scheme: dark)"'


@dataclass(frozen=True, slots=True)
class Marks:
    """One reader's. Empty marks leave the page as a stranger on a new device gets it."""

    theme: str = ""
    kept: frozenset[int] = frozenset()
    account: bytes = b""
    messages: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.theme in THEMES[1:] or self.kept or self.account or self.messages)


def personalise(body: bytes, marks: Marks) -> bytes:
    if marks.theme in THEMES[1:]:
        body = themed(body, marks.theme)
    if marks.account:
        body = ACCOUNT.sub(lambda _: marks.account, body, count=1)
    if marks.messages:
        body = MESSAGES.sub(lambda _: marks.messages, body, count=1)
    return press(body, marks.kept)


def themed(body: bytes, theme: str) -> bytes:
    """The dark values for all, or for none; and the button of the choice pressed."""
    body = THEME.sub(lambda found: found[1].replace(AS_DEVICE, b'media="all"') if theme == "dark" else b"", body, count=1)
    body = body.replace(b'name="theme" value="auto" aria-pressed="true"', b'name="theme" value="auto" aria-pressed="false"')
    chosen = theme.encode()
    return body.replace(b'name="theme" value="%s" aria-pressed="false"' % chosen, b'name="theme" value="%s" aria-pressed="true"' % chosen)
