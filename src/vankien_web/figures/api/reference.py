"""Reference data for programs: the workbooks that departments stand behind, and their values."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Query, Router, Schema
from pydantic import Field

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Number, Page, Paging, page_of, seen
from vankien_web.figures.models import Reference, Value
from vankien_web.units.api.schemas import UnitRef

router = Router(tags=["figures"])


class ReferenceOut(Schema):
    """A workbook; `waiting` while its department has not imported it."""

    id: int
    department: UnitRef
    source: str
    file_name: str
    sha256: str
    as_of: date
    at: datetime
    waiting: bool
    withdrawn_at: datetime | None


class ValueOut(Schema):
    """What a department states, exact, with the cell that it comes from."""

    indicator: str = Field(description="Empty for what the catalogue does not name.", examples=["ho_ngheo"])
    name: str
    about: UnitRef
    period: str
    value: Number
    unit: str
    role: str = Field(description="A result or a plan.", examples=["actual", "target"])
    source: str
    cell: str = Field(examples=["Biểu 1!C7"])
    replaced: bool = Field(description="Whether newer data of the department stand instead.")


class ReferencesWanted(Schema):
    """Which workbooks."""

    department: int | None = None


@router.get("/references", response=Page[ReferenceOut], operation_id="list_references")
def list_references(request: PersonRequest, wanted: Query[ReferencesWanted], paging: Query[Paging]) -> Any:
    """Those of your department, and of the departments of your committee, the newest first."""
    found = Reference.objects.visible_to(request.user).select_related("department").defer("sheets")
    if wanted.department:
        found = found.filter(department=wanted.department)
    return page_of(found, paging)


@router.get("/references/{int:reference}", response=ReferenceOut, operation_id="get_reference")
def get_reference(request: PersonRequest, reference: int) -> Any:
    """One workbook."""
    return seen(Reference.objects.visible_to(request.user).select_related("department"), reference)


@router.get("/references/{int:reference}/values", response=Page[ValueOut], operation_id="list_values")
def list_values(request: PersonRequest, reference: int, paging: Query[Paging]) -> Any:
    """The values of one workbook."""
    found = seen(Reference.objects.visible_to(request.user).defer("sheets"), reference)
    values = Value.objects.filter(reference=found).select_related("about")
    return page_of(values.order_by("indicator", "name", "unit_path", "period", "pk"), paging)
