from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from essaim.api.reference import OPENAPI, reference
from essaim.kit.shared import shared_page


@shared_page
@require_safe
def show_reference(request: HttpRequest) -> HttpResponse:
    """Everything the API offers, read from its own description; no script, nothing from elsewhere."""
    context = {"reference": reference(), "openapi": OPENAPI, "steps": [(reverse("website:home"), gettext("Home"))]}
    return render(request, "api/reference.html", context)
