from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from essaim.search.actions import refresh
from essaim.search.queries import PAGE, Answer, Hit, answer
from essaim.search.words import WORD, folded
from essaim.website.pages.crumbs import steps_to

MOST_PAGES = 500
Found = list[tuple[Hit, str]]
"""Each hit with its address in the reader's language."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """?q= asks, ?kind= and ?edition= narrow, ?page= leafs. The index follows what has changed before it answers."""
    question = request.GET.get("q", "").replace("\0", "").strip()[:400]
    kind, scope = request.GET.get("kind", ""), request.GET.get("edition", "")
    number = page_number(request.GET.get("page", ""))
    found = Answer()
    if question:
        refresh()
        found = answer(question, reader=get_language() or "en", kind=kind, scope=scope, page=number)
    hits = [(hit, reverse(hit.route, args=hit.route_args)) for hit in found.hits]
    context = {
        "question": question,
        "kind": kind,
        "scope": scope,
        "answer": found,
        "hits": hits,
        "first": (number - 1) * PAGE + 1,
        "page": page_of(hits, found.total, number),
        "corrected": corrected(question, found),
        "whole": query(q=question),
        "steps": steps_to(),
        "no_index": True,
    }
    return render(request, "website/pages/search.html", context)


def page_number(text: str) -> int:
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdecimal() and int(text[:6]) > 0 else 1


def page_of(hits: Found, total: int, number: int) -> "Page[tuple[Hit, str]]":
    """What the pager shows: the numbers of all, the hits of this page alone."""
    return Page(hits, number, Paginator(range(total), PAGE))  # type: ignore[arg-type]  # the pager reads only numbers


def corrected(question: str, found: Answer) -> str:
    """The question with the words found in place of those nobody writes; "" when there is nothing to put in."""
    instead = found.guessed or {}
    if not instead:
        return ""
    return WORD.sub(lambda word: instead.get(folded(word[0]), word[0]), question)


def query(**parts: str) -> str:
    address = QueryDict(mutable=True)
    address.update({name: value for name, value in parts.items() if value})
    return address.urlencode()
