"""The sheets of the workbook: sessions, and the lists they draw on."""

from essaim.forum.interchange.columns import Column, Sheet
from essaim.forum.interchange.session_columns import SESSIONS

_NAME = Column("name", ("name", "nom", "nombre"), ("Name.", "Nom.", "Nombre."), always=True)
_NAMES = Column(
    "name",
    ("name", "nom", "nombre"),
    ("Name, one column a language: name [fr].", "Nom, une colonne par langue : nom [fr].", "Nombre, una columna por idioma: nombre [es]."),
    texts=True,
    always=True,
)
_SLUG = Column(
    "slug", ("short name", "nom court", "nombre corto"), ("Short name.", "Nom court.", "Nombre corto."), also=("slug",), always=True
)
_COLOUR = Column("colour", ("colour", "couleur", "color"), ("#3aa57c", "#3aa57c", "#3aa57c"), also=("color",))

ROOMS = Sheet(
    "rooms",
    ("rooms", "salles", "salas"),
    (
        _NAME,
        Column("site", ("site", "site", "sede"), ("Its site.", "Son site.", "Su sede."), always=True),
        Column("capacity", ("capacity", "capacité", "capacidad"), ("Seats.", "Places.", "Plazas."), also=("jauge", "aforo"), always=True),
        Column("guid", ("guid", "guid", "guid"), ("Universal id.", "Identifiant universel.", "Identificador universal.")),
        Column(
            "description",
            ("description", "description", "descripción"),
            ("What to know.", "À savoir.", "Lo que hay que saber."),
            texts=True,
        ),
    ),
)
SITES = Sheet(
    "sites",
    ("sites", "sites", "sedes"),
    (
        _NAME,
        Column("address", ("address", "adresse", "dirección"), ("Postal address.", "Adresse postale.", "Dirección postal."), always=True),
        Column("access", ("access", "accès", "acceso"), ("Who may enter.", "Qui peut entrer.", "Quién puede entrar."), always=True),
    ),
)
PATHS = Sheet(
    "paths",
    ("paths", "parcours", "itinerarios"),
    (_SLUG, Column("letter", ("letter", "lettre", "letra"), ("A, B…", "A, B…", "A, B…"), always=True), _NAMES, _COLOUR),
)
FORMATS = Sheet("formats", ("formats", "formats", "formatos"), (_SLUG, _NAMES))
DAYS = Sheet(
    "days",
    ("days", "jours", "días"),
    (
        Column("date", ("day", "jour", "día"), ("2025-10-29", "2025-10-29", "2025-10-29"), also=("date", "fecha"), always=True),
        Column("start", ("start", "début", "inicio"), ("First moment.", "Premier moment.", "Primer momento."), always=True),
        Column("end", ("end", "fin", "fin"), ("Last moment.", "Dernier moment.", "Último momento."), always=True),
    ),
)
EDITION = Sheet(
    "edition",
    ("edition", "édition", "edición"),
    (
        Column("title", ("title", "titre", "título"), ("Title.", "Titre.", "Título."), texts=True, always=True),
        Column(
            "acronym", ("acronym", "sigle", "sigla"), ("Short name: niort2019.", "Nom court : niort2019.", "Nombre corto."), always=True
        ),
        Column(
            "start", ("first day", "premier jour", "primer día"), ("2025-10-29", "2025-10-29", "2025-10-29"), also=("start",), always=True
        ),
        Column("end", ("last day", "dernier jour", "último día"), ("2025-10-31", "2025-10-31", "2025-10-31"), also=("end",), always=True),
        Column(
            "zone",
            ("time zone", "fuseau horaire", "zona horaria"),
            ("Europe/Paris", "Europe/Paris", "Europe/Madrid"),
            also=("zone", "timezone"),
            always=True,
        ),
        Column("languages", ("languages", "langues", "idiomas"), ("fr; en; es", "fr ; en ; es", "es; fr; en"), always=True),
        Column("version", ("version", "version", "versión"), ("Name of the version.", "Nom de la version.", "Nombre de la versión.")),
        Column("url", ("page", "page", "página"), ("Address.", "Adresse.", "Dirección."), also=("url",)),
        Column(
            "base_url", ("base address", "adresse de base", "dirección base"), ("Address.", "Adresse.", "Dirección."), also=("base url",)
        ),
        Column("logo", ("picture", "image", "imagen"), ("Address.", "Adresse.", "Dirección."), also=("logo",)),
        _COLOUR,
        Column("venue", ("venue", "lieu", "recinto"), ("Name of the venue.", "Nom du lieu.", "Nombre del recinto.")),
        Column("city", ("city", "ville", "ciudad"), ("City.", "Ville.", "Ciudad.")),
        Column("country", ("country", "pays", "país"), ("Country.", "Pays.", "País.")),
        Column(
            "day_change", ("day begins at", "le jour commence à", "el día empieza a"), ("04:00", "04:00", "04:00"), also=("day change",)
        ),
        Column(
            "timeslot_min", ("time slot (minutes)", "pas horaire (minutes)", "intervalo (minutos)"), ("5", "5", "5"), also=("timeslot",)
        ),
    ),
)
LISTS = (EDITION, SITES, ROOMS, PATHS, FORMATS, DAYS)
ALL = (SESSIONS, *LISTS)
