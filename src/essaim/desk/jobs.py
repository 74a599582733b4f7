"""Kinds of background work. A domain's `tasks.py` registers its functions with `@task`; actions name the kind alone."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from essaim.desk.journal import Facts
from essaim.desk.models import Job
from essaim.desk.run import Run

Sentence = Callable[[str, Mapping[str, object]], str]
Address = Callable[[Job], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the function, its name for people, and how its result and its errors read."""

    name: str
    label: str | Promise
    run: Callable[[Run], Facts | None]
    refusals: tuple[type[Exception], ...] = ()
    """Errors (with `code` and `facts`) that another attempt would only repeat."""
    explain: Sentence | None = None
    """Code and facts of a refusal, as a sentence in the reader's language."""
    summary: Callable[[Mapping[str, object]], str] | None = None
    """The result, as a sentence."""
    address: Address | None = None
    """Where the result can be seen."""


class UnknownKindError(LookupError):
    """No task is registered under this name: says which are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No task of kind {name!r}. Kinds: {', '.join(sorted(_kinds)) or 'none'}. Register it in a domain's tasks.py.")


@dataclass(slots=True)
class TaskRefusedError(Exception):
    """A task's own final error when its domain has no error of its own."""

    code: str
    facts: Facts = field(default_factory=dict)


_kinds: dict[str, Kind] = {}


def task(
    name: str,
    *,
    label: str | Promise,
    refusals: tuple[type[Exception], ...] = (),
    explain: Sentence | None = None,
    summary: Callable[[Mapping[str, object]], str] | None = None,
    address: Address | None = None,
) -> Callable[[Callable[[Run], Facts | None]], Callable[[Run], Facts | None]]:
    """Register a function under `name` ("forum.import_schedule")."""

    def register(function: Callable[[Run], Facts | None]) -> Callable[[Run], Facts | None]:
        if name in _kinds and _kinds[name].run.__qualname__ != function.__qualname__:
            raise ValueError(f"Two tasks are called {name!r}: {_kinds[name].run.__module__} and {function.__module__}.")
        _kinds[name] = Kind(name, label, function, (*refusals, TaskRefusedError), explain, summary, address)
        return function

    return register


@functools.cache
def discover() -> None:
    autodiscover_modules("tasks")


def kind(name: str) -> Kind:
    discover()
    if name not in _kinds:
        raise UnknownKindError(name)
    return _kinds[name]


def label(job: Job) -> str:
    """What the job is, in the reader's language; a kind that is gone keeps its name."""
    try:
        return str(kind(job.kind).label)
    except UnknownKindError:
        return job.kind


def sentence(job: Job) -> str:
    """Where the job stands, in the reader's language: what it does, what came out, or what went wrong and what to do."""
    match job.state:
        case Job.State.FAILED:
            return _failure(job)
        case Job.State.DONE:
            summary = _kinds[job.kind].summary if job.kind in _kinds else None
            return summary(job.result) if summary else _("Done.")
        case Job.State.CANCELLED:
            return _("Stopped. Nothing of it was kept.")
        case Job.State.RUNNING if job.cancel_requested:
            return _("It stops as soon as it can.")
        case Job.State.RUNNING:
            return _(job.label) if job.label else _("Under way.")
        case _ if job.error:
            return _("It did not succeed and will be tried again by itself.")
        case _:
            return _("Waiting for its turn.")


def _failure(job: Job) -> str:
    error = job.error or {}
    code, facts = str(error.get("code", "")), error.get("facts", {})
    explain = _kinds[job.kind].explain if job.kind in _kinds else None
    if code == "worker_lost":
        return _("The worker died %(times)s times while doing this. Tell the person who runs the site.") % {
            "times": facts.get("times", "?")
        }
    if code == "unknown_kind":
        return _("This version of Essaim does not know the work “%(kind)s”.") % {"kind": job.kind}
    if code == "unexpected" or explain is None:
        return _(
            "An error in Essaim itself (%(error)s). It is in the log under job %(number)s; try again or tell the person who runs the site."
        ) % {
            "error": facts.get("type") or code,
            "number": job.pk,
        }
    return explain(code, facts)
