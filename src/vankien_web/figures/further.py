"""What the ledger adds to the pages of a draft (drafts.pages.MORE)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common.frame import Tab
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.pages import Further
from vankien_web.drafts.permissions import newest


def further(user: User, draft: Draft, version: Version | None) -> Further:
    """Its part "Figures", of the version that is read."""
    if version is None or version.under_way:
        return Further()
    last = newest(user, draft)
    url = reverse("version_figures", args=(draft.pk, version.number))
    if last is not None and last.pk == version.pk:
        url = reverse("draft_figures", args=(draft.pk,))
    return Further([Tab(_("Figures found"), url, among=_("Figures"))])
