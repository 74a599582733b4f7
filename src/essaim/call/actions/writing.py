"""A proposal written by several people: begun, its texts joined sentence by sentence, sent, withdrawn, taken up again."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from essaim.call.actions.likeness import ask_likenesses
from essaim.call.actions.numbering import next_number
from essaim.call.asking import Answers, check_answers, questions_of, text_slugs
from essaim.call.errors import CallError
from essaim.call.letters import accounts_as_readers, address_of, authors_of, board_address, framed, letters, title_of
from essaim.call.limits import LONGEST, LONGEST_TITLE
from essaim.call.models import Call, Contributor, Kind, Proposal, ProposingOrganisation, Question, TextRevision
from essaim.call.phases import is_open
from essaim.call.rules import is_author, may_write
from essaim.desk import journal
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.events import emit
from essaim.desk.models import Account, Entry
from essaim.desk.rows import save_row
from essaim.forum.models import Format, Path
from essaim.forum.queries.leads import lead_accounts, team_accounts
from essaim.forum.rules import standing_of
from essaim.kit.languages import is_language
from essaim.kit.merging import Difference, Merged, merge
from essaim.registry.models import Goal, Territory

State = Proposal.State
COLUMNS = ("title", "summary", "description")
ANSWERS = "answers"
KEY_LENGTH = 64
JOURNAL_PAUSE = timedelta(hours=1)


class Facts(TypedDict, total=False):
    """What is chosen rather than written: whoever saves last has the last word, field by field, and the journal keeps the other."""

    path: Path | None
    format: Format | None
    goals: Sequence[Goal]
    spoken: Sequence[str]
    territory: Territory | None
    audience: int | None
    level: str
    may_be_public: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands now: the number of the revision, every text by field, and where two versions stand side by side."""

    number: int
    texts: Mapping[str, str]
    differences: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)
    was_known: bool = False
    """This save had arrived before."""


@transaction.atomic
def begin_proposal(*, call: Call, kind: Kind, language: str, by: Account) -> Proposal:
    """A draft of this account's, with a number. While the call is open; the team may at any time."""
    if not ((is_open(call) and call.edition.is_public) or standing_of(by, call.edition).is_team):
        raise CallError("call_not_open", call=call)
    if kind.call_id != call.pk:
        raise CallError("kind_of_another_call", kind=kind)
    if not is_language(language) or (call.languages and language not in call.languages):
        raise CallError("language_not_of_call", language=language, languages=", ".join(call.languages), field="language")
    proposal = Proposal(
        edition=call.edition,
        call=call,
        kind=kind,
        language=language,
        created_by=by,
        number=next_number(call.edition),
    )
    proposal.save()
    Contributor.objects.create(proposal=proposal, role=Contributor.Role.AUTHOR, name=by.called, email=by.email, account=by)
    TextRevision.objects.create(proposal=proposal, number=0, texts={}, by=by)
    journal.record(by=by, action="begin_proposal", thing=proposal, scope=call.edition, is_seen=False)
    return proposal


def locked_for_writing(proposal: Proposal, by: Account) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "call", "kind")
    stored = rows.prefetch_related("contributors").get(pk=proposal.pk)
    if not may_write(standing_of(by, stored.edition), stored):
        raise CallError("may_not_write", proposal=stored, state=stored.get_state_display())
    return stored


@transaction.atomic
def save_texts(*, proposal: Proposal, base: Mapping[str, str], texts: Mapping[str, str], by: Account, save_key: str = "") -> Saved:
    """Join what was written with what stands: `base` is each text as it was when this writer began from it, `texts` as it is now.

    The same `save_key` sent again changes nothing. No sentence of either side is lost: see essaim.kit.merging. Locks the proposal.
    """
    key = save_key[:KEY_LENGTH]
    stored = locked_for_writing(proposal, by)
    lines = guard_texts(stored, base, texts)
    last = in_step(stored)
    known = stored.revisions.filter(save_key=key).first() if key else None
    if known:
        before = stored.revisions.filter(number__lt=known.number).first()
        then = joined(base, texts, before.texts if before else {}, lines)
        return Saved(last.number, last.texts, differing(then), was_known=True)
    merged = joined(base, texts, last.texts, lines)
    now = {name: words for name, words in {**last.texts, **{name: one.text for name, one in merged.items()}}.items() if words}
    if now == last.texts and not key:
        return Saved(last.number, last.texts, differing(merged))
    made = TextRevision.objects.create(proposal=stored, number=last.number + 1, texts=now, by=by, save_key=key)
    stored.revision = made.number
    if now == last.texts:  # kept for its key alone: sent again later, this save must not be joined with what was written since
        stored.save(update_fields=["revision"])
        return Saved(made.number, now, differing(merged))
    lacking = missing_once_sent(stored)
    write_columns(stored, now)
    guard_emptied(stored, lacking)
    stored.save(update_fields=[*COLUMNS, "answers", "revision", "changed_at"])
    if stored.state != State.DRAFT:
        note_change(stored, by)
    return Saved(made.number, now, differing(merged))


def joined(base: Mapping[str, str], texts: Mapping[str, str], now: Mapping[str, str], lines: Collection[str]) -> dict[str, Merged]:
    """Each of `texts` with what stands `now`. Names in `lines` have one line."""
    found = {}
    for name, words in texts.items():
        is_line = name in lines
        ground, mine = clean(base.get(name, ""), is_line=is_line), clean(words, is_line=is_line)
        found[name] = merge(ground, mine, now.get(name, ""), is_line=is_line)
    return found


def differing(merged: Mapping[str, Merged]) -> dict[str, tuple[Difference, ...]]:
    return {name: one.differences for name, one in merged.items() if one.differences}


def latest(proposal: Proposal) -> TextRevision:
    """In step with the columns: what came from a file or a merger gets a revision of its own. Three statements when it has one."""
    last = proposal.revisions.first()
    if last and last.texts == texts_of(proposal):
        return last
    with transaction.atomic():  # or the object in hand is older than the row
        return in_step(Proposal.objects.select_for_update(of=("self",)).select_related("call").get(pk=proposal.pk))


def in_step(stored: Proposal) -> TextRevision:
    """Of a proposal that is locked."""
    last, texts = stored.revisions.first(), texts_of(stored)
    if last and last.texts == texts:
        return last
    return TextRevision.objects.create(proposal=stored, number=last.number + 1 if last else stored.revision, texts=texts)


def clean(words: str, *, is_line: bool = False) -> str:
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return plain.replace("\n", " ") if is_line else plain


def guard_texts(proposal: Proposal, base: Mapping[str, str], texts: Mapping[str, str]) -> set[str]:
    """Only texts of this form, none too long. Gives the names of those that have one line."""
    questions = {one.slug: one for one in questions_of(proposal.call)}
    slugs = set(text_slugs(questions.values()))
    lines = set()
    for name, words in texts.items():
        column, _dot, rest = name.partition(".")
        if not ((column in COLUMNS and is_language(rest)) or (column == ANSWERS and rest in slugs)):
            raise CallError("unknown_text", name=name)
        length = max(len(words), len(base.get(name, "")) - LONGEST)  # what two wrote, joined, may be longer than what one may write
        if length > LONGEST:
            raise CallError("text_too_long", name=name, length=length, longest=LONGEST, field=name)
        if column == "title" or (column == ANSWERS and questions[rest].type == Question.Type.LINE):
            lines.add(name)
    return lines


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


def write_columns(proposal: Proposal, texts: Mapping[str, str]) -> None:
    for column in COLUMNS:
        data = {name.partition(".")[2]: words for name, words in texts.items() if name.startswith(f"{column}.")}
        setattr(proposal, column, LazyI18nString(data) if data else "")
    slugs = text_slugs(questions_of(proposal.call))
    kept = {slug: answer for slug, answer in proposal.answers.items() if slug not in slugs}
    proposal.answers = kept | {slug: words for slug in slugs if (words := texts.get(f"{ANSWERS}.{slug}"))}


def note_change(proposal: Proposal, by: Account) -> None:
    """One entry in the journal an hour and writer is enough: the revisions keep every word."""
    ask_likenesses(edition=proposal.edition, by=by)
    recent = Entry.objects.filter(
        kind="call.proposal", key=str(proposal.pk), action="write_proposal", account=by, at__gte=timezone.now() - JOURNAL_PAUSE
    )
    if not recent.exists():
        journal.record(by=by, action="write_proposal", thing=proposal, scope=proposal.edition, is_seen=False)
        emit("proposal.changed", scope=proposal.edition, payload={"number": proposal.number})


@transaction.atomic
def save_facts(*, proposal: Proposal, by: Account, answers: Answers | None = None, **facts: Unpack[Facts]) -> Proposal:
    """What is chosen, and answers that are no free words (those go through `save_texts`): these are written, None takes one away, others
    stay as they are. Locks the proposal."""
    stored = locked_for_writing(proposal, by)
    path, chosen = facts.get("path"), facts.get("format")
    if path is not None and path.edition_id != stored.edition_id:
        raise CallError("path_of_another_edition", path=path, field="path")
    if chosen is not None and chosen.edition_id != stored.edition_id:
        raise CallError("format_of_another_edition", format=chosen, field="format")
    if "path" in facts and stored.state != State.DRAFT:
        del facts["path"]  # once sent, `move_to_path` alone changes it: with its guards, and telling the new path's team
    given: dict[str, object] = dict(facts)
    if answers is not None:
        guard_kept(answers)
        slugs = text_slugs(questions_of(stored.call))
        merged = stored.answers | {slug: answer for slug, answer in answers.items() if slug not in slugs}
        given["answers"] = {slug: answer for slug, answer in merged.items() if answer is not None}
    before, lacking = ground_of(stored), missing_once_sent(stored) if answers else []
    saved = save_row(row=stored, facts=given, by=by, action="write_proposal", scope=stored.edition, is_seen=False)
    if answers:
        guard_emptied(saved, lacking)
    if before != ground_of(saved):
        ask_likenesses(edition=saved.edition, by=by)
    return saved


def ground_of(proposal: Proposal) -> tuple[int | None, list[int]]:
    """What it is compared by besides its texts, while it is on the board. One statement."""
    if proposal.state not in Proposal.ON_BOARD:
        return None, []
    return proposal.territory_id, sorted(proposal.goals.values_list("pk", flat=True))


def guard_kept(answers: Answers) -> None:
    """No number without an end and no half of a sign: no database keeps the one, no page shows the other."""
    for slug, answer in answers.items():
        try:
            json.dumps(answer, allow_nan=False, ensure_ascii=False).encode()
        except ValueError:
            raise CallError("answer_of_another_type", value=ascii(answer), field=f"{ANSWERS}.{slug}") from None


@transaction.atomic
def send_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """To the path team. What is missing is named, all at once; its authors get a letter each. Locks the proposal."""
    stored = locked_for_writing(proposal, by)
    if stored.state != State.DRAFT:
        raise CallError("sent_already", proposal=stored)
    if not (is_open(stored.call) or standing_of(by, stored.edition).is_team):
        raise CallError("call_closed_draft_kept", call=stored.call, proposal=stored)
    guard_titles(stored)
    missing = missing_in(stored)
    if missing:
        raise CallError("not_complete", missing=missing, proposal=stored)
    guard_number(stored)
    facts = {"state": State.RECEIVED, "sent_at": timezone.now()}
    sent = save_row(row=stored, facts=facts, by=by, action="send_proposal", scope=stored.edition, is_seen=False)
    tell_sent(sent, by)
    ask_likenesses(edition=sent.edition, by=by)
    emit("proposal.sent", scope=sent.edition, payload={"number": sent.number, "kind": sent.kind.nature})
    return sent


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
    if proposal.state == State.DRAFT:
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


def guard_number(proposal: Proposal) -> None:
    """At most so many of a kind from one organisation, by its name or its entry in the registry. What was merged counts by its parts."""
    most = proposal.kind.max_per_organisation
    if not most:
        return
    sent = ProposingOrganisation.objects.filter(
        role=ProposingOrganisation.Role.LEAD, proposal__kind=proposal.kind, proposal__state__in=Proposal.SENT, proposal__merger=None
    ).exclude(proposal=proposal)
    for one in proposal.organisations.filter(role=ProposingOrganisation.Role.LEAD):
        same = sent.filter(organisation=one.organisation) if one.organisation_id else sent.filter(name__iexact=one.name)
        if same.count() >= most:
            raise CallError("too_many_of_organisation", organisation=one.name, most=most, kind=proposal.kind)


def tell_sent(proposal: Proposal, by: Account) -> None:
    write_mailing(
        kind="call.sent",
        key=f"call.sent:{proposal.pk}:{proposal.sent_at.isoformat() if proposal.sent_at else ''}",
        label=_("Sent: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        release=True,
        letters=letters(
            authors_of(proposal),
            "sent",
            lambda reader: (
                _("Received: no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("Your proposal has reached the team of %(edition)s.") % {"edition": proposal.edition},
                    str(proposal.call.after),
                    _("Follow it, and answer questions, here:"),
                    address=address_of(proposal),
                ),
            ),
        ),
    )


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """By an author, while it is not yet confirmed or part of something else. It stays on record; whoever leads its path gets a letter."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "path").prefetch_related("contributors")
    stored = rows.get(pk=proposal.pk)
    if not is_author(standing_of(by, stored.edition), stored):
        raise CallError("may_not_withdraw", proposal=stored)
    if stored.state not in (State.DRAFT, State.RECEIVED, State.DISCUSSED, State.KEPT):
        raise CallError("cannot_withdraw", proposal=stored, state=stored.get_state_display())
    guard_attached(stored)
    gone = save_row(row=stored, facts={"state": State.WITHDRAWN}, by=by, action="withdraw_proposal", scope=stored.edition, is_seen=False)
    ask_likenesses(edition=gone.edition, by=by)
    if gone.sent_at:
        tell_withdrawn(gone, by)
    emit("proposal.withdrawn", scope=gone.edition, payload={"number": gone.number})
    return gone


def tell_withdrawn(proposal: Proposal, by: Account) -> None:
    """Whoever leads its path; without a path, the team."""
    accounts = lead_accounts([proposal.path]) if proposal.path else team_accounts(proposal.edition)
    readers = [one for one in accounts_as_readers(accounts) if one.account != by]
    if not readers:
        return
    write_mailing(
        kind="call.withdrawn",
        key=f"call.withdrawn:{proposal.pk}:{proposal.changed_at.isoformat()}",
        label=_("Withdrawn: %(title)s") % {"title": title_of(proposal)},
        scope=proposal.edition,
        by=by,
        release=True,
        letters=letters(
            readers,
            "withdrawn",
            lambda reader: (
                _("Withdrawn by its authors: no. %(number)s, %(title)s") % {"number": proposal.number, "title": title_of(proposal)},
                framed(
                    reader,
                    _("%(name)s has withdrawn this proposal for %(edition)s. It stays on record, and you need not work on it any more.")
                    % {"name": by.called, "edition": proposal.edition},
                    address=board_address(proposal),
                ),
            ),
        ),
    )


def guard_attached(proposal: Proposal) -> None:
    """What is attached to it would go with it unseen: it is taken out first, and those behind it are told. One statement."""
    numbers = proposal.attached.filter(state=State.ATTACHED).order_by("number").values_list("number", flat=True)
    if numbers:
        raise CallError("has_attached", proposal=proposal, numbers=", ".join(str(number) for number in numbers))


@transaction.atomic
def take_up_proposal(*, proposal: Proposal, by: Account) -> Proposal:
    """A withdrawn one becomes a draft again while the call is open."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("edition", "call").prefetch_related("contributors")
    stored = rows.get(pk=proposal.pk)
    if stored.state != State.WITHDRAWN or not is_author(standing_of(by, stored.edition), stored):
        raise CallError("may_not_withdraw", proposal=stored)
    if not is_open(stored.call):
        raise CallError("call_not_open", call=stored.call)
    return save_row(row=stored, facts={"state": State.DRAFT}, by=by, action="take_up_proposal", scope=stored.edition, is_seen=False)


@transaction.atomic
def bring_back(*, proposal: Proposal, revision: TextRevision, names: Sequence[str], by: Account) -> Saved:
    """Give these texts the words of an earlier revision, as a new one; nothing in between is forgotten."""
    stored = locked_for_writing(proposal, by)
    if revision.proposal_id != stored.pk:
        raise CallError("revision_of_another", proposal=stored)
    now = latest(stored).texts
    return save_texts(
        proposal=stored,
        base={name: now.get(name, "") for name in names},
        texts={name: revision.texts.get(name, "") for name in names},
        by=by,
    )
