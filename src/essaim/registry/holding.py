"""Which files the registry's people hold, for the desk's door to them."""

from collections.abc import Collection

from django.db.models import Q

from essaim.desk.models import Account, Upload
from essaim.desk.uploads import Holder
from essaim.registry.models import Person
from essaim.registry.rules import may_edit_person


def public_files(keys: Collection[int]) -> set[int]:
    """Portraits of people with a public profile: one statement."""
    shown = Q(is_own_profile=True) | Q(source__isnull=False) | Q(is_fictional=True)
    return {key for key in Person.objects.filter(shown, photo__in=keys, is_public=True).values_list("photo_id", flat=True) if key}


def may_read(account: Account, upload: Upload) -> bool:
    """Two statements."""
    return any(may_edit_person(account, person) for person in Person.objects.filter(photo=upload))


HOLDER = Holder(name="registry.person", public=public_files, may_read=may_read)
