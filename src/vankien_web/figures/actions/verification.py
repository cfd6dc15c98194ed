"""A department stands behind a figure, says what is right, sends it back, asks the unit, or passes it on.

What it says is sealed to the value it spoke of (figures.stating); `seals` follows it through new versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import Moved, save_checked
from vankien_web.common.fields import fits
from vankien_web.common.history import happened, record, record_many
from vankien_web.drafts.models import Draft
from vankien_web.drafts.telling import office_above, tell_of, writers
from vankien_web.figures.beside import beside
from vankien_web.figures.models import Figure, Outcome, Remark, Verification, VerificationState
from vankien_web.figures.permissions import (
    can_answer_back,
    can_follow_verification,
    can_verify,
    speaks_for_department,
    writes_for_unit,
)
from vankien_web.figures.routing import departments
from vankien_web.figures.stating import Stated, amount, seal, standing, stated
from vankien_web.units.models import Person, Unit
from vankien_web.units.reach import department_people

# What rooms above do in the same transaction once a department has answered, whatever it said.
AFTER_ANSWER: list[Callable[[Verification], object]] = []
_NOTHING_YET = {"outcome": Outcome.NONE, "broken_at": None, "before": "", "value": None, "unit": ""}


def confirm(verification: Verification, *, revision: int, by: User) -> None:
    """The department stands behind the figure as the draft states it; twice does no harm.

    Raises PermissionDenied, Moved, Conflict.
    """
    if _confirmed_by(verification, revision, by):
        return
    now = stated(verification.figure)
    said = {"outcome": Outcome.CONFIRMED, "sealed": seal(verification.figure, now)}
    with transaction.atomic():
        _answer(verification, said, revision=revision, by=by)
        record("figure_confirmed", verification, by=by, stream=verification.draft, **_named(verification))
        _finish(verification)


def correct(
    verification: Verification, value: Decimal, unit: str, source: str, *, revision: int, by: User
) -> None:
    """What is right, and where it stands. Raises PermissionDenied, ValidationError, Moved, Conflict."""
    figure, source, unit = verification.figure, source.strip(), unit.strip()
    if not fits(value):
        raise ValidationError({"value": _("This number has too many digits: at most six after the comma.")})
    if not source:
        raise ValidationError({"source": _("Say which document the right value stands in.")})
    right = Stated(figure.comparator if figure.high is None else "=", str(value), unit=unit)
    plain = figure.high is None and figure.total is None and figure.value is not None
    if plain and figure.value is not None and amount(figure.value, figure.unit) == amount(value, unit):
        raise ValidationError(
            {"value": _("The draft states this value already: confirm the figure instead.")}
        )
    own = {"value": value, "unit": unit, "source": source}
    said = own | {"outcome": Outcome.CORRECTED, "sealed": seal(figure, right)}
    with transaction.atomic():
        _answer(verification, said, revision=revision, by=by)
        told = _named(verification) | {"right": right._replace(comparator="=").words, "source": source}
        event = record("figure_corrected", verification, by=by, stream=verification.draft, **told)
        tell_of(verification.draft, event, writers(verification.draft), page(verification))
        _finish(verification)


def reject(verification: Verification, reason: str, *, revision: int, by: User) -> None:
    """The department does not stand behind it, and says why. Raises as `correct`."""
    if not (reason := reason.strip()):
        raise ValidationError({"reason": _("Say why the figure cannot stand.")})
    spoken_of = seal(verification.figure, stated(verification.figure))
    said = {"outcome": Outcome.REJECTED, "sealed": spoken_of, "reason": reason}
    with transaction.atomic():
        _answer(verification, said, revision=revision, by=by)
        event = record(
            "figure_rejected", verification, by=by, stream=verification.draft, **_named(verification)
        )
        tell_of(verification.draft, event, writers(verification.draft), page(verification))
        _finish(verification)


def ask_back(verification: Verification, question: str, *, revision: int, by: User) -> None:
    """Ask the unit before answering; its answer stands in the same place. Raises as `correct`."""
    _ready(can_verify(by, verification), speaks_for_department(by, verification), verification)
    if not (question := question.strip()):
        raise ValidationError({"question": _("Write what the unit is asked.")})
    draft = verification.draft
    with transaction.atomic():
        save_checked(verification, revision=revision, fields={"state": VerificationState.ASKED_BACK})
        to = draft.congress.unit if draft.congress else None
        Remark.objects.create(verification=verification, text=question, to_unit=to, by=by)
        event = record("figure_questioned", verification, by=by, stream=draft, **_named(verification))
        tell_of(draft, event, writers(draft), page(verification))


def answer_back(verification: Verification, text: str, *, revision: int, by: User) -> None:
    """What the unit says to the department's question; the figure waits for the department again."""
    _ready(can_answer_back(by, verification), writes_for_unit(by, verification), verification)
    if not (text := text.strip()):
        raise ValidationError({"text": _("Write what you answer.")})
    draft, department = verification.draft, verification.department
    with transaction.atomic():
        save_checked(verification, revision=revision, fields={"state": VerificationState.WAITING})
        Remark.objects.create(verification=verification, text=text, to_unit=department, by=by)
        event = record("figure_explained", verification, by=by, stream=draft, **_named(verification))
        tell_of(draft, event, department_people(department), page(verification))


def pass_on(
    verification: Verification, department: Unit, reason: str = "", *, revision: int, by: User
) -> None:
    """It is another department's; the same deadline holds. Raises as `correct`."""
    waits = verification.state == VerificationState.WAITING
    follows = can_follow_verification(by, verification)
    allowed = can_verify(by, verification) or (waits and follows)
    _ready(allowed, follows or speaks_for_department(by, verification), verification)
    known = department != verification.department and departments(verification.draft).filter(pk=department.pk)
    if not known:
        raise ValidationError(
            {"department": _("Choose another department in which somebody verifies figures.")}
        )
    draft, told = verification.draft, _named(verification)
    with transaction.atomic():
        fields = {"department": department, "reminded_on": None}
        save_checked(verification, revision=revision, fields=fields)
        if reason.strip():
            Remark.objects.create(verification=verification, text=reason.strip(), to_unit=department, by=by)
        event = record("figure_passed_on", verification, by=by, stream=draft, to=department.name, **told)
        tell_of(draft, event, department_people(department), page(verification))


def confirm_equal(draft: Draft, shown: Mapping[int, int], *, by: User) -> int:
    """Confirm those of `shown` (number → revision) that equal the department's own value; returns how many.

    What somebody else has changed or answered meanwhile stays as it is. Raises PermissionDenied where nothing
    of it is this person's to confirm.
    """
    rows = Verification.objects.visible_to(by).filter(draft=draft, pk__in=shown).select_related(*WITH)
    with transaction.atomic():
        held = [v for v in rows.select_for_update(of=("self",)) if can_verify(by, v)]
        if not held:
            raise PermissionDenied
        known = beside(held)
        done = [v for v in held if v.pk in known and known[v.pk].equal and v.revision == shown[v.pk]]
        for one in done:
            said = {"outcome": Outcome.CONFIRMED, "sealed": seal(one.figure, stated(one.figure))}
            _answer(one, said | {"reference": known[one.pk].value}, revision=one.revision, by=by)
        record_many(happened("figure_confirmed", one, by=by, stream=draft, **_named(one)) for one in done)
        for one in _last_of_departments(done):
            _finish(one)
    return len(done)


WITH = ("draft__congress__unit__parent", "draft__congress__season", "figure", "department", "committee")


def page(verification: Verification) -> str:
    """Where the figure is verified, and what was said of it stands."""
    return reverse("verify_figures", args=[verification.draft_id]) + f"?so={verification.pk}"


def _ready(allowed: bool, own: bool, verification: Verification) -> None:
    """Raises Moved where the work is the person's `own` and somebody was faster, else PermissionDenied."""
    if not allowed:
        raise Moved(verification) if own else PermissionDenied


def _confirmed_by(verification: Verification, revision: int, by: User) -> bool:
    """Whether this very answer was given a moment ago: a second click."""
    done = verification.state == VerificationState.DONE and verification.outcome == Outcome.CONFIRMED
    return done and verification.answered_by_id == by.pk and verification.revision == revision + 1


def _answer(verification: Verification, said: dict[str, Any], *, revision: int, by: User) -> None:
    """Store it, and how the figure stands by it in the draft's newest versions."""
    _ready(can_verify(by, verification), speaks_for_department(by, verification), verification)
    if "reference" not in said:
        found = beside([verification]).get(verification.pk)
        said["reference"] = found.value if found else None
    own = {"state": VerificationState.DONE, "answered_by": by, "answered_at": clock.now()}
    fields = _NOTHING_YET | {"source": "", "reason": ""} | own | said
    save_checked(verification, revision=revision, fields=fields)
    restand(verification)
    for then in AFTER_ANSWER:
        then(verification)


def restand(verification: Verification) -> None:
    """How the figure stands, in the newest version and in the newest that was sent up."""
    draft = verification.draft
    versions = {draft.latest_id, draft.sent_id, verification.figure.version_id}
    for figure in Figure.objects.filter(version__in=versions - {None}, key=verification.key):
        now = standing(verification, figure)
        if figure.standing != now:
            Figure.objects.filter(pk=figure.pk).update(standing=now)


def _finish(verification: Verification) -> None:
    """When nothing of the draft waits for the department any more, those who asked are told."""
    draft, department = verification.draft, verification.department
    mine = Verification.objects.filter(draft=draft, department=department)
    open_ones = (VerificationState.WAITING, VerificationState.ASKED_BACK)
    if mine.filter(state__in=open_ones).exists():
        return
    count = mine.filter(state=VerificationState.DONE).count()
    event = record("figures_answered", draft, by=None, department=department.name, figures=count)
    asker = Person.objects.filter(account=verification.asked_by).select_related("account")
    tell_of(draft, event, [*asker, *office_above(draft)], reverse("verify_figures", args=[draft.pk]))


def _last_of_departments(done: Iterable[Verification]) -> Iterable[Verification]:
    return {v.department_id: v for v in done}.values()


def _named(verification: Verification) -> dict[str, Any]:
    """Which figure, in an event: as it is written, and whose."""
    return {"figure": verification.figure.surface, "department": verification.department.name}
