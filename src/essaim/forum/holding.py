"""Which files the forum's things hold, for the desk's door to them."""

from collections.abc import Collection

from django.db.models import Q

from essaim.desk.models import Account, Upload
from essaim.desk.uploads import Holder, refresh_public
from essaim.forum.models import Download, Edition, Import, Photo
from essaim.forum.rules import EDITION, is_team


def public_files(keys: Collection[int]) -> set[int]:
    """Those that a photo or document of a public edition names: two statements. Imported schedules are never public."""
    photos = Photo.objects.filter(upload__in=keys, edition__is_public=True)
    downloads = Download.objects.filter(Q(report=None) | Q(report__is_public=True), upload__in=keys, edition__is_public=True)
    return {*photos.values_list("upload_id", flat=True), *downloads.values_list("upload_id", flat=True)}


def may_read(account: Account, upload: Upload) -> bool:
    """The team of an edition that holds the file may: a statement an edition."""
    editions = Edition.objects.filter(Q(photos__upload=upload) | Q(downloads__upload=upload) | Q(imports__upload=upload)).distinct()
    return any(is_team(account, edition) for edition in editions)


def refresh_edition(edition: Edition) -> None:
    """After a change of what the edition holds or of whether it is public."""
    held = {
        *Photo.objects.filter(edition=edition).values_list("upload_id", flat=True),
        *Download.objects.filter(edition=edition, upload__isnull=False).values_list("upload_id", flat=True),
        *Import.objects.filter(edition=edition).values_list("upload_id", flat=True),
    }
    refresh_public({key for key in held if key is not None})


HOLDER = Holder(name=EDITION, public=public_files, may_read=may_read)
