"""Files handed in with a proposal: checked, stored, named by their question."""

from essaim.call.inputs.answers import AnswersInput
from essaim.call.models import Proposal, ProposalFile
from essaim.desk.errors import DeskError
from essaim.desk.models import Account
from essaim.desk.uploads import store_document


def take_files(proposal: Proposal, form: AnswersInput, *, by: Account) -> None:
    """New ones stored, those ticked off forgotten. Changes the form's answers. What desk.uploads refuses, when a file is not what it says, is
    raised once the others are kept."""
    answers, refused = form.answers(), list[DeskError]()
    for slug, file in form.uploads().items():
        try:
            upload = store_document(file=file, by=by)
        except DeskError as error:
            refused.append(error)
            continue
        ProposalFile.objects.update_or_create(proposal=proposal, question=slug, defaults={"upload": upload})
        answers[slug] = upload.key
    removed = form.removed()
    if removed:
        ProposalFile.objects.filter(proposal=proposal, question__in=removed).delete()
    form.read = answers
    if refused:
        raise refused[0]
