"""What a conclusion asks for, while it is written: requests added, changed, dropped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, clean, page_of, seen
from vankien_web.reviews.actions import requests as actions
from vankien_web.reviews.api.conclusion import written
from vankien_web.reviews.api.schemas.conclusion import ChangedTermsIn, TermsIn, WrittenOut
from vankien_web.reviews.forms.conclusion import AskForm
from vankien_web.reviews.models import ChangeRequest, Sentence
from vankien_web.reviews.pages import heard_meeting
from vankien_web.reviews.wishes import choices

router = Router(tags=["conclusion"])
_ALL = "/meetings/{int:meeting}/requests"
_ONE = _ALL + "/{int:request_id}"


@router.get(_ALL, response=Page[WrittenOut], operation_id="list_written_requests")
def list_written_requests(request: PersonRequest, meeting: int, paging: Query[Paging]) -> Any:
    """What the conclusion asks for, issued or still being written; for the committee."""
    found = heard_meeting(request, meeting)
    rows = ChangeRequest.objects.visible_to(request.user).filter(sentence__conclusion__meeting=found)
    return page_of(rows.select_related("sentence").order_by("number", "pk"), paging)


@router.post(
    "/meetings/{int:meeting}/sentences/{uuid:key}/requests",
    response={201: WrittenOut},
    operation_id="add_request",
)
def add_request(request: PersonRequest, meeting: int, key: UUID, sent: TermsIn) -> Any:
    """Ask somebody for something by this sentence."""
    sentence = written(request, meeting, key)
    return Status(201, actions.add_request(sentence, _fields(request, sentence, sent), by=request.user))


@router.post(_ONE + "/change", response=WrittenOut, operation_id="change_request")
def change_request(request: PersonRequest, meeting: int, request_id: int, sent: ChangedTermsIn) -> Any:
    """Ask it otherwise, before the conclusion is issued."""
    found = _wanted(request, meeting, request_id)
    sentence = written(request, meeting, found.asking.key)
    return actions.change_request(
        found, _fields(request, sentence, sent), by=request.user, revision=sent.revision
    )


@router.delete(_ONE, response={204: None}, operation_id="drop_request")
def drop_request(request: PersonRequest, meeting: int, request_id: int) -> Any:
    """Take it back, before the conclusion is issued."""
    found = _wanted(request, meeting, request_id)
    written(request, meeting, found.asking.key)
    actions.drop_request(found, by=request.user)
    return Status(204, None)


def _wanted(request: PersonRequest, meeting: int, pk: int) -> ChangeRequest:
    rows = ChangeRequest.objects.visible_to(request.user).filter(issued_at=None)
    whole = rows.select_related("sentence__item__version", "draft__congress__unit", "draft__sent")
    found: ChangeRequest = seen(whole.filter(sentence__conclusion__meeting=meeting), pk)
    return found


def _fields(request: PersonRequest, sentence: Sentence, sent: TermsIn) -> dict[str, Any]:
    """What the page's own form makes of it: the same owners, indicators and parts may be named."""
    data = sent.dict(exclude={"owner_unit", "owner_group"})
    data["owner"] = (
        f"g{sent.owner_group}" if sent.owner_group else f"u{sent.owner_unit}" * bool(sent.owner_unit)
    )
    form = AskForm(data | {"revision": 0}, **choices(sentence, request.user))
    clean(form)
    return form.fields_of_request()
