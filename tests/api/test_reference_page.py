"""The API's page: every endpoint, in three languages, under the strict policy."""

import pytest
from django.test import Client

from tests.api.test_every_endpoint import paths

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_page_names_every_endpoint_without_inline_script_or_style(client: Client, language: str) -> None:
    response = client.get(f"/{language}/api/")
    said = response.content.decode()
    assert [path for path in paths() if f"GET /api/v1{path}<" not in said] == []
    assert "<style" not in said
    assert "style=" not in said
    assert "'unsafe" not in response["Content-Security-Policy"]
