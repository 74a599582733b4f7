"""One link, no account: a speaker's page, part by part; and asking for a new link. Never kept, never indexed."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.desk.uploads import store_photo
from essaim.forum.actions.answer import Through, answer_session, save_availabilities, save_declared, save_publication, send_link
from essaim.forum.inputs.answer import DeclaredInput, HoursInput, LinkInput, PublicationInput, SeatInput
from essaim.forum.links import speaker_of
from essaim.forum.models import Edition, Speaker
from essaim.forum.queries.answers import AnswerPage, answer_page
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.public.limits import is_too_often
from essaim.kit.zones import show_hours_in

BOTH = ["GET", "HEAD", "POST"]
HOUR_S = 3600
MOST_WRITES, MOST_LINKS, MOST_KNOCKS = 200, 5, 60
Answer = TypeVar("Answer", bound=HttpResponse)


def closed(response: Answer) -> Answer:
    """Not kept by anybody, in no index, and its address goes nowhere: a link out names the site, not the page.

    Not "no-referrer": with that, browsers send forms as from nowhere, and the guard against forged forms refuses them.
    """
    patch_cache_control(response, no_store=True, no_cache=True, must_revalidate=True, private=True, max_age=0)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "strict-origin"
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's log of refused requests would hold the link
    return response


@require_http_methods(BOTH)
def show_answer(request: HttpRequest, edition: str, token: str, speaker: int | None = None) -> HttpResponse:
    """The link's owner, or with `speaker` somebody they answer for."""
    found = Edition.objects.filter(slug=edition).first()
    owner = speaker_of(found, token) if found else None
    if owner is None or found is None:
        return closed(render(request, "forum/answer_over.html", {"form": LinkInput(label_suffix=""), "slug": edition}, status=404))
    owner.edition = found
    show_hours_in(found.zone)
    page = answer_page(owner, owner)
    one = owner
    if speaker is not None:
        cared = next((each for each in page.cares_for if each.pk == speaker), None)
        if cared is None:
            return closed(render(request, "forum/answer_over.html", {"form": LinkInput(label_suffix=""), "slug": edition}, status=404))
        one = cared
        page = answer_page(one, owner)
    if request.method == "POST":
        if is_too_often("answer", str(owner.pk), MOST_WRITES, HOUR_S):
            return closed(render(request, "forum/answer_slow.html", {}, status=429))
        return closed(save(request, page, owner, one, token))
    return closed(show(request, page, owner, one, token, {}))


def show(
    request: HttpRequest, page: AnswerPage, owner: Speaker, one: Speaker, token: str, bound: dict[str, forms.BaseForm]
) -> HttpResponse:
    """`bound` holds the form just refused, by its part."""
    seats = [(seat, bound.get(f"seat{seat.appearance.pk}") or SeatInput(row=seat.appearance)) for seat in page.seats]
    context: dict[str, Any] = {
        "edition": owner.edition if owner.edition.is_public else None,
        "of": owner.edition,
        "zone": owner.edition.zone,
        "page": page,
        "owner": owner,
        "speaker": one,
        "token": token,
        "is_on_behalf": one.pk != owner.pk,
        "seats": seats,
        "hours": bound.get("hours") or HoursInput(speaker=one, rows=page.availabilities),
        "declared": bound.get("declared") or DeclaredInput(speaker=one),
        "publication": bound.get("publication") or PublicationInput(speaker=one),
        "refused": next(iter(bound.values()), None),
        "n_open": sum(seat.appearance.answer not in ("confirmed", "declined") for seat in page.seats),
    }
    return render(request, "forum/answer.html", context, status=422 if bound else 200)


def save(request: HttpRequest, page: AnswerPage, owner: Speaker, one: Speaker, token: str) -> HttpResponse:
    """One part, or the same page with the reasons in their places."""
    part = request.POST.get("part", "")
    through = Through(owner=owner)
    makers: dict[str, Callable[[], tuple[forms.BaseForm, Callable[[], object]]]] = {
        "hours": lambda: hours_part(request, page, one, through),
        "declared": lambda: declared_part(request, one, through),
        "publication": lambda: publication_part(request, one, through),
        **{f"seat{seat.appearance.pk}": seat_maker(request, one, seat.appearance, through) for seat in page.seats},
    }
    if part not in makers:
        return redirect(address(owner, one, token))
    form, act = makers[part]()
    if form.is_valid():
        try:
            act()
        except ANY_ERROR as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved. You may change it as long as this link holds."))
            return redirect(f"{address(owner, one, token)}#{part}")
    return show(request, page, owner, one, token, {part: form})


Part = tuple[forms.BaseForm, Callable[[], object]]


def seat_maker(request: HttpRequest, one: Speaker, row: Any, through: Through) -> Callable[[], Part]:
    def make() -> Part:
        form = SeatInput(request.POST, row=row)
        return form, lambda: answer_session(speaker=one, appearance=row, through=through, **form.cleaned_data)

    return make


def hours_part(request: HttpRequest, page: AnswerPage, one: Speaker, through: Through) -> Part:
    form = HoursInput(request.POST, speaker=one, rows=page.availabilities)
    return form, lambda: save_availabilities(speaker=one, hours=form.hours(), through=through)


def declared_part(request: HttpRequest, one: Speaker, through: Through) -> Part:
    form = DeclaredInput(request.POST, speaker=one)
    return form, lambda: save_declared(speaker=one, through=through, **form.facts())


def publication_part(request: HttpRequest, one: Speaker, through: Through) -> Part:
    form = PublicationInput(request.POST, request.FILES, speaker=one)

    def act() -> None:
        given = form.facts()
        photo = one.person.photo
        if given.get("file"):
            photo = store_photo(file=given["file"], by=None)
        elif given.get("remove_photo"):
            photo = None
        save_publication(
            speaker=one,
            publication=given["publication"],
            through=through,
            biography=given["biography"],
            photo=photo,
            photo_credit=given["photo_credit"] if photo else "",
            photo_alt=form.alt_texts() if photo else {},
        )

    return form, act


def address(owner: Speaker, one: Speaker, token: str) -> str:
    if one.pk == owner.pk:
        return reverse("forum:answer", args=[owner.edition.slug, token])
    return reverse("forum:answer_for", args=[owner.edition.slug, token, one.pk])


@require_http_methods(BOTH)
def ask_link(request: HttpRequest, edition: str) -> HttpResponse:
    """A new link by mail. The answer is the same for every address, and for editions that do not exist."""
    form = LinkInput(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        client = str(request.META.get("REMOTE_ADDR", ""))
        slow = is_too_often("link", email, MOST_LINKS, HOUR_S) or is_too_often("knock", client, MOST_KNOCKS, HOUR_S)
        found = None if slow else Edition.objects.filter(slug=edition).first()
        if found:
            send_link(edition=found, email=email)
        return closed(render(request, "forum/answer_link.html", {"is_sent": True, "slug": edition}))
    return closed(render(request, "forum/answer_link.html", {"form": form, "slug": edition}, status=422 if form.errors else 200))
