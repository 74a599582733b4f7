"""Who may see and steer background work, and what its pages say."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.desk import live
from essaim.desk.actions.job import cancel_job, enqueue, retry_job
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Entry, Job
from tests.factories.forum import make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Account:
    return make_account(name="Odile Organise")


@pytest.fixture
def job(owner: Account) -> Job:
    return enqueue(kind="chores.secret", arguments={"name": "x"}, by=owner)


def client_of(account: Account | None) -> Client:
    client = Client()
    if account is not None:
        client.force_login(account)
    return client


def test_owner_and_site_team_see_the_job(job: Job, owner: Account) -> None:
    for account in (owner, make_account(is_superuser=True)):
        answer = client_of(account).get(reverse("desk:job", args=[job.pk]))
        assert answer.status_code == 200
        assert "chores.secret" in answer.content.decode()
        assert "chores.secret" in client_of(account).get(reverse("desk:jobs")).content.decode()


def test_stranger_is_refused_everywhere(job: Job) -> None:
    stranger = client_of(make_account())
    for name in ("job", "job_cancel", "job_retry"):
        ask = stranger.get if name == "job" else stranger.post
        assert ask(reverse(f"desk:{name}", args=[job.pk])).status_code == 404
    assert "chores.secret" not in stranger.get(reverse("desk:jobs")).content.decode()
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_visitor_is_sent_to_log_in(job: Job) -> None:
    for name, arguments in (("jobs", []), ("job", [job.pk])):
        assert client_of(None).get(reverse(f"desk:{name}", args=arguments)).status_code == 302


def test_cancel_and_retry_by_post_alone(job: Job, owner: Account) -> None:
    client = client_of(owner)
    assert client.get(reverse("desk:job_cancel", args=[job.pk])).status_code == 405
    client.post(reverse("desk:job_cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    client.post(reverse("desk:job_retry", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == ["cancel_job", "retry_job"]


def test_cancel_of_a_job_that_is_over_says_so(job: Job, owner: Account) -> None:
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE)
    answer = client_of(owner).post("/en" + reverse("desk:job_cancel", args=[job.pk])[3:], follow=True)
    assert "nothing left to stop" in answer.content.decode()


def test_page_gives_out_a_live_address_that_names_the_job(job: Job, owner: Account) -> None:
    page = client_of(owner).get(reverse("desk:job", args=[job.pk])).content.decode()
    assert 'data-live="/live/' in page
    assert live.address(job, "fr").startswith("/live/")


def test_job_page_costs_the_same_with_many_jobs(owner: Account, django_assert_num_queries) -> None:
    client = client_of(owner)
    for count in (1, 3):
        while Job.objects.count() < count:
            enqueue(kind="chores.secret", by=owner)
        with django_assert_num_queries(4):  # session, account, count, jobs
            client.get(reverse("desk:jobs"))


def test_open_job_with_the_same_key_is_not_doubled(owner: Account) -> None:
    first = enqueue(kind="chores.one", key="edition 7", by=owner)
    assert enqueue(kind="chores.one", key="edition 7", by=owner) == first
    assert enqueue(kind="chores.other", key="edition 7", by=owner) != first
    cancel_job(job=first, by=owner)
    again = enqueue(kind="chores.one", key="edition 7", by=owner)
    assert again != first
    with pytest.raises(DeskError, match="job_again_open"):
        retry_job(job=first, by=owner)


def test_job_is_as_real_as_the_callers_transaction(owner: Account) -> None:
    from django.db import transaction

    class UndoneError(Exception):
        pass

    def undo() -> None:
        with transaction.atomic():
            enqueue(kind="chores.one", by=owner)
            raise UndoneError

    with pytest.raises(UndoneError):
        undo()
    assert not Job.objects.exists()


def test_stranger_may_not_steer_by_action(job: Job) -> None:
    with pytest.raises(DeskError, match="job_not_yours"):
        cancel_job(job=job, by=make_account())
