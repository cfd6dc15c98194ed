"""A department corrects a figure: the unit is asked to, without a meeting. The office may take it back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from vankien.packs import PackError
from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.written import vi_number
from vankien_web.drafts.models import Draft, Version
from vankien_web.figures.models import Figure, Outcome, Verification
from vankien_web.reviews.actions import asked
from vankien_web.reviews.models import ChangeRequest, RequestKind
from vankien_web.reviews.papers.people import small
from vankien_web.reviews.permissions import can_settle_correction


def follow_verification(verification: Verification, *, by: User) -> ChangeRequest | None:
    """Called in the transaction in which a department has answered, by whom it let answer.

    A corrected figure becomes a request to the unit; what was asked before of this figure and is not said any
    more is taken back. Returns the new request, None where there is none.
    """
    wanted = _target(verification) if verification.outcome == Outcome.CORRECTED else None
    there = ChangeRequest.objects.open().filter(verification=verification)
    if wanted is None and not there:
        return None
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=verification.draft_id)
    congress = draft.congress
    for before in there.select_for_update(of=("self",)).select_related(*asked.WITH).order_by("pk"):
        if before.target == wanted or _is_now(before, verification):
            return None
        with override("vi"):
            _take_back(before, _("The department has changed its answer."), by)
    if wanted is None or congress is None:
        return None
    spoken_of = _spoken_of(verification, draft)
    request: ChangeRequest = ChangeRequest.objects.create(
        verification=verification,
        committee=verification.committee,
        number=_next(draft),
        kind=RequestKind.CORRECT_FIGURE if verification.figure.indicator else RequestKind.FREE,
        text=_words(verification, draft, spoken_of),
        target=wanted,
        congress=congress,
        draft=draft,
        version=spoken_of,
        owner_unit=congress.unit,
        issued_at=clock.now(),
    )
    told = asked.told(
        "correction_asked", request, by=by, department=verification.department.called, **_on(spoken_of)
    )
    asked.tell(told, request, [*asked.owners(request), *asked.followers(request)])
    return request


def settle_correction(request: ChangeRequest, *, blocking: bool, due: date | None, by: User) -> ChangeRequest:
    """Whether it must be met before the approval, and by when: the office's to say.

    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        held = _held(request, by)
        if due is not None and due < clock.today():
            raise ValidationError({"due": _("This day is over: choose a later one.")})
        held.blocking, held.due = blocking, due
        asked.move(held)
        event = asked.told("correction_settled", held, by=by, blocking="yes" if blocking else "no")
        asked.tell(event, held, asked.owners(held))
    return held


def take_back_correction(request: ChangeRequest, why: str, *, by: User) -> None:
    """It was made in error: it is in no list any more, its number is not given again.

    Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        held = _held(request, by)
        if not why.strip():
            raise ValidationError({"why": _("Say why the request is taken back.")})
        _take_back(held, why.strip()[:500], by)


def _held(request: ChangeRequest, by: User) -> ChangeRequest:
    held = asked.hold(request)
    if not can_settle_correction(by, held):
        raise PermissionDenied
    return held


def _take_back(request: ChangeRequest, why: str, by: User) -> None:
    request.issued_at = None
    asked.move(request)
    event = asked.told("correction_taken_back", request, by=by, reason=why)
    asked.tell(event, request, asked.owners(request), one=False)


def _is_now(request: ChangeRequest, verification: Verification) -> bool:
    """Whether the department confirms, in a later version, what it had asked for."""
    with override("vi"):
        now = vi_number(verification.figure.value)
    return verification.outcome == Outcome.CONFIRMED and request.target.get("value") == now


def _target(verification: Verification) -> dict[str, Any]:
    """The keys of the contract, the value as Vietnamese writes it."""
    figure = verification.figure
    with override("vi"):
        told = {
            "indicator": figure.indicator,
            "value": vi_number(verification.value),
            "unit": verification.unit or figure.unit,
            "period": figure.period,
            "section": figure.section,
        }
    return {name: said for name, said in told.items() if said}


def _spoken_of(verification: Verification, draft: Draft) -> Version | None:
    """What the committee has: the figure's version, or that sent up last where the figure's was not."""
    stands, sent = verification.figure.version, draft.sent
    return sent if sent is not None and stands.number > sent.number else stands


def _words(verification: Verification, draft: Draft, spoken_of: Version | None) -> str:
    """In plain Vietnamese, for the unit. What was not sent up is not quoted: those above read it too."""
    figure = verification.figure
    name = _name(figure, draft)
    with override("vi"):
        told = {
            "figure": f"{name} ({figure.period})" if figure.period else name,
            "stated": f" từ {figure.surface}" if figure.version == spoken_of else "",
            "department": verification.department.called,
            "right": f"{vi_number(verification.value)} {verification.unit or figure.unit}".strip(),
            "source": f" ({verification.source})" if verification.source else "",
        }
    text = "Sửa số liệu {figure}{stated} thành {right}, theo số liệu của {department}{source}."
    return text.format(**told).replace(" %", "%")


def _name(figure: Figure, draft: Draft) -> str:
    """As the catalogue calls what is measured; else where the figure stands."""
    try:
        known = draft.congress.season.rules.indicators if draft.congress else {}
    except PackError:
        known = {}
    if figure.indicator in known:
        return small(known[figure.indicator].name)
    return f"ở mục “{figure.section}”" if figure.section else "của dự thảo"


def _next(draft: Draft) -> int:
    """Of this draft's corrections; the draft is held."""
    made = ChangeRequest.objects.filter(draft=draft, verification__isnull=False)
    return (made.aggregate(last=Max("number"))["last"] or 0) + 1


def _on(version: Version | None) -> dict[str, Any]:
    return {"number": version.number} if version else {}
