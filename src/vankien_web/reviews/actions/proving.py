"""What the machine finds of the requests in a version is stored once, apart from any page."""

from __future__ import annotations

from django.db import transaction

from vankien import checks
from vankien_web.drafts.models import Version
from vankien_web.reviews import proving
from vankien_web.reviews.models import Proof


def prove_version(version: Version, ready: checks.Draft | None = None) -> int:
    """Prove what was not proved on this version yet; returns how many requests that were.

    `ready`: the version as the checks had it, where they have just run. The reckoning is done outside of any
    transaction; whoever comes second with the same pair leaves what is there.
    """
    asked = proving.waiting(version)
    new = (ready or proving.prepared(version, version)) if asked else None
    if new is None:
        return 0
    found = list(proving.proofs(version, new, asked))
    with transaction.atomic():
        Proof.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)
