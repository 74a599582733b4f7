"""The front door: `load_call` gives the fictional edition its call and 170 synthetic proposals, once."""

import random

from django.db import transaction

from essaim.call.demo.accounts import AUTHOR, LEADS, REVIEWS, give_proposals, make_accounts
from essaim.call.demo.frame import SLUG, write_call
from essaim.call.demo.mergers import write_mergers
from essaim.call.demo.people import read_company
from essaim.call.demo.proposals import make_proposals, write_proposals
from essaim.call.demo.reviews import write_reviews
from essaim.call.demo.speakers import write_speakers
from essaim.call.models import Call
from essaim.desk import journal
from essaim.desk.models import Account
from essaim.forum.demo.load import Progress, silent
from essaim.forum.models import Edition

EXAMPLE = "forum-exemple"
SEED = 2019
ORGANISER = "organiser@example.org"


@transaction.atomic
def load_call(*, progress: Progress = silent) -> Call | None:
    """Nothing when the fictional edition is not there. A call that stands is kept as people left it; logins it lacks are made."""
    edition = Edition.objects.filter(slug=EXAMPLE, is_fictional=True).first()
    if edition is None:
        return None
    known = Call.objects.filter(edition=edition, slug=SLUG).first()
    if known:
        make_accounts(known)
        return known
    chance = random.Random(SEED)  # noqa: S311 a demo, the same each time
    call = write_call(edition)
    progress(0, 4, "proposals")
    company = read_company(chance)
    rows = write_proposals(make_proposals(call, company, chance), call)
    accounts = make_accounts(call)
    if accounts:
        progress(1, 4, "path teams")
        give_proposals(call, accounts[AUTHOR.email])
        reviewers = {accounts[REVIEWS.email]: "", **{accounts[email]: letter for email, letter in LEADS.items()}}
        write_reviews(call, reviewers, accounts[AUTHOR.email], chance)
        organiser = Account.objects.filter(email=ORGANISER).first()
        if organiser:
            progress(2, 4, "mergers")
            write_mergers(call, organiser, chance)
    progress(3, 4, "speakers")
    write_speakers(edition, company, chance)
    journal.record(by=None, action="load_demo", thing=call, after={"proposals": len(rows)}, scope=edition)
    return call
