"""Links that cannot work, words twice, words left over from a draft."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from essaim.forum.proofreading.finding import Certainty, Finding
from essaim.forum.proofreading.words import listed

LINK = re.compile(r"(?<![^\W_])(?:[htps]{3,7}(?:[:;.]?/{2,3}|[:;]/?(?=[^\s/])|[:;.]/(?=[^\s/]))|www\.)[^\s<>«»\"“”]+", re.IGNORECASE)
"""Also what was meant as one: "htps://", "http:/", "https;//"."""
PARTED = re.compile(r"\b(https?://)[ \u00a0]+((?:[a-z0-9\-]{1,63}\.){1,6}[a-z]{2,24}\b(?:/[^\s<>«»\"“”]*[\w/])?)", re.IGNORECASE)
BEGINS = re.compile(r"https?:/", re.IGNORECASE)
SCHEME = re.compile(r"h?[htps]*t[htps]*p[htps]*", re.IGNORECASE)
LONGEST_LABEL = 63
TAIL = ".,;:!?)…'’»`*"
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}|localhost|\d{1,3}(?:\.\d{1,3}){3}", re.IGNORECASE)
MAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]++@[\w.\-]*")
GOOD_MAIL = re.compile(r"[\w.+\-]+@(?:[\w\-]+\.)+[a-z]{2,24}", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"\b(?:lorem ipsum|(?-i:TODO|TBD|XXX+|FIXME)|à compléter|à préciser plus tard|to be completed|por completar|\[nom\]|\[name\]|\[nombre\]|\[date\]|\[fecha\])|\?\?\?+|\{\{?\s?\w+\s?\}?\}"
    r"|\bpendiente de (?:completar|confirmar|definir)\b|\b(?-i:TBC|TBA)\b|(?<!gracias )\b(?:por confirmar|to be confirmed|à confirmer)(?=[ \u00a0]*(?:[.,;:)\]/|\n–—]|$))",
    re.IGNORECASE,
)
TWICE = re.compile(r"\b([^\W\d_]{2,})[ \u00a0\n]+(\1)\b", re.IGNORECASE)
MAY_REPEAT = listed("nous vous que had that si no bla bora bling cha ha très muy very bis ya non oui yes tic tac")


def check_slips(text: str) -> Iterator[Finding]:
    yield from broken_links(text)
    yield from parted_links(text)
    for match in MAIL.finditer(text):
        address = match[0].rstrip(".")
        if not GOOD_MAIL.fullmatch(address) or ".." in address:
            yield Finding(code="broken_mail", start=match.start(), end=match.start() + len(address), quoted=address)
    for match in PLACEHOLDER.finditer(text):
        yield Finding(code="placeholder", start=match.start(), end=match.end(), quoted=match[0], certainty=Certainty.LEFT)
    for match in TWICE.finditer(text):
        if match[1].casefold() not in MAY_REPEAT and match[2].islower():  # “Le le”, not “Bora Bora”
            yield Finding(
                code="word_twice",
                start=match.start(),
                end=match.end(),
                quoted=match[0],
                suggestions=(match[1],),
                certainty=Certainty.LIKELY,
            )


def links_in(text: str) -> list[tuple[int, str]]:
    found = []
    for match in LINK.finditer(text):
        link = match[0]
        if not is_meant(link):
            continue
        while link and link[-1] in TAIL and not (link[-1] == ")" and link.count("(") >= link.count(")")):
            link = link[:-1]
        found.append((match.start(), link))
    return found


def is_meant(link: str) -> bool:
    """“https://…”, “htp:/…”, “www.…”; not “http:” alone, nor “tts:9”."""
    scheme = re.split(r"[:;./]", link, maxsplit=1)[0]
    rest = link[len(scheme) :].lstrip(":;./")
    return scheme.lower() == "www" or (
        SCHEME.fullmatch(scheme) is not None
        and bool(rest.strip(TAIL))
        and ("//" in link[: len(scheme) + 3] or "." in rest or "/" in link[: len(scheme) + 2])
    )


def broken_links(text: str) -> Iterator[Finding]:
    for start, link in links_in(text):
        problem = problem_of(link)
        if problem:
            yield Finding(
                code="broken_link", start=start, end=start + len(link), quoted=link, facts={"problem": problem}, suggestions=mended(link)
            )


def parted_links(text: str) -> Iterator[Finding]:
    """ "http:// foo.org"."""
    for match in PARTED.finditer(text):
        yield Finding(
            code="broken_link",
            start=match.start(),
            end=match.end(),
            quoted=match[0],
            facts={"problem": "address"},
            suggestions=(f"{match[1]}{match[2]}",),
        )


def problem_of(link: str) -> str:
    if not link.lower().startswith(("http://", "https://", "www.")):
        return "scheme"
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "address"
    labels = host.split(".")
    if any(len(label) > LONGEST_LABEL for label in labels):
        return "host"
    try:
        name = host.encode("idna").decode() if all(labels) else host
    except UnicodeError:
        return "host"
    if not HOST.fullmatch(name):
        return "host"
    if "," in link.partition("?")[0] or ".." in host:
        return "address"
    return "twice" if len(BEGINS.findall(link)) > 1 and "=" not in link and "web.archive" not in link else ""


def mended(link: str) -> tuple[str, ...]:
    begins = re.match(r"[htps]+[:;.]?/{0,3}", link, re.IGNORECASE)
    if not begins or link.lower().startswith("www."):
        better = link.replace(",", ".")
    else:
        better = ("https" if "s" in begins[0].lower() else "http") + "://" + link[begins.end() :].replace(",", ".")
    return (better,) if better != link and not problem_of(better) else ()
