"""What a key is good for."""

from django.http import HttpRequest
from ninja import Router

from essaim.api.access import Key, access_of
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import KeyOut
from essaim.api.texts import texts
from essaim.desk.scoped import scope_thing
from essaim.forum.models import Edition

router = Router(tags=["Keys"])


@router.get("/key", response={200: KeyOut, 401: Trouble}, auth=Key(), summary="This key")
def show_key(request: HttpRequest) -> KeyOut:
    """For whom it acts, what it may do, where, and until when."""
    access = access_of(request)
    token = access.token
    limit = scope_thing(token.scope)
    return KeyOut(
        name=token.name,
        account=access.account.email,
        scopes=token.scopes,
        edition=limit.slug if isinstance(limit, Edition) else None,
        edition_name=texts(limit.name, "") if isinstance(limit, Edition) else {},
        expires_at=token.expires_at,
    )
