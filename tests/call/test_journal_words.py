"""The journal speaks the reader's language: what was done, to what, which field, when."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import override

from essaim.call.actions.contributors import Behind, save_organisations
from essaim.call.actions.writing import save_facts
from essaim.desk import journal
from essaim.desk.models import Webhook
from essaim.forum.deeds import deed
from essaim.forum.journal_words import KINDS, field_word
from essaim.forum.queries.journal import HIDDEN
from tests.factories import registry as make_registry

SOURCE = Path(__file__).parents[2] / "src" / "essaim"
NEVER = {"call.textrevision", "forum.favourite", "registry.formercode", "registry.formerslug", "desk.entry", "desk.revision", "desk.worker"}


def page_of(cast, language="fr") -> str:
    with override(language):
        address = reverse("team:journal", args=["ici"])
    return cast.client("team").get(address).content.decode()


def test_every_deed_noted_has_words():
    found = set()
    for path in SOURCE.rglob("*.py"):
        found |= set(re.findall(r'(?:action=|\bnote\([\w.]+, )"([a-z_]+)"', path.read_text()))
    wordless = {name for name in found - {"store_true"} if str(deed(name)) == name}
    assert len(found) > 100
    assert wordless == set()


def test_every_kind_of_thing_in_the_journal_has_words():
    models = [one for one in apps.get_models() if one._meta.app_label in {"call", "forum"}]
    wordless = {one._meta.label_lower for one in models if not isinstance(one._meta.verbose_name, Promise)} - KINDS.keys()
    assert wordless == set()


@pytest.mark.parametrize(
    "label", ["call.Call", "call.Proposal", "call.Merger", "call.Comment", "forum.Session", "desk.Invitation", "desk.Webhook"]
)
def test_every_field_that_people_see_has_words(label):
    columns = [one for one in apps.get_model(label)._meta.concrete_fields if one.attname not in HIDDEN]
    technical = {"secret", "failures", "failing_since", "rests_until", "merger_id"}
    bare = {one.attname for one in columns if not isinstance(one.verbose_name, Promise)} - technical
    assert {name for name in bare if field_word(name) is None} == set()


def test_words_dates_and_names_instead_of_keys(cast):
    goal = make_registry.make_goal(make_registry.make_framework())
    save_organisations(proposal=cast.proposal, organisations=[Behind(name="Jardins", role="lead")], by=cast.team)
    save_facts(proposal=cast.proposal, by=cast.team, goals=[goal])
    journal.record(by=cast.team, action="take_over_proposals", thing=cast.call, after={"create": 3, "left_out": 2}, scope=cast.edition)
    journal.record(
        by=cast.team, action="close_call", thing=cast.call, after={"closed_early_at": "2026-03-01T09:05:00+00:00"}, scope=cast.edition
    )
    hook = Webhook(url="https://exemple.org/", scope=f"forum.edition:{cast.edition.pk}")
    journal.record(by=cast.team, action="try_webhook", thing=hook, scope=cast.edition)
    shown = page_of(cast)
    assert "Jardins (structure pilote)" in shown
    assert str(goal) in shown
    assert "Laissées de côté" in shown
    assert "1 mars 2026" in shown
    assert "2026-03-01T" not in shown.replace('datetime="2026', "")
    for raw in ("(lead)", "Left out", "try_webhook", "Closed early at"):
        assert raw not in shown
