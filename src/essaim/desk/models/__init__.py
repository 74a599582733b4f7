from essaim.desk.models.account import Account
from essaim.desk.models.grant import Grant
from essaim.desk.models.invitation import Invitation
from essaim.desk.models.job import Job, Worker
from essaim.desk.models.journal import Entry, Revision
from essaim.desk.models.outbox import Mailing, Message, Unsubscription
from essaim.desk.models.token import Token
from essaim.desk.models.upload import Upload
from essaim.desk.models.webhook import Delivery, Webhook

__all__ = [
    "Account",
    "Delivery",
    "Entry",
    "Grant",
    "Invitation",
    "Job",
    "Mailing",
    "Message",
    "Revision",
    "Token",
    "Unsubscription",
    "Upload",
    "Webhook",
    "Worker",
]
