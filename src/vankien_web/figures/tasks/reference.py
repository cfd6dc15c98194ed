"""The values that departments stand behind, for the checks of a version (VK408)."""

from __future__ import annotations

from vankien.reference.simple import ReferenceValue
from vankien_web.drafts.models import PERSONNEL, Version
from vankien_web.figures.models import Value, ValueRole


def standing_values(version: Version) -> tuple[ReferenceValue, ...]:
    """Those of the version's unit as they stand now, of every department. Rows count from 1 in the answer."""
    draft = version.draft
    if draft.kind == PERSONNEL or not draft.unit_path:
        return ()
    rows = Value.objects.standing().filter(unit_path=draft.unit_path).exclude(indicator="")
    return tuple(
        ReferenceValue(
            indicator=value.indicator,
            name=value.name,
            unit=value.unit or None,
            period=value.period,
            value=value.value,
            source=f"{value.reference.department.called}: {value.source}, {value.cell}",
            row=number,
            role="target" if value.role == ValueRole.TARGET else "actual",
        )
        for number, value in enumerate(rows.select_related("reference__department").order_by("pk"), start=1)
    )
