from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What base.html needs on every page; no statement."""
    return {"is_demo": settings.DEMO, "site_address": settings.SITE_ADDRESS, "interface_languages": settings.LANGUAGES}
