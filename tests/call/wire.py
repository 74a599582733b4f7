"""A writer's line to the server: real requests to the real views, in the same process."""

import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from essaim.call.models import Proposal
from essaim.call.views import writing_script as views
from essaim.desk.models import Account

View = Callable[..., HttpResponse]


class DeathError(Exception):
    """The server, with its transaction."""


REFUSED = 409


class Wire:
    """Requests of this account to the real views, and their answers."""

    def __init__(self, account: Account, proposal: Proposal) -> None:
        self.account, self.where, self.requests = account, (proposal.edition.slug, proposal.number), RequestFactory()

    def answered(self, view: View, request: HttpRequest) -> dict[str, Any]:
        request.user = self.account
        answer = view(request, *self.where)
        if answer.status_code == REFUSED:
            return {"refused": json.loads(answer.content)["words"]}
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def look(self) -> dict[str, Any]:
        return self.answered(views.state, self.requests.get("/"))

    def save(self, body: str) -> dict[str, Any]:
        return self.answered(views.save, self.requests.post("/", body, content_type="application/json"))

    def save_and_die(self, body: str) -> None:
        """After everything is written and before it is committed."""
        with transaction.atomic():
            self.save(body)
            raise DeathError
