"""Calls and proposals as answers. No statement but where said."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from essaim.api.access import Access
from essaim.api.making.common import organisation_ref_or_none, person_ref_or_none, territory_ref, web
from essaim.api.schemas.call import (
    AnsweredOut,
    BehindOut,
    CallOut,
    ChoiceOut,
    CommentOut,
    ContributorOut,
    KindOut,
    ProposalBrief,
    ProposalOut,
    PublicProposalOut,
    QuestionOut,
)
from essaim.api.texts import texts
from essaim.call.announced import moment_said
from essaim.call.models import Call, Comment, Contributor, Kind, Proposal, ProposingOrganisation, Question
from essaim.call.phases import ends_at, phase_of
from essaim.call.queries.public import Shown
from essaim.call.rules import is_author, may_decide
from essaim.call.steps import seen_of
from essaim.forum.rules import Standing


def kind_out(kind: Kind, lang: str) -> KindOut:
    """Needs its formats."""
    return KindOut(
        slug=kind.slug,
        nature=kind.nature,
        name=texts(kind.name, lang),
        help=texts(kind.help, lang),
        formats=[one.slug for one in kind.formats.all()],
        max_per_organisation=kind.max_per_organisation,
    )


def call_out(call: Call, lang: str) -> CallOut:
    """Needs edition with territory, kinds with formats."""
    end = ends_at(call)
    return CallOut(
        edition=call.edition.slug,
        slug=call.slug,
        name=texts(call.name, lang),
        intro=texts(call.intro, lang),
        after=texts(call.after, lang),
        phase=phase_of(call).value,
        opens_at=call.opens_at,
        closes_at=end,
        time_zone=call.time_zone,
        deadline=moment_said(end, call) if end else "",
        languages=call.languages,
        kinds=[kind_out(kind, lang) for kind in call.kinds.all()],
        web=web("call:call", call.edition.slug, call.slug),
    )


def question_out(question: Question, lang: str) -> QuestionOut:
    """Needs its kinds."""
    return QuestionOut(
        slug=question.slug,
        type=question.type,
        label=texts(question.label, lang),
        help=texts(question.help, lang),
        section=texts(question.section, lang),
        kinds=[kind.slug for kind in question.kinds.all()],
        languages=question.languages,
        is_required=question.is_required,
        choices=[ChoiceOut(value=str(one.get("value", "")), label=texts(one.get("label", {}), lang)) for one in question.choices],
        allows_other=question.allows_other,
        least=question.least,
        most=question.most,
        condition=question.condition,
        is_personal=question.is_personal,
        is_public=question.is_public,
    )


def public_proposal(shown: Shown, lang: str) -> PublicProposalOut:
    proposal = shown.proposal
    return PublicProposalOut(
        number=proposal.number,
        call=proposal.call.slug,
        kind=proposal.kind.slug,
        nature=proposal.kind.nature,
        path=proposal.path.letter if proposal.path else None,
        format=proposal.format.slug if proposal.format else None,
        language=proposal.language,
        title=texts(shown.title, lang),
        summary=texts(shown.summary, lang),
        organisations=list(shown.organisations),
        answers=[AnsweredOut(question=one.slug, label=texts(one.label, lang), answer=words) for one, words in shown.answers],
    )


def brief(proposal: Proposal, lang: str) -> dict[str, Any]:
    """Needs edition, call, kind, path, format, session, panel, organisations; `is_placed` annotated."""
    return {
        "number": proposal.number,
        "guid": proposal.guid,
        "outside_id": proposal.outside_id,
        "call": proposal.call.slug,
        "kind": proposal.kind.slug,
        "nature": proposal.kind.nature,
        "state": proposal.state,
        "is_placed": bool(getattr(proposal, "is_placed", False)),
        "path": proposal.path.letter if proposal.path else None,
        "format": proposal.format.slug if proposal.format else None,
        "language": proposal.language,
        "title": texts(proposal.title, lang),
        "summary": texts(proposal.summary, lang),
        "organisations": [one.name for one in proposal.organisations.all()],
        "session": proposal.session.code if proposal.session else None,
        "panel": proposal.panel.number if proposal.panel else None,
        "revision": proposal.revision,
        "seen": seen_of(proposal),
        "created_at": proposal.created_at,
        "sent_at": proposal.sent_at,
        "changed_at": proposal.changed_at,
        "web": web("call:proposal", proposal.edition.slug, proposal.number),
    }


def proposal_brief(proposal: Proposal, lang: str) -> ProposalBrief:
    return ProposalBrief(**brief(proposal, lang))


def shows_personal(access: Access, standing: Standing, proposal: Proposal) -> bool:
    """With the scope, those who decide on it and its authors. None when contributors and conflicts are preloaded."""
    return access.may("people:read") and (may_decide(standing, proposal) or is_author(standing, proposal))


def proposal_out(
    proposal: Proposal, lang: str, *, personal: bool, questions: Iterable[Question], parts: list[int], strangers: Collection[int] = ()
) -> ProposalOut:
    """Needs besides the brief's: contributors and organisations with country and entry, goals, territory. `questions` are looked at only
    where something may have to be left out."""
    to_sort = proposal.answers and not personal
    shown = {one.slug for one in questions if not one.is_personal} if to_sort else set()  # one that is gone may have been personal
    return ProposalOut(
        **brief(proposal, lang),
        description=texts(proposal.description, lang),
        answers={slug: answer for slug, answer in proposal.answers.items() if personal or slug in shown},
        goals=[goal.code for goal in proposal.goals.all()],
        spoken=proposal.spoken,
        territory=territory_ref(proposal.territory, lang),
        audience=proposal.audience,
        level=proposal.level,
        may_be_public=proposal.may_be_public,
        people=[contributor_out(one, lang, personal=personal and one.pk not in strangers) for one in proposal.contributors.all()],
        behind=[behind_out(one, lang) for one in proposal.organisations.all()],
        parts=parts,
        shows_personal=personal,
    )


def contributor_out(one: Contributor, lang: str, *, personal: bool) -> ContributorOut:
    return ContributorOut(
        id=one.pk,
        role=one.role,
        name=one.name,
        organisation=one.organisation_name,
        country=territory_ref(one.country, lang),
        languages=one.languages,
        person=person_ref_or_none(one.person),
        email=one.email if personal else None,
        phone=one.phone if personal else None,
        gender=one.gender if personal else None,
        is_newcomer=one.is_newcomer if personal else None,
    )


def behind_out(one: ProposingOrganisation, lang: str) -> BehindOut:
    return BehindOut(
        id=one.pk,
        role=one.role,
        name=one.name,
        kind=one.kind,
        country=territory_ref(one.country, lang),
        postcode=one.postcode,
        town=one.town,
        organisation=organisation_ref_or_none(one.organisation, lang),
    )


def comment_out(comment: Comment) -> CommentOut:
    """Needs who wrote it."""
    return CommentOut(
        id=comment.pk,
        kind=comment.kind,
        body=comment.body,
        by=comment.by.name if comment.by else None,
        at=comment.at,
        answers=comment.answers_id,
    )


def named_texts(given: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """{"title": {"fr": …}} → {"title.fr": …}, as revisions name them."""
    return {f"{column}.{code}": words for column, by_language in given.items() for code, words in by_language.items()}
