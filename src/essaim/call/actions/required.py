"""What a proposal must say before it is sent, and still when it has been."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from essaim.call.asking import check_answers, questions_of, text_slugs
from essaim.call.errors import CallError
from essaim.call.limits import LONGEST_TITLE
from essaim.call.models import Proposal

COLUMNS = ("title", "summary", "description")
ANSWERS = "answers"


def texts_of(proposal: Proposal) -> dict[str, str]:
    """Every text by field, as the columns have them."""
    found: dict[str, str] = {}
    for name in COLUMNS:
        value = getattr(proposal, name)
        data = value.data if isinstance(value, LazyI18nString) else value
        if isinstance(data, str) and data:
            data = {proposal.language: data}
        found |= {f"{name}.{code}": words for code, words in data.items() if words} if isinstance(data, dict) else {}
    slugs = text_slugs(questions_of(proposal.call))
    return found | {f"{ANSWERS}.{slug}": words for slug in slugs if isinstance(words := proposal.answers.get(slug), str) and words}


def missing_in(proposal: Proposal) -> list[str]:
    """Names of fields that must be filled before sending: "title", "summary", "organisation", "answers.<slug>"."""
    texts = texts_of(proposal)
    found = [name for name in ("title", "summary") if not any(key.startswith(f"{name}.") and words.strip() for key, words in texts.items())]
    if not proposal.organisations.exists():
        found.append("organisation")
    troubles = check_answers(proposal.call, proposal.kind, proposal.language, proposal.answers, final=True)
    return found + [f"{ANSWERS}.{trouble.question}" for trouble in troubles]


def missing_once_sent(proposal: Proposal) -> list[str]:
    """What a sent one lacks already (a file or the team may have brought it so); a draft is free, and what is wrong in itself is kept as typed."""
    if proposal.state == Proposal.State.DRAFT:
        return []
    wrong = check_answers(proposal.call, proposal.kind, proposal.language, proposal.answers, final=False)
    return [name for name in missing_in(proposal) if name not in {f"{ANSWERS}.{trouble.question}" for trouble in wrong}]


def guard_emptied(proposal: Proposal, before: Collection[str]) -> None:
    """What had to be there for sending stays there: the path team reads it, and what its authors agreed to show is public at once."""
    missing = [name for name in missing_once_sent(proposal) if name not in before]
    if missing:
        asked = {f"{ANSWERS}.{one.slug}": str(one.label) for one in questions_of(proposal.call)}
        names = {"title": _("Title"), "summary": _("Summary"), "organisation": _("Organisation"), **asked}
        fields = ", ".join(names.get(name, name) for name in missing)
        raise CallError("emptied_once_sent", missing=missing, fields=fields, proposal=proposal)


def guard_titles(proposal: Proposal, code: str = "title_too_long") -> None:
    """A draft may have a longer one while it is worked on; readers of a programme cannot."""
    for name, words in texts_of(proposal).items():
        if name.startswith("title.") and len(words) > LONGEST_TITLE:
            raise CallError(code, title=words, length=len(words), longest=LONGEST_TITLE, field=name)
