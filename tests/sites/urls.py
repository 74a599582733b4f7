"""The site's addresses, and three that a test of the server needs."""

import hashlib
import time

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from essaim.config.urls import *  # noqa: F403 the handlers of errors, too
from essaim.config.urls import urlpatterns as SITE  # noqa: N812
from essaim.desk.models import Entry


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.body)} {hashlib.sha256(request.body).hexdigest()}")


def slow(_request: HttpRequest) -> HttpResponse:
    time.sleep(1.5)
    return HttpResponse("slow")


def entries(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Entry.objects.count()))


urlpatterns = [
    path("entries", entries),
    path("page", page),
    path("echo", echo),
    path("slow", slow),
    *SITE,
]
