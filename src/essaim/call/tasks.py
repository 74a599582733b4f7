"""Background work on calls and proposals."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext, override

from essaim.call.actions.likeness import AGAIN, ask_likenesses, renewal_of, store_likenesses
from essaim.call.errors import CallError
from essaim.call.exchange.imports import TAKE_OVER, carry_out
from essaim.call.exchange.sentences import counts_said, unreadable_said
from essaim.call.models import ProposalImport
from essaim.call.overlap import NEAREST, Corpus
from essaim.call.queries.overlap import RENEW, offers_of
from essaim.call.sentences import sentence
from essaim.call.sheets import UnreadableSheet
from essaim.desk.jobs import TaskRefusedError, task
from essaim.desk.journal import Facts
from essaim.desk.models import Job
from essaim.desk.run import Run
from essaim.forum.models import Edition


def import_of(arguments: Mapping[str, object]) -> ProposalImport:
    return ProposalImport.objects.select_related("call__edition", "upload", "by").get(pk=int(str(arguments["import"])))


def explain_import(code: str, facts: Mapping[str, object]) -> str:
    if code.startswith("sheet_") and code != "sheet_taken_over":
        return unreadable_said(UnreadableSheet(code, **facts))
    return sentence(CallError(code, **facts))


def import_page(job: Job) -> str:
    made = import_of(job.arguments)
    return reverse("call_team:sheet", args=[made.call.edition.slug, made.call.slug, made.pk])


def import_summary(result: Mapping[str, object]) -> str:
    counts = {name: int(str(count)) for name, count in result.items()}
    return ", ".join(f"{count} {words}" for count, words in counts_said(counts))


@task(
    TAKE_OVER,
    label=_("Take over proposals from a spreadsheet"),
    refusals=(UnreadableSheet, CallError),
    explain=explain_import,
    summary=import_summary,
    address=import_page,
)
def take_over_proposals(run: Run) -> Facts | None:
    """Rows and the job's end in one transaction: a worker that dies leaves nothing half done."""
    made = import_of(run.arguments)
    run.report(0, None, gettext_noop("Writing the proposals."))
    with override(str(run.arguments.get("language") or "en")), run.commit() as result:
        counts = carry_out(made, by=made.by, report=lambda done, total: run.report(done, total, gettext_noop("Writing the proposals.")))
        result.update(dict(counts))
    return None


KEPT_FROM = 0.3
"""Fainter likenesses are not worth a row."""


def renewal_summary(result: Mapping[str, object]) -> str:
    pairs = int(str(result.get("pairs", 0)))
    return ngettext("%(pairs)s pair of proposals is near.", "%(pairs)s pairs of proposals are near.", pairs) % {"pairs": pairs}


def overlaps_page(job: Job) -> str:
    edition = Edition.objects.filter(pk=job.arguments.get("edition")).first()
    return reverse("call_team:overlaps", args=[edition.slug]) if edition else ""


@task(RENEW, label=_("Compare the proposals"), summary=renewal_summary, address=overlaps_page)
def renew_likenesses(run: Run) -> Facts | None:
    """Reads and compares outside the transaction; writes the differences in it. Begins again when something changed meanwhile."""
    edition = Edition.objects.filter(pk=int(str(run.arguments["edition"]))).first()
    if edition is None:
        raise TaskRefusedError("edition_gone", {"edition": run.arguments["edition"]})
    at = timezone.now()
    run.report(0, None, gettext_noop("Reading the proposals."))
    offers = offers_of(edition)
    corpus = Corpus(offers)
    run.report(0, len(offers), gettext_noop("Comparing each with all others."))
    found = [one for _key, nearest in corpus.nearest(NEAREST, least=KEPT_FROM, report=run.report) for one in nearest]
    renewal = renewal_of(edition, found)
    with run.commit() as result:
        pairs = store_likenesses(renewal=renewal, n_proposals=len(offers), at=at)
        is_to_repeat = bool((Job.objects.values_list("arguments", flat=True).get(pk=run.job.pk) or {}).get(AGAIN))
        result.update({"pairs": pairs, "proposals": len(offers)})
    if is_to_repeat:
        ask_likenesses(edition=edition, by=run.by)
    return None
