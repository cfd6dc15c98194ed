"""What every part of the programs' interface shares: its kinds of values, pages of a list, events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints, WithJsonSchema

from vankien_web.common import history
from vankien_web.common.models import Event

T = TypeVar("T")
M = TypeVar("M", bound=Model)
_LAST = 2**53 - 1  # the last whole number that every language keeps exactly

Id = Annotated[int, Field(ge=1, le=_LAST)]
Revision = Annotated[int, Field(ge=0, le=2**31 - 1, description="The revision that you read.")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\u0000]*$")]
Number = Annotated[Decimal, WithJsonSchema({"type": "string", "examples": ["1.5"]})]


def _of_our_time(moment: datetime) -> datetime:
    """Near the ends of the calendar another zone has no such moment."""
    if not 1900 < moment.year < 2200:
        raise ValueError(f"{moment.year}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_of_our_time), Field(examples=["2020-02-13T08:00:00+07:00"])]


class Sent(Schema):
    """What a program sends; a key that is not known is an error, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class Paging(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000, description="Counted from 1; beyond the last, no items.")
    page_size: int = Field(50, ge=1, le=200, description="Items a page, at most 200.")


class Page(Schema, Generic[T]):
    """One page of a list in its stable order."""

    items: list[T]
    page: int = Field(examples=[1])
    page_size: int = Field(examples=[50])
    total: int = Field(description="Items on all pages together.", examples=[137])


class Problem(Schema):
    """What went wrong: a code for programs, one sentence for people (Accept-Language: vi or en)."""

    error: str = Field(description="A code that does not change.", examples=["invalid"])
    sentence: str = Field(examples=["Có mục chưa đúng; xem từng mục."])
    fields: dict[str, list[str]] = Field(
        description="Sentences by the name of the field they are about.",
        examples=[{"until": ["Ngày kết thúc trước ngày bắt đầu."]}],
    )
    current: dict[str, Any] = Field(
        default_factory=dict, description="Only where somebody was faster: what is stored now."
    )


class EventOut(Schema):
    """One link of a record's history. `hash` covers this event and `previous`, the hash of the one before."""

    number: int = Field(description="Its place in the stream, counted from 1.")
    at: datetime
    on: date = Field(description="The day spoken of.")
    actor: str = Field(description="Who did it: user:12, or machine.", examples=["user:12"])
    actor_name: str
    verb: str = Field(examples=["version_submitted"])
    subject: str = Field(examples=["draft:12"])
    sentence: str = Field(description="The event in words.")
    details: dict[str, Any]
    previous: str = Field(description="Empty for the first event.")
    hash: str

    @staticmethod
    def resolve_sentence(event: Event) -> str:
        return str(history.sentence(event))


def page_of(
    rows: QuerySet[Any, Any] | Sequence[Any],
    paging: Paging,
    shown: Callable[[list[Any]], Sequence[Any]] = list,
) -> dict[str, Any]:
    """The page asked for; `shown` makes of its rows what is answered."""
    first = (paging.page - 1) * paging.page_size
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    items = list(rows[first : first + paging.page_size]) if first < total else []
    return {"items": shown(items), "page": paging.page, "page_size": paging.page_size, "total": total}


def events_of(subject: Model, paging: Paging) -> dict[str, Any]:
    """The stream of a record, oldest first, as a chain is checked."""
    return page_of(history.stream(subject), paging)


def file_answer(media: str) -> dict[str, Any]:
    """How the OpenAPI document tells of an answer that is a file."""
    return {"responses": {200: {"description": "The file.", "content": {media: {}}}}}


def seen(rows: QuerySet[M, Any], pk: int) -> M:
    """The record of an address, among those that the person sees. Raises Http404."""
    found: M | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def named(rows: QuerySet[M, Any], pk: int, field: str, sentence: str) -> M:
    """The record that a field names, among those that the person sees. Raises ValidationError."""
    found: M | None = rows.filter(pk=pk).first()
    if found is None:
        raise ValidationError({field: sentence})
    return found


def clean(form: forms.Form) -> dict[str, Any]:
    """What the page's own form makes of what was sent. Raises ValidationError with the form's sentences."""
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data
