"""A made-up forum that holds every kind of unknown and every trap."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from essaim.forum.interchange.document import (
    Document,
    Edition,
    Format,
    Link,
    Participation,
    Path,
    Recording,
    Role,
    Room,
    Session,
    Site,
    State,
)

PARIS = ZoneInfo("Europe/Paris")


def guid(number: int) -> UUID:
    return UUID(int=number, version=4)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 10, day, hour, minute, tzinfo=PARIS)


EDITION = Edition(
    title={"fr": "Forum d'exemple", "en": "Sample forum"},
    acronym="Forum-Exemple 2025",
    start=date(2025, 10, 29),
    end=date(2025, 10, 31),
    zone="Europe/Paris",
    version="v2 <bêta>",
    url="https://exemple.org/forum",
    languages=("fr", "en"),
    venue="Palais d'exemple",
    city="Melliville",
    country="FR",
    colour="#3aa57c",
)
ANA = Participation(
    name="Ana Fictive",
    role=Role.MODERATOR,
    capacity="Maire; présidente",
    organisation="Ville | d'Exemple",
    country="FR",
    key="9891",
    guid=guid(501),
    url="https://exemple.org/ana",
    biography={"fr": "Née à Melliville.\nVit ici.", "en": "Born in Melliville."},
)
OPENING = Session(
    uid="ouverture@exemple.org",
    guid=guid(1),
    title={"fr": "Ouverture & <accueil>", "en": "Opening"},
    subtitle={"fr": "Ensemble"},
    abstract={"fr": "=1+1 n'est pas une formule.", "en": "Welcome."},
    description={"en": "Long text, " * 4000 + "end"},
    spoken=("fr", "en"),
    interpreted=("es",),
    paths=("a", "b"),
    format="pleniere",
    goals=("11", "12.3"),
    organisations=("Réseau; d'Exemple", "-Tiret"),
    people=(ANA, Participation("Beto Inventé", organisation="x=y"), Participation("Clara Contact", Role.CONTACT)),
    links=(Link("https://exemple.org/a?b=1&c=2", "Un lien", "web"),),
    attachments=(Link("https://exemple.org/diapos.pdf", "Diapos", "slides"),),
    day=date(2025, 10, 29),
    start=at(29, 9),
    end=at(29, 10, 30),
    room="Salle 1",
    site="Palais",
    recording=Recording("CC BY", opt_out=False, no_stream=True, url="https://exemple.org/film"),
    url="https://exemple.org/s/1",
    number=7,
    code="AB12CD",
    expected_audience=300,
    sequence=3,
    modified=datetime(2025, 10, 1, 8, 30, tzinfo=UTC),
)
OTHER_ROOM = Session(
    uid="voisine",
    guid=guid(2),
    title={"ko": "사회적 경제"},
    day=date(2025, 10, 29),
    start=at(29, 9),
    end=at(29, 10),
    room="Salle 1",
    site="Hangar",
    paths=("b",),
    number=7,
    people=(Participation("dora@exemple.org"),),
    links=(Link("mailto:dora@exemple.org", "Écrire"), Link("https://exemple.org/[x] y", "")),
)
SITE_ALONE = Session(
    uid="balade", guid=guid(3), title={"fr": "Balade"}, day=date(2025, 10, 30), start=at(30, 9), end=at(30, 12), site="Hangar"
)
NIGHT = Session(
    uid="nuit",
    guid=guid(4),
    title={"fr": "Nuit"},
    day=date(2025, 10, 30),
    start=at(31, 1),
    end=at(31, 3),
    room="Bar",
    site="Hangar",
    follows="balade",
)
WITHOUT_PLACE = Session(uid="ou", guid=guid(5), title={"fr": "Où ?"}, day=date(2025, 10, 31), start=at(31, 9), end=at(31, 10))
WITHOUT_HOUR = Session(uid="quand", guid=guid(6), title={"fr": "À quelle heure ?"}, day=date(2025, 10, 31), room="Bar", site="Hangar")
WITHOUT_DAY = Session(uid="jour", guid=guid(7), title={"fr": "Quel jour ?"}, room="Bar", site="Hangar", state=State.TENTATIVE)
CANCELLED = Session(
    uid="annulee",
    guid=guid(8),
    title={"fr": "Annulée"},
    day=date(2025, 10, 31),
    start=at(31, 11),
    end=at(31, 12),
    room="Bar",
    site="Hangar",
    state=State.CANCELLED,
)
EXHIBITION = Session(
    uid="expo",
    guid=guid(9),
    title={"fr": "Exposition"},
    day=date(2025, 10, 25),
    start=at(25, 8),
    end=at(31, 18),
    room="Bar",
    site="Hangar",
)
SESSIONS = (OPENING, OTHER_ROOM, SITE_ALONE, NIGHT, WITHOUT_PLACE, WITHOUT_HOUR, WITHOUT_DAY, CANCELLED, EXHIBITION)
FORUM = Document(
    edition=EDITION,
    sites=(Site("Palais", "1 rue d'Exemple", "badge"), Site("Hangar")),
    rooms=(
        Room("Salle 1", "Palais", 300, guid(101), {"fr": "Au fond"}),
        Room("Salle 1", "Hangar"),
        Room("Bar", "Hangar", 20),
        Room("Jamais", "Palais"),
    ),
    paths=(Path("a", {"fr": "Finance", "en": "Finance"}, "A", "#123456"), Path("b", {}, "B"), Path("c", {"": "Climat"})),
    formats=(Format("pleniere", {"fr": "Plénière", "en": "Plenary"}),),
    sessions=SESSIONS,
)
