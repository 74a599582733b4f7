"""Published figures about an edition: the registry's claims, with their source, in one transaction."""

from typing import Any

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.forum.models import Edition
from essaim.forum.rules import EDITION
from essaim.registry.actions.claim import change_claim, create_claim, keep_claim, remove_claim
from essaim.registry.actions.source import save_source
from essaim.registry.models import Claim, Source
from essaim.registry.names import slug_of

CODE_LENGTH = 60


@transaction.atomic
def save_figure(*, edition: Edition, claim: Claim | None, by: Account | None, facts: dict[str, Any]) -> Claim:
    """A new source is entered with its title and address; "kept" moves from another claim of the same measure."""
    is_kept = bool(facts.pop("is_kept", False))
    title, url = facts.pop("source_title", ""), facts.pop("source_url", "")
    if title and not facts.get("source"):
        facts["source"] = new_source(title, url, by)
    if claim is None:
        return create_claim(kind=EDITION, key=str(edition.pk), by=by, is_kept=is_kept, **facts)
    change_claim(claim=claim, by=by, **facts)
    saved = Claim.objects.get(pk=claim.pk)
    if is_kept and not saved.is_kept:
        keep_claim(claim=saved, by=by)
    elif saved.is_kept and not is_kept:
        unkeep(saved, by)
    return saved


def new_source(title: str, url: str, by: Account | None) -> Source:
    base = slug_of([title], "source")[:CODE_LENGTH]
    code = next(
        code for code in (base, *(f"{base}-{number}" for number in range(2, 1000))) if not Source.objects.filter(code=code).exists()
    )
    return save_source(code=code, by=by, title=title, url=url)[0]


def unkeep(claim: Claim, by: Account | None) -> None:

    claim.is_kept = False
    claim.save(update_fields=["is_kept"])
    journal.record(by=by, action="release_claim", thing=claim, before={"is_kept": True}, after={"is_kept": False})


def remove_figure(*, claim: Claim, by: Account | None) -> None:
    remove_claim(claim=claim, by=by)
