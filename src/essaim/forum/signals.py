"""What the forum does when somebody logs in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from essaim.desk.models import Account
from essaim.forum.actions.favourite import keep_all
from essaim.forum.favourites import COOKIE, read_cookie


@receiver(user_logged_in)
def take_favourites_along(request: HttpRequest | None, user: Account, **_: Any) -> None:
    """Sessions kept in the browser become the account's. The website forgets the cookie with the next page."""
    kept = read_cookie(request.COOKIES.get(COOKIE, "")) if request is not None else frozenset()
    if kept:
        keep_all(account=user, sessions=kept)
