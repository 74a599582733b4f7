"""What the demo's path teams have done so far: marks, words among themselves, questions and some answers, one conflict of interest."""

import random
from datetime import timedelta

import yaml
from django.utils import timezone

from essaim.call.demo.words import DATA
from essaim.call.models import Call, Comment, Conflict, Criterion, Mark, Proposal
from essaim.desk.models import Account

READ = (Proposal.State.DISCUSSED, Proposal.State.KEPT, Proposal.State.DECLINED)


def write_reviews(call: Call, reviewers: dict[Account, str], author: Account, chance: random.Random) -> None:
    """Reviewers with the letter of the path they read, or empty for all."""
    words = yaml.safe_load((DATA / "words.yaml").read_text())
    proposals = list(call.proposals.filter(state__in=READ).select_related("path").order_by("number"))
    criteria = list(call.criteria.all())
    marks = [
        mark(proposal, criterion, reviewer, chance, words["notes"])
        for proposal in proposals
        for reviewer in readers(proposal, reviewers)
        if chance.random() < 0.75
        for criterion in criteria
    ]
    Mark.objects.bulk_create(marks)
    for proposal in proposals:
        if chance.random() < 0.4:
            say(
                proposal,
                Comment.Kind.TEAM,
                chance.choice(words["team"]),
                chance.choice(readers(proposal, reviewers)),
                chance.randrange(3, 30),
            )
        if chance.random() < 0.2:
            question = say(
                proposal,
                Comment.Kind.QUESTION,
                chance.choice(words["questions"]),
                chance.choice(readers(proposal, reviewers)),
                chance.randrange(8, 20),
            )
            if chance.random() < 0.5:
                say(proposal, Comment.Kind.ANSWER, chance.choice(words["answers"]), author, chance.randrange(1, 8), question)
    if proposals and reviewers:
        Conflict.objects.create(
            proposal=proposals[0], account=readers(proposals[0], reviewers)[0], reason="Membre de l'organisation porteuse (démo)"
        )


def readers(proposal: Proposal, reviewers: dict[Account, str]) -> list[Account]:
    return [account for account, letter in reviewers.items() if not letter or (proposal.path and proposal.path.letter == letter)]


def mark(proposal: Proposal, criterion: Criterion, by: Account, chance: random.Random, notes: list[str]) -> Mark:
    note = chance.choice(notes) if chance.random() < 0.15 else ""
    return Mark(proposal=proposal, criterion=criterion, by=by, value=chance.choice((1, 2, 3, 3, 4, 4, 5)), note=note)


def say(proposal: Proposal, kind: str, body: str, by: Account, days_ago: int, answers: Comment | None = None) -> Comment:
    made = Comment.objects.create(proposal=proposal, kind=kind, body=body, by=by, answers=answers)
    Comment.objects.filter(pk=made.pk).update(at=timezone.now() - timedelta(days=days_ago))
    return made
