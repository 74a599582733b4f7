"""Several proposals made into one that keeps them all, and taken apart again. The result is a new proposal; its parts stay behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from essaim.call.actions.board import drop_waiting_letters
from essaim.call.actions.likeness import ask_likenesses
from essaim.call.actions.merged_rows import carry_over, give_back, keep_out_again
from essaim.call.actions.merger_letters import tell_merged, tell_separated
from essaim.call.actions.numbering import next_number
from essaim.call.errors import CallError
from essaim.call.limits import longest_of
from essaim.call.models import Kind, Merger, Proposal, TextRevision
from essaim.call.queries.merger import ANSWERS, COLUMNS, Material, material_of, texts_in
from essaim.call.rules import MERGEABLE, may_decide, why_undecided
from essaim.desk import journal
from essaim.desk.events import emit
from essaim.desk.models import Account
from essaim.desk.rows import save_row
from essaim.forum.models import Format, Path
from essaim.forum.rules import standing_of
from essaim.registry.models import Territory

State = Proposal.State
LEAST_PARTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What whoever merges chose. What is not said here is taken as the parts have it: see `Written.usual` and `Chosen.usual`; the rest
    from the first part that has it."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By field: "title.fr", "answers.added-value"."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    kind: Kind | None = None
    path: Path | None = None
    format: Format | None = None
    territory: Territory | None = None
    language: str = ""


@transaction.atomic
def merge_proposals(
    *, proposals: Sequence[Proposal], by: Account, choices: Choices | None = None, reason: str = "", seen: str = ""
) -> Merger:
    """One new proposal out of these, in the order of first choice. Everybody behind them is told at once.

    `seen` is the material's fingerprint as it was shown: what changed since is not merged unawares. Locks the parts by their keys, then the
    edition.
    """
    parts = locked_parts(proposals)
    guard_parts(parts, by)
    material = material_of(parts)
    if seen and seen != material.seen:
        raise CallError("merge_texts_changed", proposals=listed(parts))
    chosen = guarded(choices or Choices(), material)
    result = new_result(material, chosen, by)
    merger = Merger.objects.create(result=result, reason=reason.strip(), by=by)
    carry_over(merger, material)
    for part in parts:
        change_state(part, State.JOINED, by, "join_proposal", {"result": result.number})
    numbers: list[journal.Fact] = [part.number for part in parts]
    note: journal.Facts = {"parts": numbers, "reason": merger.reason}
    journal.record(by=by, action="merge_proposals", thing=result, after=note, scope=result.edition, is_seen=False)
    tell_merged(merger, by)
    payload: journal.Facts = {"number": result.number, "path": result.path.letter if result.path else "", "parts": numbers}
    emit("proposal.merged", scope=result.edition, payload=payload)
    ask_likenesses(edition=result.edition, by=by)
    return merger


@transaction.atomic
def undo_merger(*, merger: Merger, by: Account, reason: str = "") -> list[Proposal]:
    """Each part stands again as it did; the result stays on record with its texts and what was said of it. Everybody is told at once.

    Locks result and parts by their keys.
    """
    keys = [merger.result_id, *merger.parts.values_list("proposal", flat=True)]
    rows = {one.pk: one for one in locked(keys)}
    stored = Merger.objects.select_for_update().get(pk=merger.pk)
    result = rows[stored.result_id]
    guard_undo(stored, rows.values(), result, by)
    parts = list(stored.parts.select_related("proposal").order_by("place", "pk"))
    for part in parts:
        part.proposal = rows[part.proposal_id]
        change_state(part.proposal, part.former_state, by, "separate_proposal", {"result": result.number})
    freed = give_back(stored, parts, by)
    if result.state == State.DECLINED:
        drop_waiting_letters(result, by)
    keep_out_again(result, parts)
    change_state(result, State.DISSOLVED, by, "undo_merger", {"reason": reason.strip()})
    stored.undone_at, stored.undone_by = timezone.now(), by
    stored.save(update_fields=["undone_at", "undone_by"])
    tell_separated(stored, parts, freed, reason.strip(), by)
    numbers: list[journal.Fact] = [part.proposal.number for part in parts]
    emit("proposal.separated", scope=result.edition, payload={"number": result.number, "parts": numbers})
    ask_likenesses(edition=result.edition, by=by)
    return [part.proposal for part in parts]


# --- guards --------------------------------------------------------------------------------------------------------------------------------


def locked_parts(proposals: Sequence[Proposal]) -> list[Proposal]:
    """In the order given, each once."""
    keys = list(dict.fromkeys(one.pk for one in proposals))
    if len(keys) < len(proposals):
        raise CallError("merge_with_itself", proposal=proposals[0])
    if len(keys) < LEAST_PARTS:
        raise CallError("merge_needs_two")
    rows = {one.pk: one for one in locked(keys)}
    return [rows[key] for key in keys]


def locked(keys: Iterable[int]) -> list[Proposal]:
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=list(keys)).order_by("pk")
    named = rows.select_related("edition", "call", "kind", "path", "format", "territory")
    return list(named.prefetch_related("contributors__account", "conflicts", "organisations", "goals"))


def guard_parts(parts: Sequence[Proposal], by: Account) -> None:
    first = parts[0]
    if any(part.edition_id != first.edition_id for part in parts):
        raise CallError("merge_editions", proposals=listed(parts))
    standing = standing_of(by, first.edition)
    for part in parts:
        if not may_decide(standing, part):
            raise CallError("merge_undecidable", proposal=part, why=why_undecided(standing, part))
        guard_mergeable(part)


def guard_mergeable(part: Proposal) -> None:
    if part.kind.may_attach:
        raise CallError("merge_individual", proposal=part)
    if not part.kind.may_merge:
        raise CallError("merge_self_managed", proposal=part)
    if part.state not in MERGEABLE:
        raise CallError(f"merge_{part.state}", proposal=part)


def guard_undo(merger: Merger, rows: Iterable[Proposal], result: Proposal, by: Account) -> None:
    if merger.undone_at is not None:
        raise CallError("undone_already", proposal=result)
    standing = standing_of(by, result.edition)
    for one in rows:
        if not may_decide(standing, one):
            raise CallError("merge_undecidable", proposal=one, why=why_undecided(standing, one))
    if result.state not in MERGEABLE and result.state != State.DECLINED:
        raise CallError("undo_confirmed" if result.state == State.CONFIRMED else "undo_joined", proposal=result)


def guarded(choices: Choices, material: Material) -> Choices:
    """The choices, when each is one that the parts offer."""
    parts = material.parts
    known = {one.name for one in material.texts}
    for name, words in choices.texts.items():
        if name not in known:
            raise CallError("unknown_text", name=name)
        longest = longest_of(name.partition(".")[0])
        if len(words) > longest:
            raise CallError("text_too_long", name=name, length=len(words), longest=longest, field=name)
    offered: dict[str, set[object]] = {
        "kind": {part.kind for part in parts},
        "path": {part.path for part in parts},
        "format": {part.format for part in parts},
        "territory": {part.territory for part in parts},
        "language": {part.language for part in parts},
    }
    for name, values in offered.items():
        value = getattr(choices, name)
        if value and value not in values:
            raise CallError("merge_not_offered", value=str(value), field=name)
    return choices


# --- the result ----------------------------------------------------------------------------------------------------------------------------


def new_result(material: Material, choices: Choices, by: Account) -> Proposal:
    parts = material.parts
    first = parts[0]
    kind = choices.kind or first.kind
    texts = {one.name: choices.texts.get(one.name, one.usual).strip() for one in material.texts}
    facts: dict[str, object] = {name: by_language(texts, name) for name in COLUMNS}
    facts |= {
        "state": State.MERGED,
        "path": choices.path or first_given(parts, "path"),
        "format": choices.format or first_given(parts, "format"),
        "territory": choices.territory or first_given(parts, "territory"),
        "answers": answers_of(material, choices, texts),
        "spoken": list(dict.fromkeys(code for part in parts for code in part.spoken)),
        "audience": max((part.audience for part in parts if part.audience), default=None),
        "level": first_given(parts, "level") or "",
        "may_be_public": all(part.may_be_public for part in parts),
        "is_synthetic": all(part.is_synthetic for part in parts),
        "sent_at": timezone.now(),
        "revision": 1,
        "goals": list(dict.fromkeys(goal for part in parts for goal in part.goals.all())),
    }
    row = Proposal(edition=first.edition, call=kind.call, kind=kind, language=choices.language or first.language)
    row.number = next_number(first.edition)
    result = save_row(row=row, facts=facts, by=by, action="create_merged", scope=first.edition, is_seen=False)
    questions = [one.question for one in material.texts if one.question]
    TextRevision.objects.create(proposal=result, number=1, texts=texts_in(result, questions), by=by)
    return result


def by_language(texts: Mapping[str, str], column: str) -> dict[str, str]:
    return {name.partition(".")[2]: words for name, words in texts.items() if name.startswith(f"{column}.") and words}


def answers_of(material: Material, choices: Choices, texts: Mapping[str, str]) -> dict[str, Any]:
    written = {name.removeprefix(f"{ANSWERS}."): words for name, words in texts.items() if name.startswith(f"{ANSWERS}.") and words}
    return written | {one.question.slug: choices.answers.get(one.question.slug, one.usual) for one in material.answers}


def first_given(parts: Iterable[Proposal], name: str) -> Any:
    return next((value for part in parts if (value := getattr(part, name))), None)


def change_state(proposal: Proposal, state: str, by: Account, action: str, note: journal.Facts) -> None:
    """The state alone: what else the row says, and when it was last changed, stays as it is."""
    before = proposal.state
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    proposal.state = state
    journal.record(
        by=by,
        action=action,
        thing=proposal,
        before={"state": before},
        after={"state": state, **note},
        scope=proposal.edition,
        is_seen=False,
    )


def listed(parts: Iterable[Proposal]) -> str:
    return ", ".join(f"{part.number}" for part in parts)
