"""What a webhook's actions refuse, and what the journal holds of them."""

import json

import pytest

from essaim.desk.actions.webhook import add_webhook, change_webhook, remove_webhook, renew_secret, switch_webhook
from essaim.desk.errors import DeskError
from essaim.desk.models import Entry, Webhook


@pytest.mark.django_db
def test_secret_is_in_no_journal_entry(edition):
    hook = add_webhook(scope=edition, url="https://example.org/", events=[], by=None)
    secrets = [hook.secret]
    change_webhook(hook=hook, url="https://example.org/2", events=["proposal.sent"], by=None)
    secrets.append(renew_secret(hook=hook, by=None).secret)
    switch_webhook(hook=hook, is_active=False, by=None)
    remove_webhook(hook=hook, by=None)
    assert len(set(secrets)) == 2
    entries = list(Entry.objects.filter(scope=f"forum.edition:{edition.pk}").values("action", "before", "after"))
    assert [one["action"] for one in entries if "webhook" in one["action"] or "secret" in one["action"]]
    assert [secret for secret in secrets if secret in json.dumps(entries)] == []


@pytest.mark.django_db
def test_same_address_twice_and_unknown_event_are_refused(edition):
    add_webhook(scope=edition, url="https://example.org/", events=[], by=None)
    with pytest.raises(DeskError, match="hook_twice"):
        add_webhook(scope=edition, url="https://example.org/", events=[], by=None)
    with pytest.raises(DeskError, match="unknown_event"):
        add_webhook(scope=edition, url="https://example.org/3", events=["proposal.eaten"], by=None)
    assert Webhook.objects.count() == 1
