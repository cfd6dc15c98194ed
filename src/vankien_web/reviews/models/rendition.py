"""How a Word file looks on paper: its pages, laid out by LibreOffice where that is installed."""

from django.db import models

from vankien_web.common import clock
from vankien_web.common.storage import FileHashField


class Rendition(models.Model):
    """The PDF of the stored file `source`, made once for the same bytes; `failed` where it could not be.

    `texts` holds the words of each page, folded, so that a passage's page is found without the PDF.
    """

    source = models.CharField(max_length=64, unique=True)
    pdf = FileHashField()
    size = models.PositiveBigIntegerField(default=0)
    texts = models.JSONField(default=list, blank=True)
    ordered_at = models.DateTimeField(default=clock.real_now)
    failed = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return self.source

    @property
    def waits(self) -> bool:
        return not self.pdf and not self.failed
