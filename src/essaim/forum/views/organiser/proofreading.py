"""Reading again before something goes out: a pasted notice, the programme before a release, the links of a notice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.jobs import sentence as job_sentence
from essaim.desk.models import Job
from essaim.forum.actions.proofreading import REACH, ask_links
from essaim.forum.inputs.proofreading import LinksInput, NoticeInput
from essaim.forum.marking import Piece, line_of, pieces_of
from essaim.forum.models import Session
from essaim.forum.proofread_wording import GRADES, MARKS, answer_said, doubt_said, field_said, finding_said
from essaim.forum.proofreading import Finding, language_of, links_in, proofread_texts
from essaim.forum.queries.proofreading import Doubt, Passage, Proofread, facts_of, proofread_edition
from essaim.forum.reaching import Reached
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, team_edition
from essaim.kit.languages import direction, language_name


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as a page lists it."""

    number: int
    finding: Finding
    said: str
    grade: str
    mark: str
    line: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One text beside what was found in it."""

    language: str
    name: str
    direction: str
    pieces: list[Piece]
    findings: list[Shown]


@require_http_methods(["GET", "HEAD", "POST"])
def proofread_notice(request: HttpRequest, edition: str) -> HttpResponse:
    """Nothing of the notice is kept. Eight statements for what is known of the edition and the registry's people."""
    found = team_edition(request, edition)
    form = NoticeInput(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"edition": found, "form": form}
    if request.method == "POST" and form.is_valid():
        texts, languages = form.texts()
        findings = proofread_texts(texts, languages=languages, facts=facts_of(found, published=form.published()))
        links = list(dict.fromkeys(link for text in texts for _start, link in links_in(text)))
        context |= {"read": read_texts(texts, languages, findings), "total": len(findings), "links": links, "joined": "\n".join(links)}
    return render(request, "forum/team/proofread.html", context)


def read_texts(texts: Sequence[str], languages: Sequence[str], findings: Sequence[Finding]) -> list[Read]:
    reader = get_language() or "en"
    shown = [shown_as(number, one, texts[one.text], reader) for number, one in enumerate(findings, start=1)]
    found = []
    for place, (text, given) in enumerate(zip(texts, languages, strict=True)):
        language = given or language_of(text, "fr")
        own = [one for one in shown if one.finding.text == place]
        pieces = pieces_of(text, [(one.number, one.finding) for one in own])
        found.append(Read(language, language_name(language, reader), direction(language), pieces, own))
    return found


def shown_as(number: int, finding: Finding, text: str, reader: str, where: str = "") -> Shown:
    return Shown(
        number,
        finding,
        finding_said(finding, reader),
        str(GRADES[finding.certainty]),
        MARKS[finding.certainty],
        line_of(text, finding.start),
        where,
    )


@require_safe
def proofread_programme(request: HttpRequest, edition: str) -> HttpResponse:
    """Every text and field of the draft's accepted sessions, by session. Twelve statements with the log-in."""
    found = team_edition(request, edition)
    proof = proofread_edition(found)
    return render(request, "forum/team/proofread_programme.html", {"edition": found, "proof": proof, **listed(proof)})


@dataclass(frozen=True, slots=True)
class Entry:
    """What was found in one session, or in the edition's own texts."""

    session: Session | None
    findings: list[tuple[Shown, str, str]]
    """(finding, field, the words around it)."""
    doubts: list[tuple[Doubt, str, str, str]]
    """(doubt, sentence, grade, mark)."""


def listed(proof: Proofread) -> dict[str, object]:
    reader = get_language() or "en"
    sessions: dict[int | None, Entry] = {}

    def entry(session: Session | None) -> Entry:
        return sessions.setdefault(session.pk if session else None, Entry(session, [], []))

    for number, (passage, finding) in enumerate(proof.found, start=1):
        shown = shown_as(number, finding, passage.text, reader)
        entry(passage.session).findings.append((shown, where_said(passage, reader), around(passage.text, finding)))
    for doubt in proof.doubts:
        entry(doubt.session).doubts.append((doubt, doubt_said(doubt, reader), str(GRADES[doubt.certainty]), MARKS[doubt.certainty]))
    untranslated = [(field_said(one.field), language_name(one.language, reader), one.sessions) for one in proof.untranslated]
    return {"entries": list(sessions.values()), "untranslated": untranslated}


def where_said(passage: Passage, reader: str) -> str:
    return f"{field_said(passage.field)} ({language_name(passage.language, reader)})" if passage.language else field_said(passage.field)


BESIDE = 40


def around(text: str, finding: Finding) -> str:
    """The words before and behind, cut at spaces."""
    start, end = max(0, finding.start - BESIDE), min(len(text), finding.end + BESIDE)
    start = text.find(" ", start, finding.start) + 1 or start if start else 0
    end = text.rfind(" ", finding.end, end) if end < len(text) and text.rfind(" ", finding.end, end) > 0 else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


@require_safe
def proofread_counts(request: HttpRequest, edition: str) -> HttpResponse:
    """The piece for the release page, asked for by itself: a large programme takes a moment."""
    found = team_edition(request, edition)
    return render(request, "forum/team/parts/proofreading_counts.html", {"edition": found, "proof": proofread_edition(found)})


@require_POST
def try_links(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    form = LinksInput(request.POST)
    if not form.is_valid():
        messages.error(request, _("There is no link to be tried."))
        return redirect("team:proofread", found.slug)
    try:
        job = ask_links(edition=found, links=form.urls(), by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        return redirect("team:proofread", found.slug)
    return redirect("team:proofread_links", found.slug, job.pk)


@require_safe
def show_links(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """What became of each link; the page reads itself again while the worker is at it."""
    found = team_edition(request, edition)
    job = Job.objects.filter(pk=pk, kind=REACH, scope=f"forum.edition:{found.pk}").first()
    if job is None:
        raise Http404(f"no links {pk} tried for {found.slug}")
    rows = [Reached(**one) for one in job.result.get("links", [])]
    context = {
        "edition": found,
        "job": {
            "title": _("Links of a notice"),
            "done": job.done,
            "total": job.total,
            "is_finished": not job.is_open,
            "is_failed": job.state == Job.State.FAILED,
            "message": job_sentence(job),
            "address": request.path,
        },
        "is_finished": not job.is_open,
        "rows": [(row, answer_said(row), row.answer in ("reached", "moved")) for row in rows],
        "asked": job.arguments.get("links", []),
    }
    return render(request, "forum/team/proofread_links.html", context)
