"""The draft beside what is on line, and putting it on line."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from essaim.desk.models import Mailing
from essaim.forum.actions.edition import change_edition
from essaim.forum.errors import ForumError
from essaim.forum.inputs.release import ReleaseInput
from essaim.forum.models import Edition
from essaim.forum.queries.problems import problems_of
from essaim.forum.queries.team import draft_changes
from essaim.forum.sentences import sentence
from essaim.forum.telling import release_and_tell, would_touch
from essaim.forum.telling.touched import KEEPS, LEADS, LEFT, SPEAKS, Touched, Unreachable
from essaim.forum.views.organiser.doors import account_of, team_edition
from essaim.forum.wording import worded

NAMED = 8


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, edition: str) -> HttpResponse:
    """Shows what would change; the button puts exactly that on line, or shows again when it is no longer that."""
    found = team_edition(request, edition)
    form = ReleaseInput(request.POST or None, edition=found)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            version, mailing, unreachable = release_and_tell(
                edition=found, by=account_of(request), note=facts["note"], expected=request.POST.get("expected", "") or "-"
            )
        except ForumError as error:
            form.add_error(None, sentence(error))
        else:
            if form.cleaned_data["opens"] and not found.is_public:
                change_edition(edition=found, by=account_of(request), is_public=True)
            messages.success(request, _("Version %(number)s is on line.") % {"number": version.number})
            if mailing and not request.GET.get("session"):
                return redirect("team:mailing", found.slug, mailing.pk)
            tell_of_letters(request, mailing, unreachable)
            return redirect(overview(found, request.GET.get("session", "")))
    draft = draft_changes(found)
    touched, unreachable, waiting = would_touch(found, draft)
    context = {
        "touched": touched,
        "told": told_counts(touched),
        "unreachable": unreachable,
        "waiting": waiting,
        "edition": found,
        "draft": draft,
        "groups": worded(draft.changes),
        "form": form,
        "problems": problems_of(found),
    }
    return render(request, "forum/team/release.html", context)


def told_counts(touched: list[Touched]) -> list[tuple[int, str]]:
    """How many readers have each tie; one with several counts in each."""
    part, lead, keep = (sum(one.has(*ties) for one in touched) for ties in ((SPEAKS, LEFT), (LEADS,), (KEEPS,)))
    counted = (
        (part, ngettext("takes part", "take part", part)),
        (lead, ngettext("leads a path it is on", "lead a path it is on", lead)),
        (keep, ngettext("has it in their own programme", "have it in their own programme", keep)),
    )
    return [(number, words) for number, words in counted if number]


def tell_of_letters(request: HttpRequest, mailing: Mailing | None, unreachable: list[Unreachable]) -> None:
    """For whoever came from one session and goes back to it."""
    if mailing:
        number = mailing.messages.count()
        words = ngettext(
            "%(count)s letter to those it touches waits in the outbox, to be read.",
            "%(count)s letters to those it touches wait in the outbox, to be read.",
            number,
        )
        messages.info(request, words % {"count": number})
    if unreachable:
        names = ", ".join(str(one.person) for one in unreachable[:NAMED])
        words = ngettext(
            "%(count)s person it touches has no address and must be told otherwise: %(names)s",
            "%(count)s people it touches have no address and must be told otherwise: %(names)s",
            len(unreachable),
        )
        messages.warning(request, words % {"count": len(unreachable), "names": names + (" …" if len(unreachable) > NAMED else "")})


def overview(edition: Edition, code: str) -> str:
    """The edition's page; after a session's form it leads on to that session."""
    address = reverse("team:edition", args=[edition.slug])
    return f"{address}?{urlencode({'session': code})}" if code else address
