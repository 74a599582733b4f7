"""Letters to people in the programme: in their own language throughout, and to nobody whose account is closed."""

import pytest
from django.urls import reverse
from django.utils import translation

from essaim.desk.models import Message
from essaim.forum.actions.answer import send_link
from essaim.forum.actions.speaker import save_speaker
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Speaker
from essaim.forum.queries.absences import crisis_of
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def choose(stage, key: str, language: str = "en", role: str = Appearance.Role.SPEAKER) -> None:
    with translation.override(language):
        address = reverse("team:absence_choose", args=["ici", "cantines", stage.bill(stage.session, stage.awa).pk, key])
    assert stage.client("team").post(address, {"role": role}).status_code == 302


@pytest.mark.parametrize("language", ["es", "fr", "en"])
def test_role_stands_in_the_language_of_whoever_steps_in(stage, language):
    """Not in that of the member of the team who chose them."""
    stage.absent(stage.awa)
    zoe = make.make_person("Zoé Ya")
    stage.another("Autre", "15:00", "16:00", people=(zoe,))
    stage.speaker(zoe, "zoe@example.org", language=language)
    choose(stage, f"p{zoe.pk}", language="fr" if language == "en" else "en", role=Appearance.Role.MODERATOR)
    with translation.override(language):
        wanted = str(Appearance.Role.MODERATOR.label)
    lines = [line.strip() for line in Message.objects.get(to_email="zoe@example.org").body.splitlines()]
    assert wanted in lines


def test_country_known_of_the_person_is_kept_when_the_list_tells_none(stage):
    """They were offered because they keep a voice from the South: the session says so afterwards."""
    stage.absent(stage.awa)
    zoe = make.make_person("Zoé Ya")
    make.make_appearance(stage.another("Autre", "15:00", "16:00"), zoe, country=stage.country("SN"))
    row = stage.stand_in("Zoé Ya", person=zoe)
    choose(stage, f"s{row.pk}")
    assert stage.bill(stage.session, zoe).country == stage.country("SN")
    assert not crisis_of(stage.edition).hit(stage.session.pk).loses_south


@pytest.fixture
def closed(stage):
    account = make.make_account("gone@example.org")
    account.is_active = False
    account.save()
    stage.awa.account = account
    stage.awa.save()
    return account


def test_closed_account_is_no_address_to_ask(stage, closed):
    contact = stage.speaker(stage.bruno, "bruno@example.org")
    stage.speaker(stage.awa, contact=contact)
    address = reverse("team:speakers_ask", args=["ici"])
    stage.client("team").post(address, {"chosen": [stage.awa.pk], "write": "1", "nonce": "n"})
    assert [letter.to_email for letter in Message.objects.all()] == ["bruno@example.org"]


def test_closed_account_gets_no_link_and_is_no_contact(stage, closed):
    awa = stage.speaker(stage.awa)
    assert send_link(edition=stage.edition, email="gone@example.org") == 0
    with pytest.raises(ForumError) as refused:
        save_speaker(edition=stage.edition, person=stage.bruno, by=stage.team, contact=awa)
    assert refused.value.code == "contact_without_email"
    assert not Message.objects.exists()
    assert not Speaker.objects.filter(contact=awa).exists()
