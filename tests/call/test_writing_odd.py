"""Odd answers and files on the writing page: kept as typed or refused, and never at the cost of the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.call.models import Proposal, ProposalFile, Question
from tests.factories import call as make


def post(cast, **data: object):
    address = reverse("call:write", args=["ici", cast.proposal.number])
    return cast.client("contributor").post(address, {"base": "{}", "was": "{}", **data})


@pytest.mark.parametrize("typed", ["9" * 400 + ", 1", "1; " + "9" * 400, "-" + "9" * 400 + " 2,5"])
def test_point_beyond_every_number_stays_as_typed(cast, typed):
    make.make_question(cast.call, "lieu", Question.Type.PLACE)
    assert post(cast, **{"q-lieu": typed}).status_code < 500
    cast.proposal.refresh_from_db()
    assert cast.proposal.answers == {"lieu": typed}


@pytest.mark.parametrize(("good", "bad"), [("bon", "mauvais"), ("mauvais", "bon")])
def test_good_file_is_kept_beside_one_that_is_refused(cast, good, bad):
    for slug in ("bon", "mauvais"):
        make.make_question(cast.call, slug, Question.Type.FILE)
    files = {
        f"q-{good}": SimpleUploadedFile("a.txt", b"texte", "text/plain"),
        f"q-{bad}": SimpleUploadedFile("b.pdf", b"MZ\x00\x01", "application/pdf"),
    }
    page = post(cast, **files)
    answers = Proposal.objects.get(pk=cast.proposal.pk).answers
    assert list(answers) == [good]
    assert answers[good] == ProposalFile.objects.get(proposal=cast.proposal).upload.key
    assert "b.pdf" in page.text
