"""Everything else an edition holds: entered, refused with a reason, changed, removed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.desk.models import Entry
from essaim.forum.models import Download, Partner, Path, Photo, Report, Room, Site, Visit
from essaim.registry.models import Claim, Organisation, Source
from tests.factories import forum as make
from tests.forum.team.conftest import picture

GOOD = {
    "sites": {"name__fr": "Le Dôme", "access": "pass", "step_free": "true", "place": "2"},
    "rooms": {"name__fr": "Sèvre", "capacity": "120", "equipment": "écran, boucle", "place": "2", "step_free": "unknown"},
    "paths": {"letter": "b", "name__fr": "Culture"},
    "formats": {"name__fr": "Table ronde", "kind": "round_table", "place": "2", "is_interpreted": "unknown"},
    "partners": {"organisation": "La Toute Neuve", "role": "partner", "place": "2"},
    "figures": {"measure": "registered", "value": "1500", "said_by": "La presse", "state": "declared", "source_title": "Un article"},
    "downloads": {"title__fr": "Communiqué", "kind": "press_release", "url": "https://example.org/cp", "place": "2"},
    "videos": {"title__fr": "Film", "url": "https://example.org/film", "languages": ["fr"], "place": "2"},
    "notes": {"body__fr": "À retenir", "is_published": "on"},
    "reports": {"organisation": "Réseau test", "title__fr": "Le récit", "people": "Rachid Abibi"},
    "visits": {"delegation__fr": "Des voisins", "hosts": "Réseau test"},
    "statements": {"text__fr": "Il l'a dit", "person": "Rachid Abibi", "is_quotation": "on", "place": "2"},
    "links": {"title__fr": "Un lien", "url": "https://example.org/lien", "place": "2"},
}
WRONG = [
    ("sites", {"latitude": "46.3"}, "longitude"),
    ("sites", {"name__fr": ""}, "name__fr"),
    ("rooms", {"capacity": "0"}, "capacity"),
    ("paths", {"letter": "A"}, "letter"),
    ("paths", {"letter": "1"}, "letter"),
    ("partners", {"organisation": "Réseau test"}, "organisation"),
    ("figures", {"value": "", "words": ""}, "value"),
    ("figures", {"upper": "20"}, "upper"),
    ("figures", {"stated_on": "novembre"}, "stated_on"),
    ("downloads", {"url": ""}, "file"),
    ("videos", {"url": "pas une adresse"}, "url"),
    ("reports", {"people": "Rachid Abibi\nPersonne Inconnue"}, "people"),
    ("visits", {"hosts": "Inconnue"}, "hosts"),
    ("statements", {"person": ""}, "person"),
]


def form_of(world, name: str, **more: object) -> dict[str, object]:
    needs = {"rooms": {"site": world.site.pk}, "notes": {"session": world.session.pk}, "reports": {"sessions": [world.session.pk]}}
    return {**GOOD[name], **needs.get(name, {}), **more}


def address(world, name: str, act: str, *more: object) -> str:
    on = [world.edition.slug, world.report.pk] if name in {"statements", "links"} else [world.edition.slug]
    return reverse(f"team:{name}{act}", args=[*on, *more])


@pytest.mark.parametrize("name", sorted(GOOD))
def test_thing_is_entered_changed_and_removed(world, name):
    client = world.client("organiser")
    before = Entry.objects.count()
    got = client.post(address(world, name, "_new"), form_of(world, name))
    assert got.status_code == 302, got.context["form"].errors
    assert Entry.objects.count() > before
    shown = client.get(address(world, name, ""))
    pk = max(row.pk for row, _, _ in shown.context["lines"])
    again = {bound.html_name: bound for row in [client.get(address(world, name, "_change", pk)).context["form"]] for bound in row}
    assert again
    assert client.post(address(world, name, "_remove", pk)).status_code == 302
    assert pk not in {row.pk for row, _, _ in client.get(address(world, name, "")).context["lines"]}


@pytest.mark.parametrize(("name", "wrong", "field"), WRONG)
def test_wrong_answer_is_explained_at_its_input(world, name, wrong, field):
    got = world.client("organiser").post(address(world, name, "_new"), form_of(world, name, **wrong))
    assert got.status_code == 200
    assert list(got.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in got.content.decode()


def test_what_is_entered_is_what_stands(world):
    client = world.client("organiser")
    for name in GOOD:
        client.post(address(world, name, "_new"), form_of(world, name))
    room = Room.objects.get(slug="sevre")
    assert (room.capacity, room.equipment, room.step_free) == (120, ["écran", "boucle"], None)
    assert Site.objects.get(slug="le-dome").step_free is True
    assert Path.objects.get(letter="B").name.data == {"fr": "Culture"}
    assert Partner.objects.get(organisation__slug="la-toute-neuve").organisation.name.data == {"fr": "La Toute Neuve"}
    claim = Claim.objects.get(measure="registered")
    assert (int(claim.value), claim.source) == (1500, Source.objects.get(title="Un article"))
    report = Report.objects.get(slug="le-recit")
    assert ([person.slug for person in report.people.all()], list(report.sessions.all())) == (["rachid-abibi"], [world.session])
    assert [one.organisation.slug for one in Visit.objects.latest("pk").meetings.all()] == ["reseau-test"]


def test_what_is_in_use_says_by_what(world):
    client = world.client("organiser")
    for name, by in (("rooms", "Cantines"), ("paths", "Cantines"), ("formats", "Cantines"), ("sites", "Salle bleue")):
        got = client.post(address(world, name, "_remove", world.things[name]), follow=True)
        assert by in got.content.decode(), name
    assert Room.objects.filter(pk=world.room.pk).exists()


def test_room_in_use_stays_at_its_site(world):
    other = make.make_site(world.edition, "Ailleurs")
    data = {"name__fr": "Salle bleue", "site": other.pk, "place": "1", "step_free": "unknown"}
    got = world.client("organiser").post(address(world, "rooms", "_change", world.room.pk), data)
    assert list(got.context["form"].errors) == ["site"]


def test_a_kept_figure_takes_over_from_another(world):
    client = world.client("organiser")
    first = Claim.objects.get(pk=world.things["figures"])
    data = form_of(world, "figures", measure=first.measure, is_kept="on")
    client.post(address(world, "figures", "_new"), data)
    client.post(address(world, "figures", "_new"), data | {"value": "1700"})
    assert [int(claim.value) for claim in Claim.objects.filter(measure=first.measure, is_kept=True)] == [1700]
    assert Claim.objects.filter(measure=first.measure).count() == 3


# --- files --------------------------------------------------------------------------------------


PHOTO = {"alt__fr": "Deux personnes devant une halle", "credit": "Une photographe", "place": "1"}


def test_photo_is_entered_with_what_it_shows_and_its_credit(world):
    got = world.client("organiser").post(address(world, "photos", "_new"), PHOTO | {"file": picture((900, 600))})
    photo = Photo.objects.latest("pk")
    assert got.status_code == 302
    assert (photo.credit, photo.thumbnail.width, photo.upload.is_public) == ("Une photographe", 480, False)


@pytest.mark.parametrize(
    ("file", "more", "field"),
    [
        (lambda: SimpleUploadedFile("dessin.svg", b"<svg onload='x'/>"), {}, "file"),
        (lambda: SimpleUploadedFile("grande.jpg", b"\xff\xd8\xff" + b"0" * (21 * 1024 * 1024)), {}, "file"),
        (lambda: None, {}, "file"),
        (picture, {"alt__fr": ""}, "alt__fr"),
        (picture, {"credit": ""}, "credit"),
    ],
)
def test_photo_that_will_not_do_is_explained_at_its_input(world, file, more, field):
    given = file()
    data = PHOTO | more | ({"file": given} if given else {})
    got = world.client("organiser").post(address(world, "photos", "_new"), data)
    assert list(got.context["form"].errors) == [field]
    assert Photo.objects.count() == 1
    if given and field == "file":
        assert given.name in got.context["form"].errors["file"][0]


def test_document_is_given_with_a_file(world):
    file = SimpleUploadedFile("communiqué.pdf", b"%PDF-1.7 x")
    world.client("organiser").post(address(world, "downloads", "_new"), form_of(world, "downloads", url="", file=file))
    assert Download.objects.latest("pk").upload.media_type == "application/pdf"


def test_a_new_organisation_is_not_left_behind_by_a_refusal(world):
    world.client("organiser").post(
        address(world, "reports", "_new"), form_of(world, "reports", organisation="Jamais Vue", people="Inconnue")
    )
    assert not Organisation.objects.filter(slug="jamais-vue").exists()
