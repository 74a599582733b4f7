"""An individual proposal becomes part of a panel, and leaves it again."""

from django.db import transaction

from essaim.call.actions.attach_letters import tell_attached, tell_detached
from essaim.call.actions.likeness import ask_likenesses
from essaim.call.errors import CallError
from essaim.call.models import Proposal
from essaim.call.rules import ATTACHABLE, MERGEABLE, may_decide, why_undecided
from essaim.desk.events import emit
from essaim.desk.models import Account, Entry
from essaim.desk.rows import save_row
from essaim.forum.rules import standing_of

State = Proposal.State
ATTACH = "attach_proposal"


@transaction.atomic
def attach_individual(*, proposal: Proposal, panel: Proposal, by: Account, reason: str = "") -> Proposal:
    """Its people speak in the panel's session. Both sides are told at once. Locks both, by their keys."""
    rows = locked(proposal, panel)
    stored, stage = rows[proposal.pk], rows[panel.pk]
    guard_decisions(stored, stage, by=by)
    if not stored.kind.may_attach:
        raise CallError("attach_not_individual", proposal=stored)
    if stored.state not in ATTACHABLE:
        raise CallError("attach_state", proposal=stored, state=stored.get_state_display())
    guard_panel(stored, stage)
    facts = {"state": State.ATTACHED, "panel": stage}
    attached = save_row(row=stored, facts=facts, by=by, action=ATTACH, scope=stored.edition, is_seen=False)
    tell_attached(attached, stage, reason.strip(), by)
    emit("proposal.attached", scope=stored.edition, payload={"number": attached.number, "panel": stage.number})
    ask_likenesses(edition=stored.edition, by=by)
    return attached


@transaction.atomic
def detach_individual(*, proposal: Proposal, by: Account, reason: str = "") -> Proposal:
    """It stands on the board again where it stood before. Both sides are told at once. Locks it and its panel."""
    panel = Proposal.objects.get(pk=proposal.pk).panel
    if panel is None:
        raise CallError("not_attached", proposal=proposal)
    rows = locked(proposal, panel)
    stored, stage = rows[proposal.pk], rows[panel.pk]
    guard_decisions(stored, *([] if stage.state in (State.DRAFT, State.WITHDRAWN) else [stage]), by=by)
    if stored.state != State.ATTACHED or stored.panel_id != stage.pk:
        raise CallError("not_attached", proposal=stored)
    if stage.state == State.CONFIRMED:
        raise CallError("panel_confirmed", proposal=stage)
    facts = {"state": former_state(stored), "panel": None}
    free = save_row(row=stored, facts=facts, by=by, action="detach_proposal", scope=stored.edition, is_seen=False)
    tell_detached(free, stage, reason.strip(), by)
    emit("proposal.detached", scope=stored.edition, payload={"number": free.number, "panel": stage.number})
    ask_likenesses(edition=stored.edition, by=by)
    return free


def locked(*proposals: Proposal) -> dict[int, Proposal]:
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in proposals]).order_by("pk")
    named = rows.select_related("edition", "call", "kind", "path", "panel")
    return {one.pk: one for one in named.prefetch_related("contributors__account", "conflicts")}


def guard_decisions(*proposals: Proposal, by: Account) -> None:
    standing = standing_of(by, proposals[0].edition)
    for one in proposals:
        if not may_decide(standing, one):
            raise CallError("merge_undecidable", proposal=one, why=why_undecided(standing, one))


def guard_panel(proposal: Proposal, panel: Proposal) -> None:
    if panel.edition_id != proposal.edition_id:
        raise CallError("merge_editions", proposals=f"{proposal.number}, {panel.number}")
    if not panel.kind.may_merge:
        raise CallError("panel_not_collective", proposal=panel)
    if panel.state == State.CONFIRMED:
        raise CallError("panel_confirmed", proposal=panel)
    if panel.state not in MERGEABLE:
        raise CallError("panel_state", proposal=panel, state=panel.get_state_display())


def former_state(proposal: Proposal) -> str:
    """Where it stood before it was attached, as the journal has it. One statement."""
    rows = Entry.objects.filter(kind=proposal._meta.label_lower, key=str(proposal.pk), action=ATTACH).order_by("-at", "-pk")
    before = next((entry.before.get("state") for entry in rows[:1]), None)
    return str(before) if before in ATTACHABLE else State.RECEIVED
