"""Files handed in with a proposal: checked, stored, named by their question."""

from essaim.call.inputs.answers import AnswersInput
from essaim.call.models import Proposal, ProposalFile
from essaim.desk.models import Account
from essaim.desk.uploads import store_document


def take_files(proposal: Proposal, form: AnswersInput, *, by: Account) -> None:
    """New ones stored (refused by desk.uploads when they are not what they say), those ticked off forgotten. Changes the form's answers."""
    answers = form.answers()
    for slug, file in form.uploads().items():
        upload = store_document(file=file, by=by)
        ProposalFile.objects.update_or_create(proposal=proposal, question=slug, defaults={"upload": upload})
        answers[slug] = upload.key
    removed = form.removed()
    if removed:
        ProposalFile.objects.filter(proposal=proposal, question__in=removed).delete()
    form.read = answers
