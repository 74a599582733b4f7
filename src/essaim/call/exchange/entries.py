"""Proposals as entries of a spreadsheet: all of them for the team, and what is public of them for everybody."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet
from i18nfield.strings import LazyI18nString

from essaim.call.models import Call, Contributor, Proposal, ProposingOrganisation
from essaim.call.queries.public import Shown
from essaim.call.sheets import Entry, Organisation, Person

ROLES = {Contributor.Role.AUTHOR, Contributor.Role.CONTACT, Contributor.Role.SPEAKER}


def team_proposals(call: Call) -> QuerySet[Proposal]:
    """Sent ones, withdrawn too, by number, with everything an entry holds. Drafts are their authors' own. Four statements."""
    given_up = Q(state=Proposal.State.WITHDRAWN, sent_at__isnull=True)
    return preloaded(call.proposals.exclude(Q(state=Proposal.State.DRAFT) | given_up)).order_by("number")


def preloaded(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related("kind", "path", "format").prefetch_related(
        Prefetch("organisations", ProposingOrganisation.objects.select_related("country")),
        Prefetch("contributors", Contributor.objects.select_related("country")),
        "goals",
    )


def entry_of(proposal: Proposal) -> Entry:
    """Everything. No statement on preloaded rows."""
    return Entry(
        number=proposal.number,
        outside_id=proposal.outside_id,
        kind=proposal.kind.slug,
        path=proposal.path.letter if proposal.path else "",
        state=str(proposal.get_state_display()),
        is_synthetic=proposal.is_synthetic,
        language=proposal.language,
        title=texts_of(proposal.title),
        summary=texts_of(proposal.summary),
        description=texts_of(proposal.description),
        format=proposal.format.slug if proposal.format else "",
        goals=tuple(sorted((goal.code for goal in proposal.goals.all()), key=lambda code: (len(code), code))),
        spoken=tuple(proposal.spoken),
        audience=proposal.audience,
        level=proposal.level,
        organisations=tuple(organisation_of(row) for row in proposal.organisations.all()),
        people=tuple(person_of(row) for row in proposal.contributors.all()),
        consent=proposal.may_be_public,
        answers=dict(proposal.answers),
    )


def organisation_of(row: ProposingOrganisation) -> Organisation:
    return Organisation(
        name=row.name,
        is_lead=row.role == ProposingOrganisation.Role.LEAD,
        kind=row.kind,
        status=row.status,
        country=row.country.code if row.country else "",
        postcode=row.postcode,
        town=row.town,
    )


def person_of(row: Contributor) -> Person:
    return Person(
        role=row.role,
        name=row.name,
        email=row.email,
        phone=row.phone,
        organisation=row.organisation_name,
        country=row.country.code if row.country else "",
    )


def public_entry(shown: Shown) -> Entry:
    """What everybody may read: built from `Shown`, never from the row's own personal columns."""
    proposal = shown.proposal
    return Entry(
        number=proposal.number,
        is_synthetic=proposal.is_synthetic,
        kind=proposal.kind.slug,
        path=proposal.path.letter if proposal.path else "",
        language=proposal.language,
        title=texts_of(shown.title),
        summary=texts_of(shown.summary),
        format=proposal.format.slug if proposal.format else "",
        goals=tuple(sorted((goal.code for goal in proposal.goals.all()), key=lambda code: (len(code), code))),
        spoken=tuple(proposal.spoken),
        organisations=tuple(
            Organisation(
                name=name,
                is_lead=row.role == ProposingOrganisation.Role.LEAD,
                kind=row.kind,
                country=row.country.code if row.country else "",
            )
            for name, row in zip(shown.organisations, proposal.organisations.all(), strict=True)
        ),
        answers={question.slug: words for question, words in shown.answers},
    )


def texts_of(text: LazyI18nString | str) -> dict[str, str]:
    data = text.data if isinstance(text, LazyI18nString) else text
    if isinstance(data, dict):
        return {code: words for code, words in sorted(data.items()) if words}
    return {"": str(data)} if data else {}


def entries_of(proposals: Iterable[Proposal]) -> list[Entry]:
    return [entry_of(proposal) for proposal in proposals]
