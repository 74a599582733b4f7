from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaim.kit.shared import shared_page
from essaim.website.pages.crumbs import steps_to


@shared_page
def show_about(request: HttpRequest) -> HttpResponse:
    return render(request, "website/pages/about.html", {"steps": steps_to()})


@shared_page
def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "website/pages/accessibility.html", {"steps": steps_to()})


@shared_page
def show_privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "website/pages/privacy.html", {"steps": steps_to()})
