"""Which of a department's values stand: of one statement the value from the newest data."""

from __future__ import annotations

from collections.abc import Iterable

from vankien.reference.naming import kind_of
from vankien.reference.words import key_of
from vankien_web.figures.models import Reference, Value
from vankien_web.figures.naming import all_indicators

Key = tuple[str, str, int, str, str, str]


def key(value: Value) -> Key:
    """Indicator, name where it has none or is one of several shares, unit, period, what is measured, role."""
    structures = {i.id for i in all_indicators().values() if i.measure == "structure"}
    name = "" if value.indicator and value.indicator not in structures else key_of(value.name)
    kind = kind_of(value.unit) if value.unit else ""
    return value.indicator, name, value.about_id, value.period, kind, value.role


def rivals(reference: Reference, values: Iterable[Value]) -> list[tuple[Value, Value]]:
    """Pairs of the values and those of other standing workbooks with the same date of data that differ."""
    mine = {key(v): v for v in values}
    other = Value.objects.filter(
        reference__department=reference.department_id,
        reference__as_of=reference.as_of,
        reference__withdrawn_at=None,
        indicator__in={v.indicator for v in mine.values()},
        about__in={v.about_id for v in mine.values()},
    ).exclude(reference=reference)
    found = [(mine[k], v) for v in other.select_related("reference") if (k := key(v)) in mine]
    return [(one, two) for one, two in found if (one.value, one.unit) != (two.value, two.unit)]


def restand(reference: Reference) -> None:
    """Say again which values stand, of all that `reference` speaks of; whatever order they came in."""
    own = list(reference.values.all())
    rows = Value.objects.filter(
        reference__department=reference.department_id,
        reference__withdrawn_at=None,
        indicator__in={v.indicator for v in own},
        about__in={v.about_id for v in own},
        period__in={v.period for v in own},
    )
    groups: dict[Key, list[Value]] = {}
    for value in rows.select_related("reference"):
        groups.setdefault(key(value), []).append(value)
    stand: set[int] = set()
    for same in groups.values():
        stand.add(max(same, key=lambda v: (v.reference.as_of, v.reference.sha256, -v.pk)).pk)
    changed = {
        flag: [
            v.pk for same in groups.values() for v in same if v.replaced != flag and (v.pk in stand) != flag
        ]
        for flag in (True, False)
    }
    for flag, numbers in changed.items():
        Value.objects.filter(pk__in=numbers).update(replaced=flag)
