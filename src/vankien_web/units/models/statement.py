"""Whether personnel plans exist on this site."""

from django.conf import settings
from django.db import models

from vankien_web.common import clock


class PersonnelStatement(models.Model):
    """The statement by which an administrator let personnel plans exist, until it is withdrawn."""

    statement = models.TextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.signed_at:%d/%m/%Y}"


def personnel_is_on() -> bool:
    return PersonnelStatement.objects.filter(withdrawn_at__isnull=True).exists()
