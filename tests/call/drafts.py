"""A draft's texts: saved, read, and enough of them to be sent."""

from essaim.call.actions.writing import latest, save_texts
from essaim.call.models import Proposal, ProposingOrganisation


def words_of(proposal: Proposal) -> dict[str, str]:
    return dict(latest(proposal).texts)


def save(proposal, by, base, texts, key=""):
    return save_texts(proposal=proposal, by=by, base=base, texts=texts, save_key=key)


def completed(draft: Proposal, by) -> Proposal:
    save(draft, by, {}, {"title.fr": "Cantines", "summary.fr": "Manger ensemble."})
    ProposingOrganisation.objects.create(proposal=draft, name="Les Tablées")
    return Proposal.objects.get(pk=draft.pk)
