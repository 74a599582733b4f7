"""People in the programme, for the team and, within their paths, for path leads: who answered what; asked and reminded."""

import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.models import Mailing
from essaim.forum.actions.answer import Through, answer_session
from essaim.forum.actions.speaker import ask_speakers, ensure_parts, letters_for, part_of, renew_link, save_speaker
from essaim.forum.actions.speaker_letters import INTERFACE, Asking
from essaim.forum.inputs.speaker import AskingInput, SpeakerFilter, SpeakerInput, ToldInput
from essaim.forum.queries.speakers import Line, counts_of, filtered, speaker_lines
from essaim.forum.rules import Standing
from essaim.forum.views.organiser.doors import account_of, leading_in, written
from essaim.kit.numbers import asked_number

PAGE = 100


def team_standing(request: HttpRequest, slug: str) -> Standing:
    standing = leading_in(request, slug)
    if not standing.is_team:
        raise Http404(f"no edition {slug} for this account")
    return standing


@require_safe
def list_speakers(request: HttpRequest, edition: str) -> HttpResponse:
    standing = leading_in(request, edition)
    lines = speaker_lines(standing)
    letters = sorted({letter for line in lines for bill in line.bills for letter in bill.sitting.letters})
    filters = SpeakerFilter(request.GET or None, letters=letters)
    wanted = filters.wanted()
    shown = filtered(lines, wanted)
    page = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": standing.edition,
        "standing": standing,
        "filters": filters,
        "is_filtered": any([wanted.words, wanted.state, wanted.path, wanted.days is not None]),
        "counts": counts_of(lines),
        "states": state_links(lines),
        "page": page,
        "query": request.GET.urlencode(),
        "shown": [line.person.pk for line in shown],
    }
    return render(request, "forum/team/speakers.html", context)


def state_links(lines: list[Line]) -> list[tuple[str, str, int]]:
    counts = counts_of(lines)
    return [
        ("confirmed", _("confirmed"), counts["confirmed"]),
        ("declined", _("declined"), counts["declined"]),
        ("open", _("not answered"), counts["unanswered"]),
        ("unasked", _("not asked yet"), counts["unasked"]),
        ("unreachable", _("cannot be written to"), counts["unreachable"]),
    ]


def line_of(standing: Standing, person: int) -> Line:
    """One person on a bill this reader may see."""
    known = asked_number(str(person))
    lines = speaker_lines(standing, persons={known}) if known else []
    if not lines:
        raise Http404(f"nobody {person} in the sessions of this account")
    return lines[0]


@require_safe
def show_speaker(request: HttpRequest, edition: str, person: int) -> HttpResponse:
    """One person. The team sees what it may change; a path's lead reads."""
    standing = leading_in(request, edition)
    line = line_of(standing, person)
    context = speaker_context(standing, line)
    if standing.is_team:
        context["form"] = SpeakerInput(edition=standing.edition, line=line)
    return render(request, "forum/team/speaker.html", context)


@require_POST
def change_speaker(request: HttpRequest, edition: str, person: int) -> HttpResponse:
    """What the team knows of them."""
    standing = team_standing(request, edition)
    line = line_of(standing, person)
    form = SpeakerInput(request.POST, edition=standing.edition, line=line)
    if form.is_valid():
        facts = form.facts()
        saved = written(form, lambda: save_speaker(edition=standing.edition, person=line.person, by=account_of(request), **facts))
        if saved is not None:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": line.person})
            if line.part and saved.link_number != line.part.link_number:
                messages.warning(request, links_ended(line))
            return redirect("team:speaker", standing.edition.slug, person)
    return render(request, "forum/team/speaker.html", speaker_context(standing, line) | {"form": form}, status=422)


def speaker_context(standing: Standing, line: Line, tried: ToldInput | None = None) -> dict[str, Any]:
    """`tried`: what was typed for one of the sessions and refused."""
    told = [
        (
            bill,
            tried
            if tried and tried.pk == bill.appearance.pk
            else ToldInput(pk=bill.appearance.pk, answer=bill.appearance.answer, note=bill.appearance.answer_note),
        )
        for bill in line.bills
    ]
    return {"edition": standing.edition, "standing": standing, "line": line, "told": told, "zone": standing.edition.zone}


@require_POST
def tell_answer(request: HttpRequest, edition: str, person: int, appearance: int) -> HttpResponse:
    """What somebody said by telephone."""
    standing = team_standing(request, edition)
    line = line_of(standing, person)
    bill = next((one for one in line.bills if one.appearance.pk == appearance), None)
    if bill is None:
        raise Http404(f"no appearance {appearance} of {person}")
    form = ToldInput(request.POST, pk=appearance)
    if form.is_valid():
        part, through = part_of(standing.edition, line.person), Through(by=account_of(request))
        if written(form, lambda: answer_session(speaker=part, appearance=bill.appearance, through=through, **form.cleaned_data)):
            messages.success(request, _("The answer is kept."))
            return redirect("team:speaker", standing.edition.slug, person)
    context = speaker_context(standing, line, form) | {"form": SpeakerInput(edition=standing.edition, line=line)}
    return render(request, "forum/team/speaker.html", context, status=422)


@require_POST
def new_link(request: HttpRequest, edition: str, person: int) -> HttpResponse:
    standing = team_standing(request, edition)
    line = line_of(standing, person)
    renew_link(speaker=part_of(standing.edition, line.person), by=account_of(request))
    messages.success(request, links_ended(line))
    return redirect("team:speaker", standing.edition.slug, person)


def links_ended(line: Line) -> str:
    return _("The links sent to %(person)s before no longer hold. Ask them again to send a new one.") % {"person": line.person}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, edition: str) -> HttpResponse:
    """First shows the letters, then puts them into the outbox. `all` chooses everybody the list's filter shows."""
    standing = leading_in(request, edition)
    if request.method != "POST":  # the page in another language, or reloaded: who was chosen is not in the address
        return redirect("team:speakers", standing.edition.slug)
    lines = chosen_lines(request, standing)
    if not lines:
        messages.error(request, _("Tick those to ask first."))
        return redirect("team:speakers", standing.edition.slug)
    is_reminder = "remind" in request.POST
    languages = [code for code in standing.edition.languages if code in INTERFACE] or list(INTERFACE)
    form = AskingInput(
        request.POST if "write" in request.POST or "again" in request.POST else None, edition=standing.edition, languages=languages
    )
    asking = Asking(is_reminder=is_reminder)
    if form.is_bound and form.is_valid():
        asking = Asking(is_reminder=is_reminder, words=form.words(), until=form.cleaned_data["until"])
    if "write" in request.POST and form.is_valid():
        mailing = written(
            form,
            lambda: ask_speakers(
                edition=standing.edition,
                lines=lines,
                asking=asking,
                by=account_of(request),
                nonce=request.POST.get("nonce", "")[:80],
                is_teams=standing.is_team,
            ),
        )
        if mailing:
            return sent(request, standing, mailing)
    return preview(request, standing, lines, asking, form)


def preview(request: HttpRequest, standing: Standing, lines: list[Line], asking: Asking, form: AskingInput) -> HttpResponse:
    ensure_parts(standing.edition, lines)
    letters = letters_for(standing.edition, lines, replace(asking, shows_links=standing.is_team))
    by_language: dict[str, list[Any]] = {}
    for letter in letters:
        by_language.setdefault(letter.language, []).append(letter)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "lines": lines,
        "asking": asking,
        "form": form,
        "letters": letters,
        "by_language": [(code, len(some), some[0]) for code, some in by_language.items()],
        "n_cared": sum(line.is_reachable for line in lines) - len(letters),
        "unreachable": [line for line in lines if not line.is_reachable],
        "answered": [line for line in lines if not line.is_open],
        "nonce": request.POST.get("nonce") or secrets.token_urlsafe(16),
    }
    return render(request, "forum/team/speakers_ask.html", context, status=422 if form.errors else 200)


def chosen_lines(request: HttpRequest, standing: Standing) -> list[Line]:
    """Those ticked, or all not asked yet about some session, or to be reminded of one; only of sessions this reader may see."""
    if "all" in request.POST:
        return [line for line in speaker_lines(standing) if (line.is_silent if "remind" in request.POST else line.is_unasked)]
    keys = {int(one) for one in request.POST.getlist("chosen") if one.isdecimal() and len(one) < 12}
    return speaker_lines(standing, persons=keys) if keys else []


def sent(request: HttpRequest, standing: Standing, mailing: Mailing) -> HttpResponse:
    count = mailing.messages.count()
    words = ngettext(
        "%(count)s letter stands in the outbox. It goes out when the team lets it go.",
        "%(count)s letters stand in the outbox. They go out when the team lets them go.",
        count,
    )
    messages.success(request, words % {"count": count})
    if standing.is_team:
        try:
            return redirect(reverse("team:mailing", args=[standing.edition.slug, mailing.pk]))
        except NoReverseMatch:
            pass
    return redirect("team:speakers", standing.edition.slug)
