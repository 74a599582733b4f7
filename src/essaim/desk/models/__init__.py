from essaim.desk.models.account import Account
from essaim.desk.models.grant import Grant
from essaim.desk.models.job import Job, Worker
from essaim.desk.models.journal import Entry, Revision
from essaim.desk.models.upload import Upload

__all__ = ["Account", "Entry", "Grant", "Job", "Revision", "Upload", "Worker"]
