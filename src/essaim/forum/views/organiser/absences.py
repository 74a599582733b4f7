"""When people cannot come: noted for the team alone, what their sessions lose, who steps in. Every act can be taken back."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.models import Mailing
from essaim.forum.actions.absence import change_absence, lift_absence, note_absences, set_presence
from essaim.forum.actions.substitution import Choice, likely_people, step_in_and_tell, undo_substitution
from essaim.forum.crisis import Candidate, Group, Hit, Shown, Sitting, offers_for, shown_hit
from essaim.forum.crisis.hit import by_day
from essaim.forum.crisis_words import gravity_words, reader
from essaim.forum.inputs.absence import AbsenceInput, NamesInput, StepInInput
from essaim.forum.models import Absence, Appearance, Edition, StandIn, Substitution
from essaim.forum.queries.absences import Crisis, crisis_of
from essaim.forum.queries.naming import Meant, Naming
from essaim.forum.queries.stand_ins import pool_of
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, team_edition, team_session, written
from essaim.kit.dates import full_day
from essaim.registry.models import Organisation, Person
from essaim.registry.queries.directory import organisations_directory
from essaim.registry.south import SOURCE

BOTH = ["GET", "HEAD", "POST"]
TOP = 3
"""Offers a session on the page of all."""
LONGEST_KEY = 12


@require_safe
def show_absences(request: HttpRequest, edition: str) -> HttpResponse:
    """What is lost, the gravest first (or by day), each with the best who could step in."""
    found = team_edition(request, edition)
    crisis = crisis_of(found)
    is_by_day = request.GET.get("order") == "day"
    pool = pool_of(crisis)
    hits = sorted(crisis.hits, key=by_day) if is_by_day else crisis.hits
    context = {
        "edition": found,
        "crisis": crisis,
        "groups": grouped([shown_hit(hit, pool, TOP) for hit in hits], is_by_day=is_by_day),
        "is_by_day": is_by_day,
        "tally": {gravity.name.lower(): count for gravity, count in crisis.counts.items()},
        "bills": bills_by_person(crisis),
        "source": SOURCE,
        "n_stand_ins": len(crisis.stand_ins),
    }
    return render(request, "forum/team/absences.html", context)


def grouped(every: list[Shown], *, is_by_day: bool) -> list[tuple[str, list[Shown]]]:
    """Under a heading each: how grave it is, or the day."""

    def heading(one: Shown) -> str:
        if not is_by_day:
            return gravity_words(one.hit.gravity)
        return full_day(one.hit.sitting.day, reader()) if one.hit.sitting.day else _("day unknown")

    return [(words, list(some)) for words, some in groupby(every, key=heading)]


def bills_by_person(crisis: Crisis) -> list[tuple[Absence, list[Sitting]]]:
    """Each absence with the sessions it concerns."""
    found: dict[int, list[Sitting]] = {absence.person_id: [] for absence in crisis.absences}
    for bill in crisis.bills:
        if bill.person in found and crisis.sittings[bill.session] not in found[bill.person]:
            found[bill.person].append(crisis.sittings[bill.session])
    return [(absence, found[absence.person_id]) for absence in crisis.absences]


# --- noting ---------------------------------------------------------------------------------------


@require_http_methods(BOTH)
def note(request: HttpRequest, edition: str) -> HttpResponse:
    """First who is meant by each line, then noted. Ticked people of the list of speakers come in as `chosen`."""
    found = team_edition(request, edition)
    form = NamesInput(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "forum/team/absence_note.html", {"edition": found, "form": form})
    if "reason" not in request.POST:  # from the list of speakers
        form = NamesInput({"names": "", "reason": Absence.Reason.VISA, "note": ""})
    if not form.is_valid():
        return render(request, "forum/team/absence_note.html", {"edition": found, "form": form}, status=422)
    if "write" in request.POST:
        return write_absences(request, found, form)
    naming = Naming(found)
    meant = [*chosen(request, naming), *naming.read(form.cleaned_data["names"])]
    if not meant:
        form.add_error("names", _("Name at least one person who cannot come."))
        return render(request, "forum/team/absence_note.html", {"edition": found, "form": form}, status=422)
    return render(request, "forum/team/absence_check.html", check_context(found, form, naming, meant))


def chosen(request: HttpRequest, naming: Naming) -> list[Meant]:
    people = (naming.people.get(number_of(key)) for key in request.POST.getlist("chosen"))
    return [naming.meant(person.name, person) for person in people if person]


def number_of(key: str) -> int:
    """A row's key as a form sent it; 0, which no row has, for what is none."""
    return int(key) if key.isdecimal() and len(key) < LONGEST_KEY else 0


def check_context(edition: Edition, form: NamesInput, naming: Naming, meant: list[Meant]) -> dict[str, Any]:
    open_lines = [one for one in meant if one.person is None]
    return {
        "edition": edition,
        "form": form,
        "sure": [one for one in meant if one.person and not one.is_absent_already],
        "already": [one for one in meant if one.is_absent_already],
        "unsure": [(one, [(each, naming.is_in_programme(each.thing)) for each in one.candidates]) for one in open_lines],
        "reason": Absence.Reason(form.cleaned_data["reason"]).label,
    }


def write_absences(request: HttpRequest, edition: Edition, form: NamesInput) -> HttpResponse:
    picks = [value for name, values in request.POST.lists() if name == "person" or name.startswith("pick") for value in values]
    people = list(Person.objects.filter(pk__in=[number_of(key) for key in picks]).order_by("name", "pk"))
    try:
        noted = note_absences(
            edition=edition, people=people, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"], by=account_of(request)
        )
    except ANY_ERROR as error:
        form.add_error("names", sentence(error))
        return render(request, "forum/team/absence_note.html", {"edition": edition, "form": form}, status=422)
    words = ngettext(
        "%(count)s person is noted as absent. Nothing public has changed.",
        "%(count)s people are noted as absent. Nothing public has changed.",
        len(noted),
    )
    messages.success(request, words % {"count": len(noted)})
    return redirect("team:absences", edition.slug)


def absence_of(edition: Edition, pk: int) -> Absence:
    found = Absence.objects.filter(edition=edition, pk=pk).select_related("person", "video", "noted_by", "edition").first()
    if found is None:
        raise Http404(f"no absence {pk} in {edition.slug}")
    return found


@require_http_methods(BOTH)
def change(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    absence = absence_of(found, pk)
    form = AbsenceInput(request.POST or None, absence=absence, edition=found)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: change_absence(absence=absence, by=account_of(request), **form.cleaned_data))
        if saved is not None:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": absence.person})
            return redirect("team:absence", found.slug, pk)
    rows = Appearance.objects.filter(person=absence.person, session__edition=found).select_related("session").order_by("session", "pk")
    context = {"edition": found, "absence": absence, "form": form, "bills": rows}
    return render(request, "forum/team/absence.html", context, status=422 if form.errors else 200)


@require_POST
def lift(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    absence = absence_of(found, pk)
    try:
        _lifted, standing = lift_absence(absence=absence, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        return redirect("team:absences", found.slug)
    messages.success(request, _("%(person)s can come after all.") % {"person": absence.person})
    for one in standing:
        if one.substitute:
            words = _("%(substitute)s still steps in for %(person)s in “%(session)s”: take that back there if they no longer do.")
            told = {"substitute": one.substitute.person, "person": absence.person, "session": one.appearance.session}
            messages.warning(request, words % told)
    return redirect("team:absences", found.slug)


# --- one session ----------------------------------------------------------------------------------


@require_safe
def show_session(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Who is lost, who is left, and everybody who could step in: who fits, who is to be asked first, who does not quite fit."""
    found = team_edition(request, edition)
    crisis = crisis_of(found)
    hit = hit_in(crisis, found, code)
    offers = offers_for(hit, pool_of(crisis))
    standing = Substitution.objects.filter(appearance__session=hit.sitting.pk, substitute__isnull=False).select_related(
        "appearance__person", "substitute__person"
    )
    context = {
        "edition": found,
        "hit": hit,
        "groups": {
            "fits": [one for one in offers if one.group == Group.FITS],
            "ask": [one for one in offers if one.group == Group.ASK],
            "not_quite": [one for one in offers if one.group == Group.NOT_QUITE],
        },
        "absences": crisis.absent,
        "standing": list(standing.order_by("pk")),
        "videos": {voice.appearance for voice in hit.absent if has_video(crisis, voice.person)},
        "source": SOURCE,
    }
    return render(request, "forum/team/absence_session.html", context)


def has_video(crisis: Crisis, person: int) -> bool:
    absence = crisis.absent.get(person)
    return bool(absence and absence.video_id)


def hit_in(crisis: Crisis, edition: Edition, code: str) -> Hit:
    sitting = next((one for one in crisis.sittings.values() if one.code == code), None)
    if sitting is None:
        raise Http404(f"no session {code} that takes place in {edition.slug}")
    return crisis.hit(sitting.pk)


def bill_of(edition: Edition, code: str, pk: str) -> Appearance:
    session = team_session(edition, code)
    found = session.appearances.select_related("person", "session__edition").filter(pk=number_of(pk)).first()
    if found is None:
        raise Http404(f"nobody {pk} in {code}")
    return found


@require_POST
def presence(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """What the programme says of somebody absent."""
    found = team_edition(request, edition)
    row = bill_of(found, code, request.POST.get("appearance", ""))
    try:
        said = set_presence(appearance=row, presence=request.POST.get("presence", ""), by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, presence_said(said))
    return redirect("team:absence_session", found.slug, code)


def presence_said(row: Appearance) -> str:
    words = {
        Appearance.Presence.THERE: _("The programme says nothing of %(person)s’s absence any more."),
        Appearance.Presence.ABSENT: _("The programme says that %(person)s cannot come, without the reason."),
        Appearance.Presence.VIDEO: _("The programme says that %(person)s takes part by video testimony."),
    }
    return words[Appearance.Presence(row.presence)] % {"person": row.person}


@require_http_methods(BOTH)
def choose(request: HttpRequest, edition: str, code: str, appearance: int, key: str) -> HttpResponse:
    """Shows what choosing would do, then does it. `key` is an offer's: only who is offered can be chosen."""
    found = team_edition(request, edition)
    crisis = crisis_of(found)
    hit = hit_in(crisis, found, code)
    row = bill_of(found, code, str(appearance))
    offer = next((one for one in offers_for(hit, pool_of(crisis)) if one.candidate.key == key), None)
    if offer is None:
        messages.error(
            request, _("This person cannot step in here any more: they are on another stage then, cannot come, or are on the bill.")
        )
        return redirect("team:absence_session", found.slug, code)
    stand_in = stand_in_of(found, offer.candidate)
    likely = people_for(stand_in, offer.candidate)
    choices = [*((str(person.pk), person.name) for person in likely), *([("", str(_("somebody new")))] if likely else [])]
    roles = [(role.value, str(role.label)) for role in Appearance.Role]
    form = StepInInput(request.POST if request.method == "POST" else None, people=choices, roles=roles, role=row.role)
    organisation = organisation_of(offer.candidate)
    if request.method == "POST" and form.is_valid():
        picked = next((person for person in likely if str(person.pk) == form.cleaned_data.get("person")), None)
        choice = Choice(
            stand_in=stand_in,
            person=picked or person_of(offer.candidate),
            organisation=organisation,
            role=form.cleaned_data["role"],
            has_agreed=form.cleaned_data["has_agreed"],
        )
        made = written(form, lambda: step_in_and_tell(appearance=row, choice=choice, sitting=hit.sitting, by=account_of(request)))
        if made is not None:
            return stepped_in(request, found, hit, *made)
    context = {"edition": found, "hit": hit, "row": row, "offer": offer, "form": form, "organisation": organisation}
    return render(request, "forum/team/absence_choose.html", context, status=422 if form.errors else 200)


def stepped_in(request: HttpRequest, edition: Edition, hit: Hit, made: Substitution, mailing: Mailing | None) -> HttpResponse:
    said = {"substitute": made.substitute.person if made.substitute else "", "person": made.appearance.person}
    messages.success(
        request, _("%(substitute)s steps in for %(person)s, who stays in the programme and is said to be unable to come.") % said
    )
    if made.substitute and made.substitute.answer != Appearance.Answer.CONFIRMED:
        messages.info(request, _("Readers see %(substitute)s once they have accepted.") % said)
    if mailing:
        messages.info(request, _("The letters to those concerned stand in the outbox, to be read first."))
    else:
        messages.warning(request, _("Nobody concerned has an e-mail address here: tell them yourself."))
    return redirect("team:absence_session", edition.slug, hit.sitting.code)


def stand_in_of(edition: Edition, candidate: Candidate) -> StandIn | None:
    if not candidate.is_registered:
        return None
    return StandIn.objects.select_related("person", "country", "edition").filter(edition=edition, pk=int(candidate.key[1:])).first()


def people_for(stand_in: StandIn | None, candidate: Candidate) -> list[Person]:
    """Whom of the registry a row of the list may be, while that is not settled: first whom of the programme it was taken for."""
    if stand_in is None or stand_in.person is not None:
        return []
    known = list(Person.objects.filter(pk=candidate.person)) if candidate.person else []
    return [*known, *(person for person in likely_people(stand_in) if person not in known)]


def person_of(candidate: Candidate) -> Person | None:
    """Of the programme; a row of the list that is nobody's yet is settled by the form."""
    return Person.objects.filter(pk=candidate.person).first() if candidate.person and not candidate.is_registered else None


def organisation_of(candidate: Candidate) -> Organisation | None:
    """The registry's, when exactly one is called so."""
    if not candidate.organisation:
        return None
    named = organisations_directory("en").named(candidate.organisation)
    return Organisation.objects.filter(pk=named[0].pk).first() if len(named) == 1 else None


@require_POST
def undo(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    session = team_session(found, code)
    row = Substitution.objects.filter(pk=pk, appearance__session=session).select_related("appearance__person", "substitute__person").first()
    if row is None:
        raise Http404(f"no replacement {pk} in {code}")
    name = row.substitute.person if row.substitute else ""
    undo_substitution(substitution=row, by=account_of(request))
    messages.success(request, _("%(substitute)s no longer steps in. A letter not yet gone is thrown away.") % {"substitute": name})
    return redirect(reverse("team:absence_session", args=[found.slug, code]))
