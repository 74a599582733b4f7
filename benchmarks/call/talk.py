"""What path teams would have said of an edition's proposals by then: marks, comments, questions, likenesses, mergers, looks. Drawn from one seed."""

import random
from itertools import islice

from django.db import transaction

from essaim.call.models import Call, Comment, Criterion, Kind, Likeness, Look, Mark, Merger, MergerPart, Proposal
from essaim.desk.models import Account, Grant
from essaim.forum.models import Edition
from essaim.forum.rules import PATH, PATH_LEAD

REVIEWERS, CRITERIA, NEAREST = 6, 3, 5


@transaction.atomic
def write_talk(edition: Edition, team: Account, seed: int = 2028) -> Account:
    """Three reviewers mark half of the proposals on three criteria; every proposal has its nearest. Returns who leads path A."""
    chance = random.Random(seed)
    call = Call.objects.get(edition=edition)
    rows = list(edition.proposals.order_by("number"))
    reviewers = [Account.objects.create_user(f"reviewer{number}@bench.invalid") for number in range(REVIEWERS)]
    criteria = [Criterion.objects.create(call=call, name=f"Critère {number}", weight=number + 1) for number in range(CRITERIA)]
    Mark.objects.bulk_create(
        Mark(proposal=row, criterion=criterion, by=reviewer, value=chance.randrange(6))
        for row in rows
        if row.number % 2
        for reviewer in chance.sample(reviewers, 3)
        for criterion in criteria
    )
    Comment.objects.bulk_create(
        Comment(proposal=row, kind=Comment.Kind.QUESTION if number == 0 and row.number % 7 == 0 else Comment.Kind.TEAM, body="Dit", by=team)
        for row in rows
        for number in range(chance.randrange(4))
    )
    write_likenesses(rows, chance)
    write_mergers(call, rows)
    Look.objects.bulk_create(Look(proposal=row, account=team, revision=0) for row in rows if row.number % 3)
    lead = Account.objects.create_user("lead@bench.invalid")
    Grant.objects.create(account=lead, role=PATH_LEAD, kind=PATH, key=str(edition.paths.get(letter="A").pk))
    return lead


def write_likenesses(rows: list[Proposal], chance: random.Random) -> None:
    pairs = {(min(one.pk, other.pk), max(one.pk, other.pk)) for one in rows for other in chance.sample(rows, NEAREST) if one.pk != other.pk}
    scores = {pair: chance.random() for pair in sorted(pairs)}
    both = ((one, other, score) for pair, score in scores.items() for one, other in (pair, pair[::-1]))
    Likeness.objects.bulk_create((Likeness(one_id=one, other_id=other, score=score) for one, other, score in both), batch_size=2000)


def write_mergers(call: Call, rows: list[Proposal]) -> None:
    """Every twentieth of the kept: two parts behind a result."""
    kept = [row for row in rows if row.state == Proposal.State.KEPT and row.kind.nature == Kind.Nature.COLLECTIVE]
    number = len(rows)
    for one, other in islice(zip(kept[::2], kept[1::2], strict=False), max(len(kept) // 20, 1)):
        number += 1
        result = Proposal.objects.create(
            edition=call.edition,
            call=call,
            kind=one.kind,
            number=number,
            state=Proposal.State.MERGED,
            path_id=one.path_id,
            title=one.title,
            language="fr",
        )
        merger = Merger.objects.create(result=result)
        MergerPart.objects.bulk_create(MergerPart(merger=merger, proposal=part, former_state=part.state) for part in (one, other))
        Proposal.objects.filter(pk__in=(one.pk, other.pk)).update(state=Proposal.State.JOINED)
