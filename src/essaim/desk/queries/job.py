from django.db.models import QuerySet

from essaim.desk import rules
from essaim.desk.models import Job
from essaim.desk.rules import Someone


def jobs_for(person: Someone) -> QuerySet[Job]:
    """The jobs this person may see, newest first; who asked is preloaded. One statement."""
    every = Job.objects.select_related("created_by").order_by("-pk")
    if rules.runs_site(person):
        return every
    return every.filter(created_by_id=person.pk) if person.is_authenticated else every.none()
