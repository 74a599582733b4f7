"""The API's page: every endpoint, in three languages, under the strict policy."""

import pytest
from django.test import Client

from essaim.api.reference import reference

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_page_names_every_endpoint_without_inline_script_or_style(client: Client, language: str) -> None:
    response = client.get(f"/{language}/api/")
    said = response.content.decode()
    operations = [one for _tag, group in reference().groups for one in group]
    assert len(operations) > 50
    assert [one for one in operations if f"{one.method} {one.path}<" not in said] == []
    assert "<style" not in said
    assert "style=" not in said
    assert "'unsafe" not in response["Content-Security-Policy"]
