"""The form of a call as its team composes it: kinds and questions, in order, and the form as its author sees it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.call.actions.kind import move_kind, remove_kind, save_kind
from essaim.call.actions.question import (
    copy_question,
    count_answers,
    move_question,
    order_questions,
    remove_question,
    save_question,
)
from essaim.call.asking import questions_of
from essaim.call.asking.faults import faults_of, languages_of
from essaim.call.asking.faults_said import told
from essaim.call.inputs.answers import AnswersInput
from essaim.call.inputs.kind import KindInput
from essaim.call.inputs.question import QuestionInput
from essaim.call.models import Call, Kind, Question
from essaim.call.queries.call import answered_slugs, call_kinds
from essaim.call.sentences import ANY_ERROR, sentence
from essaim.call.views.composer import opened
from essaim.call.views.doors import account_of
from essaim.call.views.saving import written
from essaim.kit.languages import language_name

STEPS = {"up": -1, "down": 1}


def kind_of(call: Call, slug: str) -> Kind:
    kind = call.kinds.filter(slug=slug).first()
    if kind is None:
        raise Http404(f"no kind {slug} in {call.slug}")
    kind.call = call
    return kind


def question_of(call: Call, slug: str) -> Question:
    question = call.questions.filter(slug=slug).first()
    if question is None:
        raise Http404(f"no question {slug} in {call.slug}")
    question.call = call
    return question


# --- kinds --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def change_kind(request: HttpRequest, edition: str, call: str, kind: str = "") -> HttpResponse:
    standing, found = opened(request, edition, call)
    row = kind_of(found, kind) if kind else None
    form = KindInput(request.POST or None, call=found, row=row)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: save_kind(call=found, kind=row, by=account_of(request), **form.facts()))
        if saved:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            return redirect("call_team:call", edition, found.slug)
    context = {"edition": standing.edition, "standing": standing, "call": found, "form": form, "row": row}
    return render(request, "call/team/kind_form.html", context)


@require_POST
def move_a_kind(request: HttpRequest, edition: str, call: str, kind: str) -> HttpResponse:
    _standing, found = opened(request, edition, call)
    move_kind(kind=kind_of(found, kind), step=STEPS.get(request.POST.get("to", ""), 0), by=account_of(request))
    return redirect("call_team:call", edition, found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_a_kind(request: HttpRequest, edition: str, call: str, kind: str) -> HttpResponse:
    standing, found = opened(request, edition, call)
    row = kind_of(found, kind)
    if request.method == "POST":
        try:
            remove_kind(kind=row, by=account_of(request))
            messages.success(request, _("“%(thing)s” is removed.") % {"thing": row})
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
        return redirect("call_team:call", edition, found.slug)
    return render(request, "call/team/call_remove.html", {"edition": standing.edition, "standing": standing, "call": found, "thing": row})


# --- questions ----------------------------------------------------------------------------------


@require_safe
def list_questions(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    standing, found = opened(request, edition, call)
    kinds, questions = call_kinds(found), questions_of(found)
    answered = answered_slugs(found)
    faulty: dict[int, list[Any]] = {}
    faults = [told(fault) for fault in faults_of(found, kinds, questions)]
    for fault in faults:
        if fault.fault.question:
            faulty.setdefault(fault.fault.question.pk, []).append(fault)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "call": found,
        "kinds": kinds,
        "questions": questions,
        "rows": [(question, answered.get(question.slug, 0), faulty.get(question.pk, [])) for question in questions],
        "faults": faults,
    }
    return render(request, "call/team/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_question(request: HttpRequest, edition: str, call: str, question: str = "") -> HttpResponse:
    """A new one without `question`. "Save and next" leads to an empty form."""
    standing, found = opened(request, edition, call)
    row = question_of(found, question) if question else None
    form = QuestionInput(request.POST or None, call=found, kinds=call_kinds(found), questions=questions_of(found), row=row)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        saved = written(form, lambda: save_question(call=found, question=row, by=account_of(request), **facts))
        if saved:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            if "next" in request.POST:
                return redirect("call_team:question_new", edition, found.slug)
            return redirect("call_team:questions", edition, found.slug)
    context = {"edition": standing.edition, "standing": standing, "call": found, "form": form, "row": row}
    return render(request, "call/team/question_form.html", {**context, "answered": count_answers(row) if row else 0})


@require_POST
def copy_a_question(request: HttpRequest, edition: str, call: str, question: str) -> HttpResponse:
    _standing, found = opened(request, edition, call)
    copy = copy_question(question=question_of(found, question), by=account_of(request))
    messages.success(request, _("“%(thing)s” is copied. Change what differs.") % {"thing": copy})
    return redirect("call_team:question_change", edition, found.slug, copy.slug)


@require_POST
def move_a_question(request: HttpRequest, edition: str, call: str, question: str) -> HttpResponse:
    _standing, found = opened(request, edition, call)
    row = question_of(found, question)
    try:
        move_question(question=row, step=STEPS.get(request.POST.get("to", ""), 0), by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    address = redirect("call_team:questions", edition, found.slug)
    address["Location"] += f"#q-{row.slug}"
    return address


@require_POST
def put_in_order(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """The order a person dragged the questions into: their keys. Answers in JSON what to say."""
    _standing, found = opened(request, edition, call)
    order = [int(key) for key in request.POST.getlist("order") if key.isdecimal() and len(key) < 12]
    try:
        order_questions(call=found, order=order, by=account_of(request))
    except ANY_ERROR as error:
        return JsonResponse({"said": sentence(error)}, status=409)
    return JsonResponse({"said": _("Saved.")})


@require_http_methods(["GET", "HEAD", "POST"])
def remove_a_question(request: HttpRequest, edition: str, call: str, question: str) -> HttpResponse:
    standing, found = opened(request, edition, call)
    row = question_of(found, question)
    if request.method == "POST":
        said = str(row)
        try:
            remove_question(question=row, by=account_of(request), answered_too="sure" in request.POST)
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return redirect("call_team:question_remove", edition, found.slug, row.slug)
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": said})
        return redirect("call_team:questions", edition, found.slug)
    context = {"edition": standing.edition, "standing": standing, "call": found, "thing": row, "answered": count_answers(row)}
    return render(request, "call/team/question_remove.html", context)


# --- as its author sees it ----------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, edition: str, call: str) -> HttpResponse:
    """The questions of one kind in one language. What is filled in is checked as before sending, and kept nowhere."""
    standing, found = opened(request, edition, call)
    kinds, codes = call_kinds(found), languages_of(found)
    kind = next((one for one in kinds if one.slug == request.GET.get("kind")), kinds[0] if kinds else None)
    language = request.GET.get("language", "")
    language = language if language in codes else (get_language() or "") if (get_language() or "") in codes else codes[0] if codes else "en"
    with override(language):
        form = AnswersInput(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            call=found,
            kind=kind,
            language=language,
            final=request.method == "POST",
            questions=questions_of(found),
        )
        checked = request.method == "POST" and form.is_valid()
        questions = render_to_string("call/pieces/questions.html", {"form": form}, request=None)
        context = {
            "edition": standing.edition,
            "standing": standing,
            "call": found,
            "kinds": kinds,
            "kind": kind,
            "codes": [(code, language_name(code, code)) for code in codes],
            "language": language,
            "form": form,
            "checked": checked,
            "questions": questions,
        }
    return render(request, "call/team/call_preview.html", context)
