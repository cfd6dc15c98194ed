"""How an upload is received: into a file of its own, which does not outlive a failure."""

import contextlib

from django.core.files.uploadhandler import TemporaryFileUploadHandler


class UploadHandler(TemporaryFileUploadHandler):
    """On a full disk the half-received file is removed at once, so that it does not keep the disk full."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            with contextlib.suppress(OSError):
                self.file.close()
            raise
