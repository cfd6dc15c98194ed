"""How a Word file looks on paper: its pages, laid out by LibreOffice where that is installed."""

from django.db import models

from vankien_web.common import clock


class Rendition(models.Model):
    """The pages of the stored file `source` (see binding), laid out once for the same bytes.

    `texts` holds each page's letters (papers.pages.squeezed), so that a passage's page is found by them.
    """

    source = models.CharField(max_length=64, unique=True)
    texts = models.JSONField(default=list, blank=True)
    failed = models.BooleanField(default=False)
    ordered_at = models.DateTimeField(default=clock.real_now)

    def __str__(self) -> str:
        return self.source

    @property
    def waits(self) -> bool:
        return not self.texts and not self.failed
