"""What reviewers mark proposals on, as the team defines it for a call."""

from django.db import transaction

from essaim.call.errors import CallError
from essaim.call.models import Call, Criterion
from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.registry.names import Texts


@transaction.atomic
def save_criterion(*, call: Call, criterion: Criterion | None, by: Account, name: Texts, help: Texts, most: int, weight: int) -> Criterion:  # noqa: A002 the model's word
    """A highest mark below one already given is refused."""
    row = criterion or Criterion(call=call, place=call.criteria.count())
    highest = max(row.marks.values_list("value", flat=True), default=0) if criterion else 0
    if most < highest:
        raise CallError("marks_higher", highest=highest, field="most")
    facts = {"name": name, "help": help, "most": most, "weight": weight}
    return save_row(row=row, facts=facts, by=by, action="save_criterion", scope=call.edition, is_seen=False)


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: Account) -> None:
    """Only one nobody has marked on."""
    remove_row(row=criterion, by=by, action="remove_criterion", scope=criterion.call.edition, is_seen=False)
