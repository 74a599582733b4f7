from essaim.registry.models.claim import Claim
from essaim.registry.models.former_slug import FormerSlug
from essaim.registry.models.framework import Framework, Goal
from essaim.registry.models.organisation import Establishment, Identifier, Membership, Organisation, OrganisationName
from essaim.registry.models.person import Affiliation, Person, PersonName
from essaim.registry.models.source import Source
from essaim.registry.models.territory import FormerCode, Territory

__all__ = [
    "Affiliation",
    "Claim",
    "Establishment",
    "FormerCode",
    "FormerSlug",
    "Framework",
    "Goal",
    "Identifier",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Person",
    "PersonName",
    "Source",
    "Territory",
]
