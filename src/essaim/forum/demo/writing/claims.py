"""Published figures, each with its source, side by side."""

from collections import Counter
from collections.abc import Iterable

from django.utils.text import slugify

from essaim.forum.demo.facts import ClaimFact
from essaim.forum.demo.known import Known, find
from essaim.forum.demo.rows import put, text
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION
from essaim.registry.models import Claim


def write_claims(facts: Iterable[ClaimFact], edition: Edition, known: Known) -> None:
    """Each under a code of its own (edition, measure, number), so that loading again is an update."""
    counts: Counter[str] = Counter()
    rows = []
    for fact in facts:
        counts[fact.measure] += 1
        rows.append(claim_row(fact, f"{edition.slug}-{slugify(fact.measure)}-{counts[fact.measure]}", edition, known))
    put(rows, Claim.objects.filter(code__in=[row.code for row in rows]), lambda row: row.code)


def claim_row(fact: ClaimFact, code: str, edition: Edition, known: Known) -> Claim:
    return Claim(
        code=code,
        kind=EDITION,
        key=str(edition.pk),
        measure=fact.measure,
        value=fact.value,
        upper=fact.upper,
        words=fact.words,
        unit=fact.unit,
        qualifier=fact.qualifier,
        definition=text(fact.definition),
        scope=text(fact.scope),
        said_by=fact.said_by,
        stated_on=fact.stated_on,
        source=find(known.sources, fact.source, where=fact.where, field="source"),
        state=fact.state,
        is_kept=fact.is_kept,
        note=text(fact.note),
    )
