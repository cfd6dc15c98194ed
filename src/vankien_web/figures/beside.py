"""What a department's own data says beside the figures that it verifies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from vankien_web.accounts.models import User
from vankien_web.figures.models import Figure, Value, ValueRole, Verification
from vankien_web.figures.stating import Stated, amount, same, stated

_ROLES = {"actual": ValueRole.ACTUAL, "baseline": ValueRole.ACTUAL, "target": ValueRole.TARGET}
"""The values that a figure is set beside, by its role; a change or a ratio is set beside none."""

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Beside:
    """`difference` is the draft's value less the department's, in `unit`.

    None where they are not of one kind; `percent` also where the department's is 0.
    """

    value: Value
    equal: bool
    difference: Decimal | None = None
    percent: Decimal | None = None
    unit: str = ""


def beside(verifications: Iterable[Verification], *, seen_by: User | None = None) -> dict[int, Beside]:
    """By the number of the verification, for those whose department has a standing value. One query.

    `seen_by`: only values that this person sees; a unit does not see a department's data.
    """
    wanted = [v for v in verifications if _whole(v.figure)]
    rows = Value.objects.visible_to(seen_by) if seen_by else Value.objects.all()
    values = rows.standing().filter(
        reference__department__in={v.department_id for v in wanted},
        indicator__in={v.figure.indicator for v in wanted},
        unit_path__in={v.figure.unit_path for v in wanted},
    )
    known: dict[tuple[int, str, str, str, str], Value] = {}
    for value in values.select_related("reference").order_by("pk"):
        known[value.reference.department_id, value.indicator, value.unit_path, value.role, value.period] = (
            value
        )
    found: dict[int, Beside] = {}
    for v in wanted:
        own = v.department_id, v.figure.indicator, v.figure.unit_path, str(role_of(v.figure))
        periods = (v.figure.moment, v.figure.period)
        if mine := [known[*own, p] for p in periods if p and (*own, p) in known]:
            found[v.pk] = compared(v.figure, mine[0])
    return found


def _whole(figure: Figure) -> bool:
    """Whether a value of the unit can be set beside it: not of a part of the unit, no change."""
    return bool(figure.indicator) and not figure.about and figure.role in _ROLES


def role_of(figure: Figure) -> ValueRole:
    """Which values a figure is set beside: a target beside plans, all else beside results."""
    return _ROLES.get(figure.role, ValueRole.ACTUAL)


def compared(figure: Figure, value: Value) -> Beside:
    """A draft's figure and a department's value of it."""
    equal = same(stated(figure), Stated("=", str(value.value), unit=value.unit))
    if figure.value is None or figure.high is not None or figure.total is not None:
        return Beside(value, equal)
    here, mine = amount(figure.value, figure.unit), amount(value.value, value.unit)
    if here[0] != mine[0]:
        return Beside(value, equal)
    if figure.unit == value.unit:
        here, mine = (figure.unit, figure.value), (figure.unit, value.value)
    less = here[1] - mine[1]
    percent = (less / mine[1] * 100).quantize(_HUNDREDTH) if mine[1] else None
    return Beside(value, equal, less, percent, here[0])
