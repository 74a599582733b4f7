"""One's own proposals, and what becomes of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.call.models import Comment, Look, MergerPart, Proposal, ProposingOrganisation, TextRevision
from essaim.call.queries.board import placed
from essaim.call.queries.showing import texts_of
from essaim.desk.models import Account, Entry
from essaim.forum.models import Slot
from essaim.forum.queries.prospect import latest_release
from essaim.kit.languages import language_name
from essaim.kit.merging import compared, pieces

State = Proposal.State


def own_proposals(account: Account) -> QuerySet[Proposal]:
    """Of all editions: drafts first, then the newest; with how many questions wait for an answer. One statement."""
    waiting = Count("comments", filter=Q(comments__kind=Comment.Kind.QUESTION, comments__replies__isnull=True), distinct=True)
    rows = Proposal.objects.filter(Q(created_by=account) | Q(contributors__account=account)).distinct()
    return (
        rows.select_related("edition", "kind", "path", "call__edition__territory")
        .annotate(n_questions=waiting, is_placed=placed())
        .order_by("-changed_at")
    )


def writes_any(account: Account) -> bool:
    """One statement."""
    return Proposal.objects.filter(Q(created_by=account) | Q(contributors__account=account)).exists()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proposal's way: reached (when known), now, or to come."""

    code: str
    label: str
    is_reached: bool
    is_now: bool
    at: datetime | None = None


WAY = (
    (State.DRAFT, ("begin_proposal",)),
    (State.RECEIVED, ("send_proposal",)),
    (State.DISCUSSED, ("discussed_proposal",)),
    (State.KEPT, ("kept_proposal",)),
    (State.CONFIRMED, ("confirm_proposal",)),
)
PLACED = "placed"


def way_of(proposal: Proposal) -> list[Step]:
    """Draft, received, discussed, kept, confirmed, placed: with the days the journal has. Two statements."""
    acts = [act for _state, names in WAY for act in names]
    entries = Entry.objects.filter(kind="call.proposal", key=str(proposal.pk), action__in=acts).order_by("at").values_list("action", "at")
    when = dict(entries)
    if proposal.sent_at:
        when.setdefault("send_proposal", proposal.sent_at)  # one that came from a file
    is_in_draft = (
        proposal.session_id is not None
        and Slot.objects.filter(
            version__number__isnull=True, session=proposal.session_id, starts_at__isnull=False, room__isnull=False
        ).exists()
    )
    order: list[str] = [state for state, _acts in WAY]
    stands = {State.MERGED: State.KEPT, State.JOINED: State.KEPT, State.ATTACHED: State.KEPT}.get(State(proposal.state), proposal.state)
    now = order.index(stands) if stands in order else -1
    steps = [
        Step(state, str(State(state).label), number <= now, number == now and not is_in_draft, when.get(names[0]))
        for number, (state, names) in enumerate(WAY)
    ]
    return [*steps, Step(PLACED, _("placed"), is_in_draft, is_in_draft)]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of it beside the straight way."""

    result: Proposal | None = None
    with_whom: tuple[Proposal, ...] = ()
    leads: tuple[str, ...] = ()
    """Organisations that lead the merged one together."""
    panel: Proposal | None = None
    decision: Comment | None = None
    slot: Slot | None = None
    """Where readers see its session: in the last release."""


def fate_of(proposal: Proposal) -> Fate:
    """The merged one it is part of and the others in it, its panel, the reason of a refusal, its place in the last release. Five statements at most."""
    result: Proposal | None = None
    others: tuple[Proposal, ...] = ()
    if proposal.state == State.JOINED:
        part = MergerPart.objects.filter(proposal=proposal, merger__undone_at=None).select_related("merger__result__edition").last()
        if part:
            result = part.merger.result
            rows = part.merger.parts.exclude(proposal=proposal).select_related("proposal").order_by("proposal__number")
            others = tuple(row.proposal for row in rows)
    elif proposal.state in (State.MERGED, State.CONFIRMED):
        rows = MergerPart.objects.filter(merger__result=proposal, merger__undone_at=None).select_related("proposal")
        others = tuple(row.proposal for row in rows.order_by("proposal__number"))
    decision = proposal.comments.filter(kind=Comment.Kind.DECISION).last() if proposal.state == State.DECLINED else None
    slot = None
    if proposal.state == State.CONFIRMED and proposal.edition.is_public and (release := latest_release(proposal.edition)):
        slot = Slot.objects.filter(version=release, session=proposal.session_id).select_related("room").first()
    leads = tuple(str(one) for one in result.organisations.filter(role=ProposingOrganisation.Role.LEAD)) if result else ()
    return Fate(result, others, leads, proposal.panel, decision, slot)


def questions_of_team(proposal: Proposal) -> list[tuple[Comment, list[Comment]]]:
    """Each question to the authors with its answers. One statement."""
    rows = list(proposal.comments.filter(kind__in=(Comment.Kind.QUESTION, Comment.Kind.ANSWER)).select_related("by").order_by("at", "pk"))
    return [(one, [row for row in rows if row.answers_id == one.pk]) for one in rows if one.kind == Comment.Kind.QUESTION]


def writers_since(proposal: Proposal, since: datetime, besides: Account) -> list[str]:
    """Who else saved since then, by name. One statement."""
    rows = proposal.revisions.filter(at__gte=since).exclude(by=besides).exclude(by=None).select_related("by")
    return list(dict.fromkeys(row.by.called for row in rows if row.by))


def revisions_seen(proposal: Proposal, *, as_author: bool) -> list[TextRevision]:
    """The newest first, without those kept for their key alone. Who is no author sees what was sent and what came after, not how the draft was
    written. One statement."""
    rows = list(proposal.revisions.select_related("by").order_by("number"))
    rows = [row for place, row in enumerate(rows) if place == 0 or row.texts != rows[place - 1].texts]
    if not as_author and proposal.sent_at:
        before = [row for row in rows if row.at <= proposal.sent_at]
        rows = rows[len(before) - 1 :] if before else rows
    return rows[::-1]


def without_personal(revisions: Iterable[TextRevision], proposal: Proposal) -> list[TextRevision]:
    """As who may not read personal answers sees them: not to be saved. An answer whose question is gone may have been one. One statement."""
    shown = {f"answers.{slug}" for slug in proposal.call.questions.filter(is_personal=False).values_list("slug", flat=True)}
    found = list(revisions)
    for one in found:
        one.texts = {name: words for name, words in one.texts.items() if name in shown or not name.startswith("answers.")}
    return found


def last_word_of(account: Account, proposal: Proposal) -> datetime | None:
    """When this reader last said something of it or marked it: what came after is new to them. Two statements."""
    said = proposal.comments.filter(by=account).aggregate(at=Max("at"))["at"]
    marked = proposal.marks.filter(by=account).aggregate(at=Max("at"))["at"]
    return max((at for at in (said, marked) if at), default=None)


def looked_at(account: Account, proposal: Proposal, revisions: Sequence[TextRevision]) -> Look | None:
    """How far this reader has read it, as one of `revisions` (newest first) they see; None: never, or nothing since. One statement."""
    look = Look.objects.filter(proposal=proposal, account=account).first()
    shown = next((one for one in revisions if look and one.number <= look.revision), None)
    if look is None or shown is None or shown == revisions[0]:
        return None
    look.revision = shown.number
    return look


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody wrote in one go: `after` is its last revision, `before` the one it began from."""

    by: Account | None
    since: datetime
    until: datetime
    before: TextRevision
    after: TextRevision
    what: tuple[str, ...]
    """Which texts, by their labels."""


PAUSE = timedelta(minutes=10)


def works_of(revisions: Sequence[TextRevision], labels: Mapping[str, str]) -> list[Work]:
    """Revisions newest first, those of one writer without a long pause as one. No statement."""
    found: list[Work] = []
    for after, before in pairwise(revisions):
        last = found[-1] if found else None
        what = tuple(labels.get(name, name) for name in changed_names(before, after))
        if last and last.by == after.by and last.since - after.at <= PAUSE:
            found[-1] = Work(last.by, after.at, last.until, before, last.after, tuple(dict.fromkeys([*last.what, *what])))
        else:
            found.append(Work(after.by, after.at, after.at, before, after, what))
    return found


def changed_names(before: TextRevision, after: TextRevision) -> list[str]:
    return [name for name in dict.fromkeys([*before.texts, *after.texts]) if before.texts.get(name) != after.texts.get(name)]


def field_labels(proposal: Proposal) -> dict[str, str]:
    """What each text is called, by its field. One statement."""
    reader = get_language() or "en"
    words = {"title": _("Title"), "summary": _("Summary"), "description": _("Description")}
    codes = {proposal.language, *proposal.edition.languages, *(code for text in texts_of(proposal) for code in [text.language])}
    found = {f"{name}.{code}": f"{word} ({language_name(code, reader)})" for name, word in words.items() for code in codes}
    return found | {f"answers.{slug}": str(label) for slug, label in proposal.call.questions.values_list("slug", "label")}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of sentences that stayed, went or came."""

    kind: str
    words: str


def changes(before: TextRevision | None, after: TextRevision) -> dict[str, list[Stretch]]:
    """Field by field, sentence by sentence; fields that are the same are left out. No statement."""
    old = before.texts if before else {}
    names = dict.fromkeys([*old, *after.texts])
    return {
        name: list(stretches(old.get(name, ""), after.texts.get(name, "")))
        for name in names
        if old.get(name, "") != after.texts.get(name, "")
    }


def stretches(old: str, new: str) -> Iterable[Stretch]:
    left, right = pieces(old), pieces(new)
    for what, first, last, start, end in compared(left, right):
        if what == "equal":
            yield Stretch("same", "".join(one.whole for one in right[start:end]))
            continue
        if last > first:
            yield Stretch("gone", "".join(one.whole for one in left[first:last]))
        if end > start:
            yield Stretch("new", "".join(one.whole for one in right[start:end]))
