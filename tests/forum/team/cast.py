"""Everybody who helps, and what there is for them to open: the draft programme's own cast."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from essaim.forum import rules
from essaim.forum.actions.media import take_note
from essaim.forum.models import Absence, Note, Session
from tests.factories import call as make_call
from tests.factories import forum as make

SECRET = "zibeline"


class Cast:
    """Path A with a released session, a draft one and a cancelled one; path B with one; an edition elsewhere with its own rapporteur."""

    def __init__(self) -> None:
        self.edition = make.make_edition("ici")
        self.path, self.other = make.make_path(self.edition, "A"), make.make_path(self.edition, "B", "Finances")
        organisation, other = make.make_organisation(), make.make_organisation()
        self.path.leads.add(organisation)
        self.other.leads.add(other)
        room = make.make_room(make.make_site(self.edition, "Les Halles"), "Salle bleue")
        self.session = make.make_session(self.edition, "Cantines", code="cantines", paths=[self.path], interpreted=["en"])
        make.make_slot(self.session, "09:00", "10:00", room=room)
        person = make.make_person(f"Rachida {SECRET}")
        make.make_appearance(self.session, person)
        Absence.objects.create(edition=self.edition, person=person, reason=Absence.Reason.VISA, note=SECRET)
        self.draft = make.make_session(self.edition, "Brouillon", code="brouillon", paths=[self.path], state=Session.State.DRAFT)
        self.draft_elsewhere = make.make_session(self.edition, "Ébauche", code="ebauche", paths=[self.other], state=Session.State.DRAFT)
        self.cancelled = make.make_session(self.edition, "Annulée", code="annulee", paths=[self.path], state=Session.State.CANCELLED)
        self.monnaies = make.make_session(self.edition, "Monnaies", code="monnaies", paths=[self.other])
        make.make_slot(self.monnaies, "11:00", "12:00", day=self.edition.starts_on + timedelta(days=1), room=room)
        self.far = make.make_edition("ailleurs")
        far_path = make.make_path(self.far, "A")
        make.make_session(self.far, "Ailleurs", code="cantines", paths=[far_path])
        self.accounts = {
            "team": make.make_organiser(self.edition),
            "lead": make_call.make_colleague(organisation),
            "other_lead": make_call.make_colleague(other),
            "reviewer": self.holding(rules.REVIEWER, self.path),
            "rapporteur": self.holding(rules.RAPPORTEUR, self.path),
            "other_rapporteur": self.holding(rules.RAPPORTEUR, self.other),
            "all_rapporteur": self.holding(rules.RAPPORTEUR, self.edition),
            "interpreter": self.holding(rules.INTERPRETER, self.edition),
            "volunteer": self.holding(rules.VOLUNTEER, self.edition),
            "far_rapporteur": self.holding(rules.RAPPORTEUR, far_path),
            "far_interpreter": self.holding(rules.INTERPRETER, self.far),
            "far_volunteer": self.holding(rules.VOLUNTEER, self.far),
            "participant": make.make_account(),
        }

    def holding(self, role, on):
        account = make.make_account()
        make_call.make_role(account, role, on)
        return account

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.accounts[who], "django.contrib.auth.backends.ModelBackend")
        return client

    def note(self, who: str, body: str = "À retenir", **facts: object) -> Note:
        return take_note(session=self.session, by=self.accounts[who], body={"fr": body}, **facts)

    def address(self, name: str, *more: object) -> str:
        return reverse(f"team:{name}", args=[self.edition.slug, *more])

    def who_opens(self, address: str) -> set[str]:
        answers = {name: self.client(name).get(address).status_code for name in self.accounts}
        assert set(answers.values()) <= {200, 404}, answers
        return {name for name, status in answers.items() if status == 200}


HERE = {"team", "lead", "other_lead", "reviewer", "rapporteur", "other_rapporteur", "all_rapporteur", "interpreter", "volunteer"}
OFFICE = {"team", "lead", "reviewer"}
NOTE_TAKERS = {"team", "lead", "rapporteur", "all_rapporteur"}


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()
