"""Links of a notice: tried when asked for, by a job of its own edition."""

import re

import pytest

from essaim.desk.models import Job
from tests.factories import forum as make
from tests.forum.proofreading.pages import words


def test_links_are_tried_only_when_asked_for(client, edition, organiser):
    page = client.post("/en/team/ici/proofreading/", {"text_1": "Voir https://example.org/a et https://example.org/b."})
    assert Job.objects.count() == 0
    (joined,) = re.findall(r'name="links" value="([^"]*)"', page.content.decode())
    answer = client.post("/en/team/ici/proofreading/links/", {"links": joined})
    job = Job.objects.get()
    assert (job.kind, job.created_by, job.arguments["links"]) == (
        "forum.reach_links",
        organiser,
        ["https://example.org/a", "https://example.org/b"],
    )
    assert answer["Location"] == f"/en/team/ici/proofreading/links/{job.pk}/"
    assert "Waiting for its turn." in words(client.get(answer["Location"]))
    job.state = Job.State.DONE
    job.result = {"links": [{"url": "https://example.org/a", "answer": "missing", "status": 404, "onward": ""}]}
    job.save()
    assert "page not found (404)" in words(client.get(answer["Location"]))


@pytest.mark.parametrize("links", ["", "  \n", "\n".join(f"https://example.org/{number}" for number in range(61))])
def test_none_or_too_many_links_are_refused(client, links):
    answer = client.post("/en/team/ici/proofreading/links/", {"links": links}, follow=True)
    assert Job.objects.count() == 0
    assert "link" in words(answer)


def test_a_job_of_another_edition_or_kind_is_not_shown(client, edition, organiser):
    other = make.make_edition("ailleurs")
    theirs = Job.objects.create(kind="forum.reach_links", scope=f"forum.edition:{other.pk}", result={"links": []})
    another = Job.objects.create(kind="forum.preview", scope=f"forum.edition:{edition.pk}")
    for job in (theirs, another):
        assert client.get(f"/en/team/ici/proofreading/links/{job.pk}/").status_code == 404
