"""Who may do what on the desk."""

from django.contrib.auth.models import AnonymousUser

from essaim.desk.models import Account, Job

Someone = Account | AnonymousUser


def runs_site(person: Someone) -> bool:
    return isinstance(person, Account) and person.is_active and person.is_staff and person.has_shown_factor


def may_see_job(person: Someone, job: Job) -> bool:
    return person.is_authenticated and (runs_site(person) or job.created_by_id == person.pk)


def may_steer_job(person: Someone, job: Job) -> bool:
    """Stop it or try it again."""
    return may_see_job(person, job)
