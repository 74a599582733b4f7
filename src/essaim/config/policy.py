"""Content-Security-Policy: strict everywhere, with narrow exceptions a page may ask for by name (docs/reference/security.md)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}


def header(exceptions: dict[str, str] | None = None) -> str:
    return "; ".join(f"{name} {value}" for name, value in (STRICT | (exceptions or {})).items())


class ContentSecurityPolicy:
    """A view asks for an exception by setting `response.csp_exceptions`; nothing else can widen the policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Content-Security-Policy" not in response:
            response["Content-Security-Policy"] = header(getattr(response, "csp_exceptions", None))
        return response
