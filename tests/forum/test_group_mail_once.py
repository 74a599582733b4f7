"""Mail to a group: one person with two addresses gets it once, as with a release."""

import pytest

from essaim.desk.models import Grant, Message
from essaim.forum.models import Appearance, Speaker
from essaim.forum.rules import PATH, PATH_LEAD
from essaim.forum.telling import Audience, group_recipients, write_group_mail
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """Awa speaks, writes to us from her own address, and leads a path with her account; Bruno speaks and is her colleague by no account."""
    edition = make.make_edition("ici")
    path = make.make_path(edition, "A")
    session = make.make_session(edition, "Cantines", paths=[path])
    account = make.make_account("awa@work.example")
    awa, bruno = make.make_person("Awa"), make.make_person("Bruno")
    awa.account = account
    awa.save()
    Grant.objects.create(account=account, role=PATH_LEAD, kind=PATH, key=str(path.pk))
    for person, email in ((awa, "awa@home.example"), (bruno, "bruno@example.org")):
        make.make_appearance(session, person)
        Speaker.objects.create(edition=edition, person=person, email=email)
    return edition


def test_speaker_who_leads_under_another_address_is_written_to_once(edition):
    team = make.make_organiser(edition, "odile@example.org")
    audience = Audience(roles=(Appearance.Role.SPEAKER, PATH_LEAD))
    write_group_mail(edition=edition, audience=audience, subjects={"fr": "Bonjour"}, bodies={"fr": "{name}\n{sessions}"}, by=team)
    assert sorted(Message.objects.values_list("to_email", flat=True)) == ["awa@home.example", "bruno@example.org"]
    assert "Cantines" in Message.objects.get(to_email="awa@home.example").body


def test_lead_alone_is_written_to_at_their_account(edition):
    assert [one.address.email for one in group_recipients(edition, Audience(roles=(PATH_LEAD,))).reached] == ["awa@work.example"]


def test_two_who_answer_for_others_at_one_address_stay_one(edition):
    cleo = make.make_person("Cléo")
    make.make_appearance(edition.sessions.get(), cleo)
    Speaker.objects.create(edition=edition, person=cleo, contact=Speaker.objects.get(person__name="Awa"))
    reached = group_recipients(edition, Audience()).reached
    assert [one.address.email for one in reached] == ["awa@home.example", "bruno@example.org"]
