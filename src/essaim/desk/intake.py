"""How a file arrives: what is over the limit is counted, not kept, so that no request fills the disk."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """The file's size is what was sent; its content stops a little over the limit, and `check_size` refuses it."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            super().receive_data_chunk(raw_data, start)
