"""Sessions a reader keeps: in a cookie without an account (numbers with points between), as rows with one."""

import re

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase

from essaim.desk.models import Account
from essaim.forum.models import Favourite

COOKIE = "kept"
MOST = 300
"""More do not fit into a cookie of 4 kB."""
YEAR_S = 31_536_000
BUTTON = re.compile(rb'(form="keep" name="session" value="(\d+)" aria-pressed=")false')


def read_cookie(value: str) -> frozenset[int]:
    """What is not a number was not written by us and is passed over."""
    return frozenset(int(number) for number in value.split(".")[:MOST] if number.isascii() and number.isdecimal() and len(number) < 12)


def write_cookie(response: HttpResponseBase, kept: frozenset[int], *, secure: bool) -> None:
    if kept:
        value = ".".join(map(str, sorted(kept, reverse=True)[:MOST]))
        response.set_cookie(COOKIE, value, max_age=YEAR_S, samesite="Lax", httponly=True, secure=secure)
    else:
        forget_cookie(response)


def forget_cookie(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def kept_sessions(request: HttpRequest) -> frozenset[int]:
    """Keys of the sessions this reader keeps: one statement with an account, none without."""
    account = request.user
    if isinstance(account, AnonymousUser):
        return read_cookie(request.COOKIES.get(COOKIE, ""))
    return kept_by(account)


def kept_by(account: Account) -> frozenset[int]:
    return frozenset(Favourite.objects.filter(account=account).values_list("session_id", flat=True))


def press(body: bytes, kept: frozenset[int]) -> bytes:
    """The page's buttons of these sessions, pressed. One pass however many there are."""
    if not kept or b'form="keep"' not in body:
        return body
    return BUTTON.sub(lambda found: found[1] + b"true" if int(found[2]) in kept else found[0], body)
