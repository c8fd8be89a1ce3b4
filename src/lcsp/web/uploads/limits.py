"""What is received of a file that is too large: nothing, and its name, so that the page can say so."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from lcsp.files.received import MOST_BYTES


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that keep files, and lets none pass that goes on after `MOST_BYTES`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Pass `raw_data` on; SkipFile where the file is too large, so that the rest is read and thrown away."""
        self._received += len(raw_data)
        if self._received > MOST_BYTES:
            too_large_in(self.request).append(str(self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that follow."""


def too_large_in(request: HttpRequest | None) -> list[str]:
    """Return the names of the files of `request` that were not received because of their size."""
    names: list[str] | None = getattr(request, "too_large", None)
    if names is None:
        names = []
        request.too_large = names  # type: ignore[union-attr]
    return names
