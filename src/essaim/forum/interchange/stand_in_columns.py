"""The columns of the spreadsheet of people who could step in, and the words its cells may hold, in three languages."""

from essaim.forum.interchange.columns import Column, Sheet

REFUSED = "refused"
"""No value kept: somebody whose visa is refused cannot step in."""
VISAS = {
    word: visa
    for visa, words in {
        "held": "held|yes|has visa|visa held|obtenu|oui|visa obtenu|délivré|detenu|obtenido|sí|si|concedido|tiene|x|ok|granted|issued",
        "not_needed": "not needed|not required|none needed|no visa needed|pas nécessaire|non nécessaire|dispensé|dispensée|sans objet|inutile"
        "|no necesario|no necesaria|no lo necesita|exento|exenta|not_needed",
        "": "unknown|inconnu|inconnue|desconocido|desconocida|?|pending|en cours|demandé|en trámite|en curso|asked|applied",
        REFUSED: "refused|refusé|refusée|denied|denegado|denegada|rechazado|rechazada",
    }.items()
    for word in words.split("|")
}
SHEET = Sheet(
    "stand_ins",
    ("could step in", "peuvent remplacer", "pueden sustituir"),
    (
        Column(
            "id",
            ("identifier", "identifiant", "identificador"),
            (
                "The number in your registration software. The same number later updates the row.",
                "Le numéro dans votre logiciel d'inscription. Le même numéro, plus tard, met la ligne à jour.",
                "El número en su programa de inscripciones. El mismo número, más tarde, actualiza la fila.",
            ),
            also=("id", "number", "numéro", "número"),
            always=True,
        ),
        Column(
            "name",
            ("name", "nom", "nombre"),
            ("First name and family name.", "Prénom et nom.", "Nombre y apellidos."),
            also=(
                "full name",
                "prénom et nom",
                "nom et prénom",
                "nom prénom",
                "nombre y apellidos",
                "nombre completo",
                "person",
                "personne",
            ),
            always=True,
        ),
        Column(
            "email",
            ("e-mail", "courriel", "correo electrónico"),
            ("One address.", "Une adresse.", "Una dirección."),
            also=("email", "mail", "e-mail address", "adresse e-mail", "adresse électronique", "correo", "email address"),
            always=True,
        ),
        Column(
            "organisation",
            ("organisation", "organisation", "organización"),
            ("Whom they would speak for.", "Au nom de qui la personne parlerait.", "En nombre de quién hablaría."),
            also=("organization", "structure", "entidad"),
            always=True,
        ),
        Column(
            "country",
            ("country", "pays", "país"),
            (
                "Where they come from: SN, or Senegal.",
                "D'où la personne vient : SN, ou Sénégal.",
                "De dónde viene: SN, o Senegal.",
            ),
            always=True,
        ),
        Column(
            "paths",
            ("paths", "parcours", "itinerarios"),
            (
                "Letters of the paths they could speak in: A; C.",
                "Les lettres des parcours où la personne pourrait parler : A ; C.",
                "Las letras de los itinerarios en los que podría hablar: A; C.",
            ),
            also=("path", "itinerario", "thème", "theme", "tema"),
            always=True,
        ),
        Column(
            "languages",
            ("languages", "langues", "idiomas"),
            (
                "Languages they could speak in: fr; es.",
                "Les langues dans lesquelles la personne peut intervenir : fr ; es.",
                "Los idiomas en los que podría intervenir: fr; es.",
            ),
            also=("language", "langue", "idioma", "speaks", "parle", "habla"),
            always=True,
        ),
        Column(
            "free",
            ("free hours", "heures libres", "horas libres"),
            (
                "2027-06-09 09:00-13:00; 2027-06-10 afternoon; 2027-06-11 (the whole day). Empty: not said.",
                "2027-06-09 09:00-13:00 ; 2027-06-10 après-midi ; 2027-06-11 (toute la journée). Vide : non dit.",
                "2027-06-09 09:00-13:00; 2027-06-10 tarde; 2027-06-11 (todo el día). Vacío: no dicho.",
            ),
            also=("free", "availability", "available", "disponibilités", "disponibilité", "disponible", "disponibilidad", "libre"),
            always=True,
        ),
        Column(
            "visa",
            ("visa", "visa", "visado"),
            (
                "held, not needed, or unknown.",
                "obtenu, pas nécessaire, ou inconnu.",
                "obtenido, no necesario, o desconocido.",
            ),
            also=("visa status", "statut du visa", "estado del visado"),
            always=True,
        ),
    ),
)
