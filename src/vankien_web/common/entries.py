"""What the search finds: one entry per unit, person, document or passage, stored beside the thing itself."""

from django.db import models


class Entry(models.Model):
    """`subject` is "draft:12" and `owner` its number; `part` tells passages of one subject apart ("b37").

    `text` is shown as it was written; `folded`, `bare` and `scope` are what the index of the database holds
    (see `search`): the words with their accents, without them, and the tokens that narrow a query down.
    """

    subject = models.CharField(max_length=64, db_index=True)
    owner = models.BigIntegerField()
    part = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=512, blank=True)
    text = models.TextField(blank=True)
    place = models.JSONField(default=dict)
    folded = models.TextField(editable=False)
    bare = models.TextField(editable=False)
    scope = models.CharField(max_length=128, editable=False)

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.part}".rstrip()
