"""What a program writes into a proposal, through the actions of the pages."""

from django.utils.translation import gettext as _

from essaim.api.errors import AskedError
from essaim.api.making.call import named_texts
from essaim.api.schemas.call import BehindIn, PersonIn, ProposalChange, ProposalIn
from essaim.call.actions.contributors import Behind, Somebody, save_organisations, save_people
from essaim.call.actions.required import texts_of
from essaim.call.actions.writing import Facts, Saved, begin_proposal, save_facts, save_texts
from essaim.call.asking import questions_of, text_slugs
from essaim.call.models import Call, Kind, Proposal
from essaim.desk.models import Account
from essaim.forum.models import Edition, Format, Path
from essaim.registry.models import Organisation, Territory

PLAIN = ("spoken", "audience", "level", "may_be_public")


def begin(account: Account, call: Call, given: ProposalIn) -> Proposal:
    kind = Kind.objects.filter(call=call, slug=given.kind).first()
    if kind is None:
        known = ", ".join(call.kinds.values_list("slug", flat=True))
        raise unknown("kind", given.kind, known)
    return begin_proposal(call=call, kind=kind, language=given.language, by=account)


def unknown(field: str, value: str, known: str) -> AskedError:
    words = _("“%(value)s” does not exist here. Write one of: %(known)s.")
    return AskedError(f"unknown_{field}", field, words % {"value": value, "known": known or "–"})


def change(account: Account, proposal: Proposal, given: ProposalChange) -> Saved | None:
    """Texts, facts, people, organisations: each only when given. In the caller's transaction."""
    free = set(text_slugs(questions_of(proposal.call)))
    written = named_texts({"title": given.title, "summary": given.summary, "description": given.description})
    written |= {f"answers.{slug}": str(answer or "") for slug, answer in given.answers.items() if slug in free}
    saved = save_texts(proposal=proposal, base=base_of(proposal, given.base), texts=written, by=account) if written else None
    chosen = {slug: answer for slug, answer in given.answers.items() if slug not in free}
    facts = facts_of(proposal.edition, given)
    if facts or chosen:
        save_facts(proposal=proposal, by=account, answers=chosen or None, **facts)
    if given.people is not None:
        save_people(proposal=proposal, people=[somebody(one) for one in given.people], by=account)
    if given.organisations is not None:
        save_organisations(proposal=proposal, organisations=[behind(one) for one in given.organisations], by=account)
    return saved


def base_of(proposal: Proposal, number: int | None) -> dict[str, str]:
    """The texts its writer began from: those of the revision they read, else those that stand."""
    if number is None or number == proposal.revision:
        return texts_of(proposal)
    revision = proposal.revisions.filter(number=number).first()
    if revision is None:
        words = _("Revision %(number)s of its texts does not exist; the present one is %(now)s. Read the proposal again.")
        raise AskedError("unknown_revision", "base", words % {"number": number, "now": proposal.revision})
    return dict(revision.texts)


def facts_of(edition: Edition, given: ProposalChange) -> Facts:
    told = given.model_fields_set
    facts: Facts = {}
    if "path" in told:
        facts["path"] = path_of(edition, given.path)
    if "format" in told:
        facts["format"] = format_of(edition, given.format)
    if given.spoken is not None:
        facts["spoken"] = given.spoken
    if "audience" in told:
        facts["audience"] = given.audience
    if given.level is not None:
        facts["level"] = given.level
    if given.may_be_public is not None:
        facts["may_be_public"] = given.may_be_public
    return facts


def path_of(edition: Edition, letter: str | None) -> Path | None:
    found = Path.objects.filter(edition=edition, letter=(letter or "").upper()).first()
    if letter and found is None:
        known = ", ".join(Path.objects.filter(edition=edition).order_by("letter").values_list("letter", flat=True))
        raise unknown("path", letter, known)
    return found


def format_of(edition: Edition, slug: str | None) -> Format | None:
    found = Format.objects.filter(edition=edition, slug=slug or "").first()
    if slug and found is None:
        known = ", ".join(Format.objects.filter(edition=edition).order_by("place", "pk").values_list("slug", flat=True))
        raise unknown("format", slug, known)
    return found


def country_of(code: str) -> Territory | None:
    found = Territory.objects.filter(scheme=Territory.Scheme.ISO, level=Territory.Level.COUNTRY, code=code.upper()).first()
    if code and found is None:
        raise AskedError(
            "unknown_country", "country", _("“%(value)s” is no country we know. Write its two letters, as in SN.") % {"value": code}
        )
    return found


def somebody(one: PersonIn) -> Somebody:
    return Somebody(
        pk=one.id,
        name=one.name,
        email=one.email,
        phone=one.phone,
        role=one.role,
        organisation_name=one.organisation,
        country=country_of(one.country),
        languages=one.languages,
        gender=one.gender,
        is_newcomer=one.is_newcomer,
        changed=[NAMES.get(name, name) for name in one.model_fields_set if name != "id"] if one.id else None,
    )


def behind(one: BehindIn) -> Behind:
    organisation = Organisation.objects.filter(slug=one.organisation).first() if one.organisation else None
    if one.organisation and organisation is None:
        words = _("“%(value)s” is no organisation of the registry. Leave it out: the name is enough.")
        raise AskedError("unknown_organisation", "organisations", words % {"value": one.organisation})
    return Behind(
        pk=one.id,
        name=one.name,
        role=one.role,
        organisation=organisation,
        country=country_of(one.country),
        postcode=one.postcode,
        town=one.town,
        changed=[name for name in one.model_fields_set if name != "id"] if one.id else None,
    )


NAMES = {"organisation": "organisation_name"}
"""The API's word → the row's."""
