from essaim.call.models.call import Aim, Call, Criterion, Kind, Question
from essaim.call.models.merger import Comparison, Distinct, Likeness, Merger, MergerPart
from essaim.call.models.proposal import Contributor, Proposal, ProposalFile, ProposalImport, ProposingOrganisation, TextRevision
from essaim.call.models.review import Comment, Conflict, Look, Mark

__all__ = [
    "Aim",
    "Call",
    "Comment",
    "Comparison",
    "Conflict",
    "Contributor",
    "Criterion",
    "Distinct",
    "Kind",
    "Likeness",
    "Look",
    "Mark",
    "Merger",
    "MergerPart",
    "Proposal",
    "ProposalFile",
    "ProposalImport",
    "ProposingOrganisation",
    "Question",
    "TextRevision",
]
