"""Findings set aside with a reason, and taken up again."""

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.history import record
from vankien_web.drafts.models import Draft, StoredFinding, Version, Waiver
from vankien_web.drafts.permissions import can_waive


def waive(finding: StoredFinding, reason: str, *, by: User) -> Waiver:
    """Set a finding aside here and wherever the same passage stands in a later version.

    Raises PermissionDenied, ValidationError.
    """
    draft = finding.version.draft
    if not can_waive(by, draft):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why this need not be mended.")})
    with transaction.atomic():
        _hold(draft)
        try:
            with transaction.atomic():
                waiver = Waiver.objects.create(
                    draft=draft, code=finding.code, fingerprint=finding.fingerprint, reason=reason, by=by
                )
        except IntegrityError as error:
            raise ValidationError({"reason": _("This finding has been set aside already.")}) from error
        _count_again(draft)
        record(
            "finding_waived", draft, by=by, code=finding.code, number=finding.version.number, reason=reason
        )
    return waiver


def lift_waiver(waiver: Waiver, *, by: User) -> None:
    """The finding counts again. Lifting it twice does nothing more."""
    draft = waiver.draft
    if not can_waive(by, draft):
        raise PermissionDenied
    with transaction.atomic():
        _hold(draft)
        if not Waiver.objects.filter(pk=waiver.pk, lifted_at=None).update(lifted_at=clock.now()):
            return
        _count_again(draft)
        record("waiver_lifted", draft, by=by, code=waiver.code)


def count_open(draft: Draft, *versions: Version) -> None:
    """Write how many findings of each version are open, by severity. The caller holds the draft."""
    waived = set(draft.waivers.filter(lifted_at=None).values_list("fingerprint", flat=True))
    found = StoredFinding.objects.filter(version__in=versions).exclude(severity="")
    counts: dict[int, Counter[str]] = {v.pk: Counter() for v in versions}
    for pk, severity, fingerprint in found.values_list("version", "severity", "fingerprint"):
        counts[pk][severity] += fingerprint not in waived
    for version in versions:
        version.open = {severity: n for severity, n in counts[version.pk].items() if n}
        version.save(update_fields=["open"])


def _count_again(draft: Draft) -> None:
    count_open(draft, *draft.versions.all())


def _hold(draft: Draft) -> None:
    """One person at a time counts this draft's findings."""
    Draft.objects.select_for_update().get(pk=draft.pk)
