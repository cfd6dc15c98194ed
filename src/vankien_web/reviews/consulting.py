"""Where enquiries to other services stand on the pages of a draft."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.frame import Tab
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.reviews.permissions import can_ask_advice


def tabs(user: User, draft: Draft, version: Version) -> list[Tab]:
    """For whoever may ask a service; a personnel plan is sent to none."""
    if draft.kind == PERSONNEL or not can_ask_advice(user, draft):
        return []
    return [Tab(_("Advice"), reverse("draft_advice", args=[draft.pk]), among=_("Opinions"))]
