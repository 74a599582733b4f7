"""What the committee aims at: written, and removed."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max

from essaim.call.errors import CallError
from essaim.call.models import Aim, Call
from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.kit.continents import CONTINENT_OF, COUNTRIES
from essaim.kit.languages import is_language
from essaim.registry.models import Goal, Organisation
from essaim.registry.names import Texts

WHOLE_PERCENT = 100


class AimFacts(TypedDict, total=False):
    values: Sequence[str]
    least_percent: int | None
    most_percent: int | None
    per_path: bool
    words: Texts


@transaction.atomic
def save_aim(*, call: Call, aim: Aim | None, dimension: str, by: Account | None, **facts: Unpack[AimFacts]) -> Aim:
    """A new one stands last. Nothing public shows it."""
    if aim is None:
        last = call.aims.aggregate(last=Max("place"))["last"]
        aim = Aim(call=call, dimension=dimension, place=0 if last is None else last + 1)
    guard_values(call, dimension, facts.get("values", aim.values))
    guard_shares(facts.get("least_percent", aim.least_percent), facts.get("most_percent", aim.most_percent))
    known = {**facts, "dimension": dimension} | ({"values": list(facts["values"])} if "values" in facts else {})
    return save_row(row=aim, facts=known, by=by, action="save_aim", scope=call.edition, is_seen=False)


@transaction.atomic
def remove_aim(*, aim: Aim, by: Account | None) -> None:
    remove_row(row=aim, by=by, action="remove_aim", scope=aim.call.edition, is_seen=False)


def guard_values(call: Call, dimension: str, values: Sequence[str]) -> None:
    if not values:
        raise CallError("aim_without_values", field="values")
    stray = next((value for value in values if not may_have(call, dimension, value)), None)
    if stray is not None:
        raise CallError("aim_value_unknown", field="values", value=stray, dimension=Aim.Dimension(dimension).label)


def guard_shares(least: int | None, most: int | None) -> None:
    if least is None and most is None:
        raise CallError("aim_without_share", field="least_percent")
    for name, value in (("least_percent", least), ("most_percent", most)):
        if value is not None and not 0 <= value <= WHOLE_PERCENT:
            raise CallError("aim_share_beyond", field=name, value=value)
    if least is not None and most is not None and least > most:
        raise CallError("aim_shares_crossed", field="most_percent", least=least, most=most)
    if not least and most in (None, WHOLE_PERCENT):
        raise CallError("aim_says_nothing", field="least_percent", least=0 if least is None else least)


def may_have(call: Call, dimension: str, value: str) -> bool:
    """Is it a value along this dimension? One statement for formats and goals, none else."""
    match dimension:
        case Aim.Dimension.CONTINENT:
            return value in COUNTRIES
        case Aim.Dimension.COUNTRY:
            return value in CONTINENT_OF
        case Aim.Dimension.ORGANISATION_KIND:
            return value in Organisation.Kind.values and bool(value)
        case Aim.Dimension.GENDER:
            return value in ("woman", "man", "other")
        case Aim.Dimension.LANGUAGE:
            return is_language(value)
        case Aim.Dimension.FORMAT:
            return call.edition.formats.filter(slug=value).exists()
        case Aim.Dimension.GOAL:
            return Goal.objects.filter(kind=Goal.Kind.GOAL, code=value).exists()
        case _:
            return value in ("yes", "no")
