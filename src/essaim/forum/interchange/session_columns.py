"""The columns of the sheet of sessions."""

from essaim.forum.interchange.columns import Column, Sheet

SESSIONS = Sheet(
    "sessions",
    ("sessions", "séances", "sesiones"),
    (
        Column(
            "id",
            ("id", "identifiant", "identificador"),
            (
                "Stable id of the session. Leave it as it is: a row with a known id is an update, a row without one is a new session.",
                (
                    "Identifiant stable de la séance. Ne pas le changer : une ligne avec un identifiant connu met à jour la séance, une ligne sans"
                    " identifiant en crée une nouvelle."
                ),
                (
                    "Identificador estable de la sesión. No lo cambie: una fila con identificador conocido actualiza la sesión; sin identificador"
                    " crea una nueva."
                ),
            ),
            also=("uid", "code session"),
            always=True,
        ),
        Column(
            "guid",
            ("guid", "guid", "guid"),
            (
                "Universal id (UUID); made by the program.",
                "Identifiant universel (UUID), fait par le logiciel.",
                "Identificador universal (UUID), lo crea el programa.",
            ),
            also=("uuid",),
        ),
        Column(
            "title",
            ("title", "titre", "título"),
            (
                "Title, one column a language: title [fr]. Without a language in the header its language is unknown.",
                "Titre, une colonne par langue : titre [fr]. Sans langue dans l'en-tête, elle est inconnue.",
                "Título, una columna por idioma: título [es]. Sin idioma en el encabezado, es desconocido.",
            ),
            also=("session", "name", "nom", "intitulé", "nombre", "titulo"),
            texts=True,
            always=True,
        ),
        Column(
            "subtitle",
            ("subtitle", "sous-titre", "subtítulo"),
            ("Subtitle.", "Sous-titre.", "Subtítulo."),
            texts=True,
        ),
        Column(
            "day",
            ("day", "jour", "día"),
            (
                "Day of the programme: 2025-10-29 or 29/10/2025. Empty: unknown.",
                "Jour du programme : 2025-10-29 ou 29/10/2025. Vide : inconnu.",
                "Día del programa: 2025-10-29 o 29/10/2025. Vacío: desconocido.",
            ),
            also=("date", "fecha"),
            always=True,
        ),
        Column(
            "start",
            ("start", "début", "inicio"),
            (
                "Hour it starts: 09:00, or day and hour: 2025-10-30 01:00. Empty: unknown.",
                "Heure de début : 09:00, ou jour et heure : 2025-10-30 01:00. Vide : inconnue.",
                "Hora de inicio: 09:00, o día y hora: 2025-10-30 01:00. Vacío: desconocida.",
            ),
            also=("begin", "from", "hour", "heure", "heure de début", "hora", "hora de inicio", "comienzo"),
            always=True,
        ),
        Column(
            "end",
            ("end", "fin", "fin"),
            (
                "Hour it ends; earlier than the start means the next morning.",
                "Heure de fin ; plus tôt que le début, c'est le lendemain.",
                "Hora de fin; si es anterior al inicio, es el día siguiente.",
            ),
            also=("until", "heure de fin", "hora de fin", "final"),
            always=True,
        ),
        Column(
            "duration",
            ("duration", "durée", "duración"),
            (
                "Instead of the end: minutes (90) or hours and minutes (01:30).",
                "Au lieu de la fin : minutes (90) ou heures et minutes (01:30).",
                "En lugar del fin: minutos (90) u horas y minutos (01:30).",
            ),
            also=("length", "duree min", "duration min"),
        ),
        Column(
            "zone",
            ("time zone", "fuseau horaire", "zona horaria"),
            (
                "Time zone by its IANA name: Europe/Paris.",
                "Fuseau horaire, nom IANA : Europe/Paris.",
                "Zona horaria, nombre IANA: Europe/Madrid.",
            ),
            also=("tz", "timezone", "fuseau", "zona"),
        ),
        Column(
            "room",
            ("room", "salle", "sala"),
            ("Room. Empty: unknown.", "Salle. Vide : inconnue.", "Sala. Vacío: desconocida."),
            also=("lieu", "location", "lugar"),
            always=True,
        ),
        Column(
            "site",
            ("site", "site", "sede"),
            (
                "Site of the venue, when there are several.",
                "Site du forum, quand il y en a plusieurs.",
                "Sede del foro, si hay varias.",
            ),
            also=("venue", "building", "bâtiment", "recinto", "edificio"),
            always=True,
        ),
        Column(
            "format",
            ("format", "format", "formato"),
            (
                "Round table, workshop… by name or short name, as on the sheet of formats.",
                "Table ronde, atelier… par nom ou nom court, comme dans la feuille des formats.",
                "Mesa redonda, taller… por nombre o nombre corto, como en la hoja de formatos.",
            ),
            also=("type", "tipo"),
            always=True,
        ),
        Column(
            "paths",
            ("paths", "parcours", "itinerarios"),
            (
                "Paths by letter or name, the main one first; several: A; C.",
                "Parcours par lettre ou nom, le principal d'abord ; plusieurs : A ; C.",
                "Itinerarios por letra o nombre, el principal primero; varios: A; C.",
            ),
            also=("path", "track", "tracks", "parcours thématique", "itinerario", "eje", "ejes"),
            always=True,
        ),
        Column(
            "spoken",
            ("languages", "langues", "idiomas"),
            (
                "Languages spoken: fr; en.",
                "Langues parlées : fr ; en.",
                "Idiomas hablados: es; fr.",
            ),
            also=("language", "spoken", "langue", "langues parlées", "idioma", "lang"),
            always=True,
        ),
        Column(
            "interpreted",
            ("interpretation", "interprétation", "interpretación"),
            (
                "Languages it is interpreted into: es; en.",
                "Langues d'interprétation : es ; en.",
                "Idiomas a los que se interpreta: en; fr.",
            ),
            also=("interpreted", "interpreted into", "traduction", "traducción"),
            always=True,
        ),
        Column(
            "people",
            ("people", "personnes", "personas"),
            (
                (
                    "One person a line: name | role | capacity | organisation | country. Roles: speaker, moderator, lead, rapporteur, contact,"
                    " organiser. No address, no telephone."
                ),
                (
                    "Une personne par ligne : nom | rôle | fonction | organisation | pays. Rôles : intervenant, modérateur, responsable,"
                    " rapporteur, contact, organisateur. Ni adresse ni téléphone."
                ),
                (
                    "Una persona por línea: nombre | papel | cargo | organización | país. Papeles: ponente, moderador, responsable, relator,"
                    " contacto, organizador. Sin dirección ni teléfono."
                ),
            ),
            also=("person", "persons", "speakers", "speaker", "intervenants", "intervenantes", "orateurs", "ponentes"),
            always=True,
        ),
        Column(
            "organisations",
            ("organisations", "organisations", "organizaciones"),
            ("Lead organisations: A; B.", "Organisations porteuses : A ; B.", "Organizaciones responsables: A; B."),
            also=("organizations", "organisation", "organization", "porteurs", "structure", "organización"),
            always=True,
        ),
        Column(
            "goals",
            ("goals", "objectifs", "objetivos"),
            (
                "Goals or targets by code: 11; 12.3.",
                "Objectifs ou cibles par code : 11 ; 12.3.",
                "Objetivos o metas por código: 11; 12.3.",
            ),
            also=("sdg", "sdgs", "odd", "ods"),
            always=True,
        ),
        Column(
            "abstract",
            ("abstract", "résumé", "resumen"),
            ("A few sentences.", "Quelques phrases.", "Unas frases."),
            also=("summary", "chapeau"),
            texts=True,
            always=True,
        ),
        Column(
            "description",
            ("description", "description", "descripción"),
            ("The full text.", "Le texte complet.", "El texto completo."),
            also=("text", "texte", "texto", "présentation"),
            texts=True,
            always=True,
        ),
        Column(
            "links",
            ("links", "liens", "enlaces"),
            ("One a line: title | address | kind.", "Un par ligne : titre | adresse | genre.", "Uno por línea: título | dirección | tipo."),
            also=("link", "lien", "enlace"),
        ),
        Column(
            "attachments",
            ("attachments", "pièces jointes", "adjuntos"),
            (
                "One a line: title | address | kind.",
                "Une par ligne : titre | adresse | genre.",
                "Uno por línea: título | dirección | tipo.",
            ),
            also=("files", "documents", "documentos"),
        ),
        Column(
            "audience",
            ("expected audience", "public attendu", "público previsto"),
            ("Number of people expected.", "Nombre de personnes attendues.", "Número de personas previstas."),
            also=("audience", "jauge", "aforo"),
        ),
        Column(
            "follows",
            ("follows", "suite de", "continúa"),
            (
                "Id of the session this one continues.",
                "Identifiant de la séance que celle-ci prolonge.",
                "Identificador de la sesión que continúa.",
            ),
        ),
        Column(
            "state",
            ("state", "état", "estado"),
            ("confirmed, tentative or cancelled.", "confirmée, provisoire ou annulée.", "confirmada, provisional o cancelada."),
            also=("status", "statut"),
        ),
        Column(
            "licence",
            ("recording licence", "licence de l'enregistrement", "licencia de grabación"),
            ("Licence of the recording.", "Licence de l'enregistrement.", "Licencia de la grabación."),
            also=("licence", "license", "licencia"),
        ),
        Column(
            "opt_out",
            ("do not record", "ne pas enregistrer", "no grabar"),
            ("yes, no or empty (not said).", "oui, non ou vide (non dit).", "sí, no o vacío (no dicho)."),
            also=("optout", "opt out"),
        ),
        Column(
            "no_stream",
            ("do not stream", "ne pas diffuser", "no retransmitir"),
            ("yes, no or empty (not said).", "oui, non ou vide (non dit).", "sí, no o vacío (no dicho)."),
        ),
        Column(
            "recording_url",
            ("recording", "enregistrement", "grabación"),
            ("Address of the recording.", "Adresse de l'enregistrement.", "Dirección de la grabación."),
            also=("video", "vidéo"),
        ),
        Column(
            "url",
            ("page", "page", "página"),
            ("Address of the session's page.", "Adresse de la page.", "Dirección de la página."),
            also=("url",),
        ),
        Column(
            "feedback_url",
            ("feedback", "avis", "comentarios"),
            ("Address for feedback.", "Adresse pour donner un avis.", "Dirección para comentarios."),
            also=("feedback url",),
        ),
        Column(
            "origin_url",
            ("origin", "origine", "origen"),
            ("Address in the system it comes from.", "Adresse dans le système d'origine.", "Dirección en el sistema de origen."),
            also=("origin url",),
        ),
        Column(
            "logo",
            ("picture", "image", "imagen"),
            ("Address of a picture.", "Adresse d'une image.", "Dirección de una imagen."),
            also=("logo",),
        ),
        Column(
            "number", ("number", "numéro", "número"), ("The old numeric id.", "L'ancien numéro.", "El número antiguo."), also=("no", "n")
        ),
        Column("code", ("code", "code", "código"), ("The short code.", "Le code court.", "El código corto.")),
        Column(
            "slug",
            ("slug", "nom court", "nombre corto"),
            ("Short name for addresses.", "Nom court pour les adresses.", "Nombre corto para las direcciones."),
        ),
        Column(
            "sequence",
            ("revision", "révision", "revisión"),
            (
                "How often day, hour or place changed.",
                "Nombre de changements de jour, d'heure ou de lieu.",
                "Número de cambios de día, hora o lugar.",
            ),
            also=("sequence",),
        ),
        Column(
            "modified",
            ("changed", "modifiée", "modificada"),
            ("Moment of the last change.", "Moment du dernier changement.", "Momento del último cambio."),
            also=("modified", "last modified"),
        ),
    ),
)
