"""The Content-Security-Policy: strict on every answer, with exceptions only where docs/reference/security.md lists them."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from essaim.config.policy import STRICT, ContentSecurityPolicy, header

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "essaim"


def test_policy_allows_no_inline_script_style_or_eval():
    assert "unsafe" not in header()
    assert STRICT["default-src"] == "'none'"
    assert STRICT["script-src"] == STRICT["style-src"] == "'self'"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/fr/", "/en/account/login/", "/fr/nowhere/", "/robots.txt"])
def test_every_answer_carries_the_policy(client: Client, path: str):
    assert client.get(path)["Content-Security-Policy"] == header()


def test_a_view_widens_the_policy_for_its_own_answer_only():
    wide = HttpResponse()
    wide.csp_exceptions = {"worker-src": "blob:"}
    answers = iter([wide, HttpResponse()])
    policy = ContentSecurityPolicy(lambda _request: next(answers))
    request: HttpRequest = RequestFactory().get("/")
    assert "worker-src blob:" in policy(request)["Content-Security-Policy"]
    assert policy(request)["Content-Security-Policy"] == header()


def test_exceptions_in_the_sources_are_the_documented_ones():
    documented = set(re.findall(r"`(src/essaim/[^`]+\.py)`", (ROOT / "docs" / "reference" / "security.md").read_text()))
    using = {str(path.relative_to(ROOT)) for path in SOURCE.rglob("*.py") if "csp_exceptions =" in path.read_text()}
    assert using <= documented, f"undocumented exceptions in {using - documented}"


INLINE = re.compile(r"<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:|hx-on", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)", re.IGNORECASE)


def test_no_template_has_inline_style_or_script():
    templates = list(SOURCE.rglob("templates/**/*.html"))
    found = [str(path.relative_to(SOURCE)) for path in templates if INLINE.search(path.read_text()) or SCRIPT.search(path.read_text())]
    assert templates
    assert found == []


@pytest.mark.parametrize("sample", ['<p style="x">', "<a onclick='x'>", "<style>", "<script>x</script>", '<div hx-on:click="x">'])
def test_the_search_for_inline_code_finds_it(sample: str):
    assert INLINE.search(sample) or SCRIPT.search(sample)
