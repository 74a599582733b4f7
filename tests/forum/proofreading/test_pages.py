"""The pages around proofreading: who may read them, and how they lead to each other."""

import pytest
from django.test import Client

from tests.factories import forum as make


@pytest.mark.parametrize("address", ["", "programme/", "counts/", "links/1/"])
def test_only_the_team_reads(edition, address):
    make.make_session(edition, "Mercredi 30 octobre 2025")
    for account in (make.make_account(), make.make_organiser(make.make_edition("ailleurs"))):
        client = Client()
        client.force_login(account)
        assert client.get(f"/en/team/ici/proofreading/{address}").status_code == 404
    assert Client().get(f"/en/team/ici/proofreading/{address}").status_code == 302


def test_the_overview_leads_to_both_and_each_to_the_other(client):
    notice, programme = '"/en/team/ici/proofreading/"', '"/en/team/ici/proofreading/programme/"'
    overview = client.get("/en/team/ici/").content.decode()
    assert notice in overview
    assert programme in overview
    assert programme in client.get("/en/team/ici/proofreading/").content.decode()
    for address in ("programme/", "counts/"):
        assert notice in client.get(f"/en/team/ici/proofreading/{address}").content.decode()
