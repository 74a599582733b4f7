"""Whatever writes to somebody, it writes in the same language: the one of their mail, of their account, one they speak, the edition's."""

import pytest

from essaim.forum.actions.speaker_letters import language_of
from essaim.forum.models import Speaker
from essaim.forum.telling import Audience, group_recipients
from essaim.forum.telling.people import addresses_of
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mail", "account", "spoken", "wanted"),
    [
        ("es", "en", ["fr"], "es"),
        ("", "en", ["es"], "en"),
        ("", "", ["es"], "es"),
        ("", "", ["wo", "es-MX", "en"], "es"),
        ("pt-BR", "", ["en"], "en"),
        ("", "", ["wo"], "fr"),
        ("", "", [], "fr"),
    ],
)
def test_release_group_mail_and_personal_letters_agree(mail, account, spoken, wanted):
    edition = make.make_edition("ici")
    person = make.make_person("Awa")
    if account:
        person.account = make.make_account("awa@work.example", language=account)
        person.save()
    make.make_appearance(make.make_session(edition, "Cantines"), person)
    part = Speaker.objects.create(edition=edition, person=person, email="awa@example.org", language=mail, spoken=spoken)
    assert edition.languages[0] == "fr"
    assert language_of(part, edition) == wanted
    assert addresses_of(edition, [person.pk])[person.pk].language == wanted
    assert group_recipients(edition, Audience()).reached[0].address.language == wanted
