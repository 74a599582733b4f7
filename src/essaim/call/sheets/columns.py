"""The sheet's own columns in English, French and Spanish, and as the export of Niort 2019 calls them. A call's questions follow them."""

from essaim.forum.interchange.columns import Column, Sheet

PERSONAL = frozenset({"contact_name", "contact_email", "contact_phone", "author_name", "author_email", "speakers"})
MARKS = ("personal", "personnel", "personal")
"""Stands behind the header of a personal column, in English, French and Spanish."""

SHEET = Sheet(
    "proposals",
    ("proposals", "propositions", "propuestas"),
    (
        Column("number", ("number", "numéro", "número"), (
            "The number Essaim gave. Leave it empty for a new proposal.",
            "Le numéro donné par Essaim. Vide pour une nouvelle proposition.",
            "El número que dio Essaim. Vacío para una propuesta nueva.",
        ), also=("no", "n°"), always=True),
        Column("outside_id", ("identifier", "identifiant", "identificador"), (
            "Your own name for the row; the same name again updates the same proposal.",
            "Votre propre nom pour la ligne ; le même nom met à jour la même proposition.",
            "El nombre que usted da a la fila; el mismo nombre actualiza la misma propuesta.",
        ), also=("id", "id_fiche", "identifiant de la fiche", "référence", "reference", "ref"), always=True),
        Column("kind", ("kind of proposal", "type de proposition", "tipo de propuesta"), (
            "One of the call's kinds, by name.", "Un des types de l'appel, par son nom.", "Uno de los tipos de la convocatoria, por su nombre.",
        ), also=("kind", "type", "catégorie", "category"), always=True),
        Column("path", ("path", "parcours", "itinerario"), (
            "Letter or name of the path.", "Lettre ou nom du parcours.", "Letra o nombre del itinerario.",
        ), also=("parcours thématique", "thématique", "theme", "track"), always=True),
        Column("state", ("state", "état", "estado"), (
            "Where it stands; not read back.", "Où elle en est ; non relu.", "En qué punto está; no se vuelve a leer.",
        )),
        Column("is_synthetic", ("invented for the demo", "inventée pour la démonstration", "inventada para la demostración"), (
            "Marks invented rows; not read back.", "Marque les lignes inventées ; non relu.", "Marca las filas inventadas; no se vuelve a leer.",
        )),
        Column("language", ("written in", "langue de rédaction", "idioma de redacción"), (
            "Language of its texts: fr, en, español…", "Langue des textes : fr, en, español…", "Idioma de los textos: fr, en, español…",
        ), also=("language", "langue", "idioma"), always=True),
        Column("title", ("title", "titre", "título"), (
            "A column for each language.", "Une colonne par langue.", "Una columna por idioma.",
        ), also=("titre de la contribution", "titre de la proposition", "title of the proposal", "bf_titre"), texts=True, always=True),
        Column("summary", ("summary", "résumé", "resumen"), (
            "A few sentences, a column for each language.", "Quelques phrases, une colonne par langue.", "Unas frases, una columna por idioma.",
        ), also=("présentation courte", "abstract"), texts=True, always=True),
        Column("description", ("description", "description", "descripción"), (
            "At length, a column for each language.", "En détail, une colonne par langue.", "Con detalle, una columna por idioma.",
        ), also=("présentation de la proposition", "présentation"), texts=True),
        Column("format", ("format", "format", "formato"), (
            "One of the edition's formats, by name.", "Un des formats de l'édition, par son nom.", "Uno de los formatos de la edición, por su nombre.",
        ), always=True),
        Column("goals", ("goals", "ODD", "ODS"), (
            "Numbers of goals: 4; 11", "Numéros des objectifs : 4; 11", "Números de los objetivos: 4; 11",
        ), also=("sdg", "sdgs", "objectifs", "objetivos")),
        Column("spoken", ("spoken languages", "langues parlées", "idiomas hablados"), ("fr; en", "fr; en", "fr; en"), also=("spoken",)),
        Column("audience", ("for how many people", "pour combien de personnes", "para cuántas personas"), (
            "A whole number.", "Un nombre entier.", "Un número entero.",
        ), also=("audience", "jauge")),
        Column("level", ("level of the audience", "niveau du public", "nivel del público"), (
            "Beginners, experienced…", "Novice, confirmé…", "Principiante, con experiencia…",
        ), also=("public attendu",)),
        Column("lead", ("lead organisation", "organisation porteuse", "organización responsable"), (
            "Several: a semicolon between.", "Plusieurs : un point-virgule entre.", "Varias: un punto y coma entre ellas.",
        ), also=(
            "organisation référente", "organisation", "lead organization", "structure pilote", "structures pilotes", "entidad responsable",
        ), always=True),
        Column("lead_kind", ("kind of lead organisation", "type d'organisation", "tipo de organización"), (
            "Association, local authority…", "Association, collectivité…", "Asociación, gobierno local…",
        )),
        Column("lead_status", ("legal status", "statut de l'organisation", "estatuto de la organización"), (
            "In its own words.", "Dans ses propres mots.", "En sus propias palabras.",
        ), also=("statut de l'organisation porteuse", "statut")),
        Column("lead_country", ("country", "pays", "país"), (
            "Name or two letters: SN.", "Nom ou deux lettres : SN.", "Nombre o dos letras: SN.",
        ), always=True),
        Column("postcode", ("postcode", "code postal", "código postal"), ("", "", ""), also=("zip",)),
        Column("town", ("town", "ville", "ciudad"), ("", "", ""), also=("city", "commune")),
        Column("partners", ("partner organisations", "organisations partenaires", "organizaciones asociadas"), (
            "A semicolon between.", "Un point-virgule entre.", "Un punto y coma entre ellas.",
        ), also=("autres organisations partenaires", "partners"), always=True),
        Column("speakers", ("speakers", "intervenants", "ponentes"), (
            "Name | organisation | country; a line each.", "Nom | organisation | pays ; une ligne chacun.",
            "Nombre | organización | país; una línea cada persona.",
        ), also=("intervenant·es", "intervenantes", "intervenant es")),
        Column("contact_name", ("contact person", "personne référente", "persona de contacto"), ("", "", ""), also=(
            "nom de la personne référente pour le forum", "contact", "référent·e", "referent",
        )),
        Column("contact_email", ("contact e-mail", "mail référent·e", "correo de contacto"), ("", "", ""), also=(
            "mail référent", "mail référente", "mail du référent", "courriel référent·e",
        )),
        Column("contact_phone", ("contact telephone", "téléphone du référent", "teléfono de contacto"), ("", "", ""), also=("téléphone référent",)),
        Column("author_name", ("author", "auteur", "autor"), ("", "", ""), also=("auteur·rice", "autora")),
        Column("author_email", ("author's e-mail", "e-mail de l'auteur", "correo del autor"), ("", "", ""), also=("email", "e-mail", "mail", "courriel")),
        Column("consent", ("may be public", "peut être publique", "puede ser pública"), (
            "yes or no. Empty means no: without it the row is never public.",
            "oui ou non. Vide veut dire non : sans cet accord, la ligne n'est jamais publique.",
            "sí o no. Vacío significa no: sin este acuerdo, la fila nunca es pública.",
        ), also=("accord pour que les informations soient visibles sur le site", "accord", "consent", "acuerdo"), always=True),
    ),
)  # fmt: skip
