"""Calls for contributions and what of their proposals everybody may read."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from ninja import Query, Router

from essaim.api import queries
from essaim.api.making import call as make
from essaim.api.paging import Asked, Listed, Reading, Window, listed, window
from essaim.api.schemas.call import CallOut, PublicProposalOut, QuestionOut
from essaim.api.schemas.common import Trouble
from essaim.call.asking import questions_of
from essaim.call.models import Call, Kind
from essaim.call.queries.public import agreed_proposals, public_calls, shown
from essaim.forum.models import Edition

router = Router(tags=["Calls"])
MISSING = {404: Trouble}


class QuestionsAsked(Asked):
    kind: str = ""


class PublicAsked(Asked):
    path: str = ""


def public_call(edition: Edition, slug: str) -> Call:
    found = public_calls(edition).filter(slug=slug).prefetch_related(None).prefetch_related(KINDS).first()
    if found is None:
        raise Http404(f"no public call {slug!r} in {edition.slug}")
    return found


KINDS = Prefetch("kinds", Kind.objects.prefetch_related("formats"))


@router.get("/editions/{edition}/calls", response={200: Listed[CallOut], **MISSING}, summary="Calls for contributions")
def list_calls(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[CallOut]:
    """The latest first, with their kinds of proposal."""
    rows = public_calls(queries.public_edition(edition)).prefetch_related(None).prefetch_related(KINDS)
    return listed(request, rows, asked, lambda row: make.call_out(row, asked.lang))


@router.get("/editions/{edition}/calls/{call}", response={200: CallOut, **MISSING}, summary="One call")
def show_call(request: HttpRequest, edition: str, call: str, asked: Query[Reading]) -> CallOut:
    return make.call_out(public_call(queries.public_edition(edition), call), asked.lang)


@router.get("/editions/{edition}/calls/{call}/questions", response={200: Listed[QuestionOut], **MISSING}, summary="The call's questions")
def list_questions(request: HttpRequest, edition: str, call: str, asked: Query[QuestionsAsked]) -> Window[QuestionOut]:
    """In their order; of one kind of proposal with `kind`."""
    found = [
        question
        for question in questions_of(public_call(queries.public_edition(edition), call))
        if not asked.kind or not question.kinds.all() or asked.kind in {kind.slug for kind in question.kinds.all()}
    ]
    start = (asked.page - 1) * asked.size
    items = [make.question_out(question, asked.lang) for question in found[start : start + asked.size]]
    return window(request, len(found), asked, items)


@router.get(
    "/editions/{edition}/public-proposals",
    response={200: Listed[PublicProposalOut], **MISSING},
    summary="Proposals everybody may read",
)
def list_public_proposals(request: HttpRequest, edition: str, asked: Query[PublicAsked]) -> Window[PublicProposalOut]:
    """Sent, neither declined nor withdrawn, and their authors agree. Nothing personal: addresses somebody wrote into a text are masked. By number."""
    found = queries.public_edition(edition)
    rows = agreed_proposals(found)
    if asked.path:
        rows = rows.filter(path__letter=asked.path.upper())
    start = (asked.page - 1) * asked.size
    page = shown(rows[start : start + asked.size], found)
    return window(request, rows.order_by().count(), asked, [make.public_proposal(one, asked.lang) for one in page])
