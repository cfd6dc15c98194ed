"""Telling people of what happened to a draft: of a personnel plan only who may read it hears."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from vankien_web.common.delivery import Notice
from vankien_web.common.models import Event
from vankien_web.common.notices import tell
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.drafts.naming import full_title
from vankien_web.units.models import WRITERS, Person, Role
from vankien_web.units.reach import cleared, holders


def tell_of(draft: Draft, event: Event, to: Iterable[Person], url: str = "") -> list[Notice]:
    """`common.notices.tell`, about this draft and by default with a link to its page."""
    secret = draft.kind == PERSONNEL and draft.congress is not None
    people = cleared(to, draft.unit_path) if secret else to
    where = url or reverse("draft", args=[draft.pk])
    path = draft.unit_path if secret else ""
    return tell(event, people, where, about=full_title(draft), personnel_path=path)


def writers(draft: Draft) -> list[Person]:
    """Who answers for the draft in its unit, and who writes it."""
    if draft.congress is None:
        return []
    return holders(draft.congress.unit, *WRITERS)


def office_above(draft: Draft) -> list[Person]:
    """The office of the committee directly above, which takes the draft in hand."""
    above = draft.congress.unit.parent if draft.congress else None
    return holders(above, Role.OFFICE) if above else []
