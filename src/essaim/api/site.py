"""The API as a whole: its routers, its errors. What is public is open and read-only; everything else asks for a key (essaim.api.access)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError

from essaim.api.access import REFUSED
from essaim.api.answering import Decorator, fresh, keyed
from essaim.api.errors import AskedError
from essaim.api.parsing import NoNulls
from essaim.api.reading import error_language, public_reading
from essaim.api.views import (
    balance,
    board,
    call,
    editions,
    keys,
    media,
    outbox,
    programme,
    proposals,
    registry,
    release,
    search,
    speakers,
    webhooks,
)
from essaim.call.errors import CallError
from essaim.call.sentences import AnyError, field_of, sentence
from essaim.desk.errors import DeskError
from essaim.forum.errors import ForumError
from essaim.registry.errors import RegistryError

VERSION = "1.1"
api = NinjaAPI(
    title="Essaim",
    version=VERSION,
    description=(
        "Everything public on this site, to read without a key: programmes, people, organisations, places, goals, published figures, "
        "calls and the proposals whose authors agree. Texts come in every language they have, or in one with ?lang=. Public answers carry "
        "an ETag: ask again with If-None-Match. The rest asks for a key (Authorization: Bearer), made under /desk/tokens/: it acts for its "
        "account, within the scopes named at each operation, and never does more than the account itself may do at that moment."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api-1",
    parser=NoNulls(),
)
ROUTERS: tuple[tuple[Decorator, tuple[Router, ...]], ...] = (
    (public_reading, (editions.router, programme.router, media.router, registry.router, search.router)),
    (fresh, (call.router,)),
    (
        keyed,
        (
            keys.router,
            proposals.router,
            board.router,
            balance.router,
            speakers.router,
            outbox.router,
            webhooks.router,
            release.router,
        ),
    ),
)
for decorator, routers in ROUTERS:
    for router in routers:
        router.add_decorator(decorator, mode="view")
        api.add_router("", router)


def trouble(request: HttpRequest, status: int, code: str, message: str, errors: list[str] | None = None) -> HttpResponse:
    response = api.create_response(request, {"code": code, "message": message, "errors": errors or []}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Essaim"'
    return response


Handled = TypeVar("Handled", bound=Exception)


def in_one_language(handle: Callable[[HttpRequest, Handled], HttpResponse]) -> Callable[[HttpRequest, Handled], HttpResponse]:
    @wraps(handle)
    def said(request: HttpRequest, error: Handled) -> HttpResponse:
        with override(error_language(request)):
            return handle(request, error)

    return said


@api.exception_handler(Http404)
@in_one_language
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return trouble(request, 404, "not_found", _("It does not exist, or is not public and not open to this key."))


@api.exception_handler(ValidationError)
@in_one_language
def wrong_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Where and what, one a line."""
    errors = [
        f"{'.'.join(str(part) for part in each['loc'][1:] if part not in {'asked', 'given'})}: {wrong_said(each)}" for each in error.errors
    ]
    return trouble(request, 422, "wrong_question", _("The question cannot be answered: see errors."), errors)


WRONG: dict[str, Callable[[], str]] = {
    "missing": lambda: _("is missing"),
    "extra_forbidden": lambda: _("is not known here"),
    "literal_error": lambda: _("must be one of: %(expected)s"),
    "enum": lambda: _("must be one of: %(expected)s"),
    "string_type": lambda: _("must be a text"),
    "string_too_long": lambda: _("has more than %(max_length)s signs"),
    "string_too_short": lambda: _("has fewer than %(min_length)s signs"),
    "string_pattern_mismatch": lambda: _("must have the form %(pattern)s"),
    "int_type": lambda: _("must be a whole number"),
    "int_parsing": lambda: _("must be a whole number"),
    "int_from_float": lambda: _("must be a whole number"),
    "float_type": lambda: _("must be a number"),
    "float_parsing": lambda: _("must be a number"),
    "bool_type": lambda: _("must be true or false"),
    "bool_parsing": lambda: _("must be true or false"),
    "list_type": lambda: _("must be a list"),
    "dict_type": lambda: _("must be an object"),
    "model_attributes_type": lambda: _("must be an object"),
    "greater_than": lambda: _("must be more than %(gt)s"),
    "greater_than_equal": lambda: _("must be %(ge)s at least"),
    "less_than": lambda: _("must be less than %(lt)s"),
    "less_than_equal": lambda: _("must be %(le)s at most"),
    "date_from_datetime_parsing": lambda: _("must be a date such as 2027-06-09"),
    "date_parsing": lambda: _("must be a date such as 2027-06-09"),
    "date_type": lambda: _("must be a date such as 2027-06-09"),
    "datetime_parsing": lambda: _("must be a date and hour such as 2027-06-09T10:30:00+02:00"),
    "datetime_from_date_parsing": lambda: _("must be a date and hour such as 2027-06-09T10:30:00+02:00"),
    "datetime_type": lambda: _("must be a date and hour such as 2027-06-09T10:30:00+02:00"),
    "uuid_parsing": lambda: _("must be a UUID"),
    "uuid_type": lambda: _("must be a UUID"),
}
"""By pydantic's name of what is wrong; what has no words here says it as pydantic does."""


def wrong_said(each: dict[str, Any]) -> str:
    make = WRONG.get(str(each.get("type")))
    try:
        return make() % dict(each.get("ctx") or {}) if make else str(each["msg"])
    except KeyError:
        return str(each["msg"])


@api.exception_handler(HttpError)
@in_one_language
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A body that is no JSON, or holds what no text can keep."""
    if isinstance(error.__cause__, AskedError):
        return wrong_value(request, error.__cause__)
    return trouble(request, error.status_code, "unreadable", str(error))


@api.exception_handler(AskedError)
@in_one_language
def wrong_value(request: HttpRequest, error: AskedError) -> HttpResponse:
    return trouble(request, 422, error.code, error.message, [str(error)])


@api.exception_handler(CallError)
@api.exception_handler(ForumError)
@api.exception_handler(RegistryError)
@api.exception_handler(DeskError)
@in_one_language
def refused(request: HttpRequest, error: AnyError) -> HttpResponse:
    """A rule of the site: the same sentence as on its pages. 422 where it names a field, else 409; 401 and 403 for the key itself."""
    field = field_of(error)
    message = strip_tags(sentence(error))
    if isinstance(error, DeskError) and error.code.startswith("token_"):
        return trouble(request, REFUSED.get(error.code, 401), error.code, message)
    return trouble(request, 422 if field else 409, error.code, message, [*([f"{field}: {message}"] if field else []), *missing(error)])


def missing(error: AnyError) -> list[str]:
    """Fields an action names as missing, all at once."""
    named = error.facts.get("missing")
    return [f"{name}: {_('is missing')}" for name in named] if isinstance(named, list) else []
