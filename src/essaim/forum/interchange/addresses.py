"""Addresses on the web, made strict: what the validators' URI types take, or nothing. Mail and telephone never pass."""

import re
from urllib.parse import quote, urljoin, urlsplit

WEB = ("http", "https")
HOST = re.compile(r"[^\s/?#@\\\[\]<>\"{}|^`]+|\[[0-9A-Fa-f:.]+\](:\d+)?")
SAFE = "!$&'()*+,;=:@/-._~"
STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
PLAIN = re.compile(r"https?://[A-Za-z0-9.\-]+(?::\d{1,4})?(?:/[A-Za-z0-9/_.~\-]*)?")
BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)


def web_address(url: str) -> str:
    """`url` as a valid http(s) URI, with what must be escaped escaped; "" when it is none."""
    if PLAIN.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2].removesuffix(":")  # a port may be left empty, but not for libxml2
    if parts.scheme not in WEB or not parts.hostname or not HOST.fullmatch(host):
        return ""
    host = host if host.startswith("[") else _escaped(host, ":!$&'()*+,;=-._~")
    address = f"{parts.scheme}://{host}{_escaped(parts.path, SAFE)}"
    if parts.query:
        address += "?" + _escaped(parts.query, SAFE + "?")
    if parts.fragment:
        address += "#" + _escaped(parts.fragment, SAFE + "?")
    return address


def _escaped(part: str, safe: str) -> str:
    if part.isascii() and part.isalnum():
        return part
    return quote(STRAY_PERCENT.sub("%25", part), safe=safe + "%", errors="replace")


def completed(url: str, base: str) -> str:
    """A web address out of what sources write: relative to `base`, or a bare "www.example.org/page". "" when it is none."""
    url = url.strip()
    if not url or url.startswith("#"):
        return ""
    if BARE_HOST.fullmatch(url):
        return web_address("https://" + url)
    try:
        return web_address(urljoin(base, url) if base else url)
    except ValueError:  # brackets that hold no IPv6 address
        return ""


def is_private(url: str) -> bool:
    """Mail and telephone, which no schedule may hold."""
    return url.strip().lower().startswith(("mailto:", "tel:", "sms:", "acct:", "xmpp:"))
