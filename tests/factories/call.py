"""Small makers of calls and proposals for tests, in the manner of tests.factories.forum."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count

from essaim.call.actions.numbering import next_number
from essaim.call.models import Call, Contributor, Criterion, Kind, Proposal, ProposingOrganisation, Question
from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition, Path
from essaim.forum.rules import COLLEAGUE, EDITION, ORGANISATION, PATH
from essaim.registry.models import Organisation
from tests.factories.forum import Text, make_account, text

_numbers = count(1)


def make_call(edition: Edition, slug: str = "appel", *, name: Text = "Appel à contributions", is_public: bool = True) -> Call:
    """Open: from 2020 to 2099."""
    return Call.objects.create(
        edition=edition,
        slug=slug,
        name=text(name),
        is_public=is_public,
        opens_at=datetime(2020, 1, 1, tzinfo=UTC),
        closes_at=datetime(2099, 1, 1, tzinfo=UTC),
    )


def make_kind(call: Call, nature: str = Kind.Nature.COLLECTIVE, *, slug: str = "", name: Text = "") -> Kind:
    return Kind.objects.get_or_create(
        call=call, slug=slug or nature.replace("_", "-"), defaults={"nature": nature, "name": text(name or str(nature))}
    )[0]


def make_question(call: Call, slug: str, type: str = Question.Type.TEXT, *, label: Text = "", **facts: object) -> Question:  # noqa: A002 the model's word
    return Question.objects.create(call=call, slug=slug, type=type, label=text(label or slug), place=next(_numbers), **facts)


def make_criterion(call: Call, name: Text = "Dimension internationale", most: int = 5, weight: int = 1) -> Criterion:
    return Criterion.objects.create(call=call, name=text(name), most=most, weight=weight, place=next(_numbers))


def make_proposal(
    call: Call,
    title: Text = "",
    *,
    path: Path | None = None,
    nature: str = Kind.Nature.COLLECTIVE,
    state: str = Proposal.State.RECEIVED,
    author: Account | None = None,
    organisations: Sequence[str | Organisation] = (),
    summary: Text = "",
    language: str = "fr",
    **facts: object,
) -> Proposal:
    number = next_number(call.edition)
    proposal = Proposal.objects.create(
        edition=call.edition,
        call=call,
        kind=make_kind(call, nature),
        number=number,
        state=state,
        path=path,
        language=language,
        title=text(title or f"Proposition {number}", language),
        summary=text(summary, language) if summary else "",
        created_by=author,
        sent_at=None if state == Proposal.State.DRAFT else datetime(2026, 1, 2, tzinfo=UTC),
        **facts,
    )
    if author:
        make_contributor(proposal, author.name or author.email, account=author, email=author.email)
    for place, one in enumerate(organisations):
        name = one if isinstance(one, str) else str(one)
        ProposingOrganisation.objects.create(
            proposal=proposal, name=name, organisation=one if isinstance(one, Organisation) else None, place=place
        )
    return proposal


def make_contributor(
    proposal: Proposal, name: str = "", *, role: str = Contributor.Role.AUTHOR, account: Account | None = None, **facts: object
) -> Contributor:
    number = next(_numbers)
    return Contributor.objects.create(
        proposal=proposal, name=name or f"Contributeur {number}", role=role, account=account, place=number % 30_000, **facts
    )


def make_role(account: Account, role: str, on: Edition | Path | Organisation) -> Grant:
    kind = {Edition: EDITION, Path: PATH, Organisation: ORGANISATION}[type(on)]
    return Grant.objects.get_or_create(account=account, role=role, kind=kind, key=str(on.pk))[0]


def make_colleague(organisation: Organisation, email: str = "") -> Account:
    """An account that acts for the organisation, and so leads the paths it leads."""
    account = make_account(email)
    make_role(account, COLLEAGUE, organisation)
    return account
