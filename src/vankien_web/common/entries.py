"""What the search finds: one entry per unit, person, document or passage, stored beside the thing itself."""

from django.db import models


class Entry(models.Model):
    """`subject` is "draft:12" and `owner` its number; `part` tells passages of one subject apart ("b37").

    `text` is shown as it was written. The words by which the entry is found stand in the table
    common_entry_words, which each database has in its own way (see the migration `search`).
    """

    subject = models.CharField(max_length=64, db_index=True)
    owner = models.BigIntegerField()
    part = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=16)
    title = models.CharField(max_length=512, blank=True)
    text = models.TextField(blank=True)
    place = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "entries"
        indexes = (models.Index(fields=("id", "owner"), name="entry_and_owner"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.part}".rstrip()
