"""Pages of background work: the list, one job with its progress, stop, try again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from essaim.desk import jobs, live
from essaim.desk.actions.job import cancel_job, retry_job
from essaim.desk.errors import DeskError
from essaim.desk.models import Job
from essaim.desk.queries.job import jobs_for

PER_PAGE = 50


@login_required
@never_cache
def job_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(jobs_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"job": job, "title": jobs.label(job), "text": jobs.sentence(job)} for job in page]
    return render(request, "desk/job_list.html", {"page": page, "rows": rows})


@login_required
@never_cache
def job_detail(request: HttpRequest, number: int) -> HttpResponse:
    job = get_object_or_404(jobs_for(request.user), pk=number)
    return render(request, "desk/job_detail.html", {"row": job, "job": shown(job), "result_address": result_address(job)})


@login_required
@require_POST
def job_cancel(request: HttpRequest, number: int) -> HttpResponse:
    return steered(request, number, cancel=True)


@login_required
@require_POST
def job_retry(request: HttpRequest, number: int) -> HttpResponse:
    return steered(request, number, cancel=False)


def steered(request: HttpRequest, number: int, *, cancel: bool) -> HttpResponse:
    job = get_object_or_404(jobs_for(request.user), pk=number)
    try:
        (cancel_job if cancel else retry_job)(job=job, by=request.user)  # type: ignore[arg-type]
    except DeskError as error:
        messages.error(request, refusal(error))
    return redirect("desk:job", number=job.pk)


def refusal(error: DeskError) -> str:
    number = error.facts.get("job")
    match error.code:
        case "job_is_over":
            return _("Job %(number)s is over: there is nothing left to stop.") % {"number": number}
        case "job_again_open":
            return _("The same work is under way again already: see the list of jobs.")
        case _:
            return _("Job %(number)s cannot be tried again: it has not failed and was not stopped.") % {"number": number}


def shown(job: Job) -> dict[str, object]:
    """What the component draws."""
    return {
        "title": jobs.label(job),
        "done": job.done,
        "total": job.total,
        "is_finished": not job.is_open,
        "is_failed": job.state == Job.State.FAILED,
        "message": jobs.sentence(job),
        "address": reverse("desk:job", args=[job.pk]),
        "cancel_address": "" if job.cancel_requested else reverse("desk:job_cancel", args=[job.pk]),
        "trigger": "job-moved from:body",
        "live": live.address(job, get_language() or "en"),
    }


def result_address(job: Job) -> str:
    if job.state != Job.State.DONE:
        return ""
    try:
        kind = jobs.kind(job.kind)
    except jobs.UnknownKindError:
        return ""
    return kind.address(job) if kind.address else ""
