"""The words of a spreadsheet's cells, in English, French and Spanish, with the values they mean."""

from essaim.forum.interchange.document import Role, State

ROLES = {
    word: role
    for role, words in {
        Role.SPEAKER: "speaker panelist intervenant intervenante intervenant·e orateur oratrice ponente panelista",
        Role.MODERATOR: "moderator chair modérateur modératrice animateur animatrice moderador moderadora",
        Role.LEAD: "lead leader responsable porteur porteuse pilote líder",
        Role.RAPPORTEUR: "rapporteur rapporteure rapporteuse relator relatora",
        Role.CONTACT: "contact contacto",
        Role.ORGANISER: "organiser organizer organisateur organisatrice organizador organizadora",
    }.items()
    for word in words.split()
}
STATES = {
    word: state
    for state, words in {
        State.CONFIRMED: "confirmed confirmé confirmée confirmado confirmada",
        State.TENTATIVE: "tentative provisional provisoire provisional",
        State.CANCELLED: "cancelled canceled annulé annulée cancelado cancelada",
    }.items()
    for word in words.split()
}
TRUTHS: dict[str, bool | None] = {
    **dict.fromkeys(("yes", "oui", "sí", "si", "true", "vrai", "verdadero", "1", "x"), True),
    **dict.fromkeys(("no", "non", "false", "faux", "falso", "0"), False),
}
