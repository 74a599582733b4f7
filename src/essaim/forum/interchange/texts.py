"""Texts as every reader keeps them and every writer gives them: one kind of line end, nothing XML forbids, no blank edges."""

import re
import unicodedata

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids or discourages (controls, lone surrogates, non-characters)."""
MAIL = re.compile(r"([^\s@<>()]+)@[^\s@<>()]+\.[A-Za-z]{2,}")
LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean(text: str | None) -> str:
    if not text:
        return ""
    return FORBIDDEN.sub("", LINE_END.sub("\n", text)).strip()


def one_line(text: str | None) -> str:
    """A name: white space of any kind and length becomes one space."""
    return " ".join(clean(text).split())


def without_mail(name: str) -> str:
    """A person's name that holds no e-mail address: of an address the part before @ stays."""
    return MAIL.sub(r"\1", name) if "@" in name else name


def slugify(text: str, *, between: str = "-") -> str:
    """ASCII letters and digits in lower case, the rest as one `between`; "" for a text in Hangul or Arabic."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", between, plain).strip(between)
