"""A proposal written by several people: begun, its texts joined sentence by sentence, what is chosen saved."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from essaim.call.actions.likeness import ask_likenesses
from essaim.call.actions.numbering import next_number
from essaim.call.actions.required import ANSWERS, COLUMNS, guard_emptied, missing_once_sent, texts_of
from essaim.call.asking import Answers, questions_of, text_slugs
from essaim.call.errors import CallError
from essaim.call.limits import LONGEST
from essaim.call.models import Call, Contributor, Kind, Proposal, Question, TextRevision
from essaim.call.phases import is_open
from essaim.call.rules import may_write
from essaim.desk import journal
from essaim.desk.events import emit
from essaim.desk.models import Account, Entry
from essaim.desk.rows import save_row
from essaim.forum.models import Format, Path
from essaim.forum.rules import standing_of
from essaim.kit.languages import is_language
from essaim.kit.merging import Difference, Merged, merge
from essaim.registry.models import Goal, Territory

State = Proposal.State
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
