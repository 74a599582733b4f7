"""Who has just logged in begins where their proposals are, unless they were going somewhere; the menu leads there too."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

PASSWORD = "correct horse battery staple"


@pytest.mark.parametrize(
    ("who", "wanted", "route"),
    [("contributor", "", "call:mine"), ("participant", "", "website:home"), ("contributor", "/fr/editions/", "")],
)
def test_an_author_who_logs_in_lands_at_their_proposals(cast, who, wanted, route):
    account = getattr(cast, who)
    account.set_password(PASSWORD)
    account.save()
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    cache.clear()
    data = {"login": account.email, "password": PASSWORD, **({"next": wanted} if wanted else {})}
    answer = Client().post(reverse("account_login"), data)
    assert answer.status_code == 302
    assert answer.headers["Location"] == (wanted or reverse(route))


def test_the_menu_of_who_is_logged_in_leads_to_their_proposals(cast):
    link = f'<a href="{reverse("call:mine")}">Mes propositions</a>'
    assert link in cast.client("contributor").get(reverse("website:home")).content.decode()
    assert link not in Client().get(reverse("website:home")).content.decode()
