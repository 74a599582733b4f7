"""Background work of the desk."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from essaim.desk.hooks.delivering import DELIVER, attempt
from essaim.desk.jobs import task
from essaim.desk.journal import Facts
from essaim.desk.models import Mailing, Message
from essaim.desk.run import Run
from essaim.desk.sending import SEND, ask_sending, next_due, send_due

GONE = (Message.State.SENT, Message.State.LOGGED)


@task(SEND, label=_("Send mail"))
def send_mail(run: Run) -> Facts | None:
    """What is due of one mailing. What must be tried later has a job of its own; what a dead worker may have sent is looked at in time."""
    key = int(str(run.arguments["mailing"]))
    total = Message.objects.filter(mailing=key, state=Message.State.WAITING).count()
    run.report(0, total, gettext_noop("Sending."))
    sent = 0
    for number, message in enumerate(send_due(key), start=1):
        run.report(min(number, total), total)
        sent += 1 if Message.objects.filter(pk=message.pk, state__in=GONE).exists() else 0
    left = next_due(key)
    if left is not None and left.state == Message.State.SENDING:
        ask_sending(Mailing.objects.get(pk=key), run_after=left.next_attempt_at)
    return {"sent": sent}


@task(DELIVER, label=_("Call a webhook"))
def deliver(run: Run) -> Facts | None:
    """One attempt; the next, if one is needed, has a job of its own."""
    run.check()
    delivery = attempt(int(str(run.arguments["delivery"])))
    return {"status": delivery.status} if delivery else {}
