from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from essaim.desk.health import findings


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when not: for a monitor; the words tell a person what to do."""
    found = findings()
    ok = all(finding.ok for finding in found)
    checks = {finding.name: {"ok": finding.ok, "found": finding.found} for finding in found}
    return JsonResponse({"ok": ok, "checks": checks}, status=200 if ok else 503)
