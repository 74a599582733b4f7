"""Background work of the forum."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from essaim.desk.jobs import task
from essaim.desk.journal import Facts
from essaim.desk.models import Job
from essaim.desk.run import Run
from essaim.forum.actions.proofreading import REACH
from essaim.forum.errors import ForumError
from essaim.forum.exchange.imports import PREVIEW, TAKE_OVER, carry_out, look_through, note_failure, note_preview
from essaim.forum.exchange.sentences import unreadable_said
from essaim.forum.interchange import UnreadableSchedule
from essaim.forum.models import Edition, Import
from essaim.forum.reaching import reach_all
from essaim.forum.sentences import sentence
from essaim.forum.telling import release_and_tell
from essaim.search.actions import refresh


def import_of(arguments: Mapping[str, object]) -> Import:
    return Import.objects.select_related("edition", "upload", "by").get(pk=int(str(arguments["import"])))


def explain(code: str, facts: Mapping[str, object]) -> str:
    if code == "import_not_ready":
        return sentence(ForumError(code, **facts))
    return unreadable_said(UnreadableSchedule(code, None, **{name: str(value) for name, value in facts.items()}))


def page_of(job: Job) -> str:
    made = import_of(job.arguments)
    return reverse("team:import", args=[made.edition.slug, made.pk])


@task(PREVIEW, label=_("Read a programme"), refusals=(UnreadableSchedule,), explain=explain, address=page_of)
def preview_import(run: Run) -> Facts | None:
    made = import_of(run.arguments)
    run.report(0, None, gettext_noop("Reading the file."))
    try:
        outcome, reading = look_through(made, run.report)
    except UnreadableSchedule as error:
        note_failure(made, error)
        raise
    with run.commit() as result:
        note_preview(made, outcome, reading)
        result.update(dict(made.counts))
    return None


@task(TAKE_OVER, label=_("Take over a programme"), refusals=(UnreadableSchedule, ForumError), explain=explain, address=page_of)
def take_over_import(run: Run) -> Facts | None:
    """Rows, release, letters and the job's end in one transaction: a worker that dies leaves the old programme whole, and nothing is done
    twice. The letters of a release wait in the outbox, as those of the page do."""
    made = import_of(run.arguments)
    run.report(0, None, gettext_noop("Writing the sessions."))
    with run.commit() as result:
        outcome = carry_out(made, run.report)
        result.update({name: count for name, count in outcome.counts.items() if count})
        if made.releases:
            release_and_tell(edition=made.edition, by=made.by, quiet=bool(run.arguments.get("quiet")))
    refresh()
    return None


def links_page(job: Job) -> str:
    edition = Edition.objects.get(pk=int(str(job.arguments["edition"])))
    return reverse("team:proofread_links", args=[edition.slug, job.pk])


@task(REACH, label=_("Try the links of a notice"), address=links_page)
def reach_links(run: Run) -> Facts | None:
    """One careful request a link, to public addresses alone."""
    links = run.arguments["links"]
    urls = [str(one) for one in links] if isinstance(links, list) else []
    found = reach_all(urls, report=lambda done: run.report(done, len(urls), gettext_noop("Trying the links.")))
    return {"links": [{"url": one.url, "answer": one.answer, "status": one.status, "onward": one.onward} for one in found]}
