"""What a conclusion asks for: written with its sentence, then numbered and sent out with the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import record
from vankien_web.congresses.models import Congress
from vankien_web.congresses.permissions import goes_on
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews.actions import asked
from vankien_web.reviews.actions.rows import held, still
from vankien_web.reviews.models import ChangeRequest, Conclusion, RequestKind, Sentence
from vankien_web.reviews.permissions import can_write_conclusion
from vankien_web.units.models import Unit

FIELDS = ("kind", "text", "target", "draft", "congress", "owner_unit", "owner_group", "due", "blocking")
NEEDS: Mapping[str, tuple[str, ...]] = {
    RequestKind.ADD_INDICATOR: ("indicator",),
    RequestKind.ADD_PART: ("part",),
    RequestKind.REWRITE_SECTION: ("section",),
    RequestKind.ADD_FIGURES: ("section",),
    RequestKind.SHORTEN: ("section",),
    RequestKind.REMOVE_TOPIC: ("topic",),
    RequestKind.CORRECT_FIGURE: ("indicator", "value"),
}
MAY: Mapping[str, tuple[str, ...]] = {
    RequestKind.SHORTEN: ("to",),
    RequestKind.CORRECT_FIGURE: ("unit", "period"),
}


def add_request(sentence: Sentence, fields: Mapping[str, Any], *, by: User) -> ChangeRequest:
    """A proposal until the conclusion is issued. `fields`: some of FIELDS; the others have their defaults.

    Without a draft it speaks of the sentence's item's; without an owner it goes to that draft's unit.
    Raises PermissionDenied, ValidationError by field.
    """
    with transaction.atomic():
        _writing(sentence, by)
        given = _default(sentence) | {name: fields[name] for name in FIELDS if name in fields}
        request: ChangeRequest = ChangeRequest(
            sentence=sentence, committee=sentence.conclusion.meeting.unit, **_checked(given, sentence, by)
        )
        request.version = _on_the_table(request)
        request.save()
        record("request_written", request, by=by)
    return request


def change_request(
    request: ChangeRequest, fields: Mapping[str, Any], *, by: User, revision: int
) -> ChangeRequest:
    """Raises PermissionDenied, ValidationError by field, Conflict."""
    with transaction.atomic():
        _writing(request.asking, by)
        given = {name: getattr(request, name) for name in FIELDS}
        checked = _checked(
            given | {name: fields[name] for name in FIELDS if name in fields}, request.asking, by
        )
        changed: ChangeRequest = save_checked(request, revision=revision, fields=checked)
        changed.version = _on_the_table(changed)
        changed.save(update_fields=("version",))
        record("request_changed", changed, by=by)
    return changed


def drop_request(request: ChangeRequest, *, by: User) -> None:
    """Take a proposal back. Raises PermissionDenied once the conclusion is issued."""
    with transaction.atomic():
        _writing(request.asking, by)
        record("request_dropped", request, by=by)
        request.delete()


def number_and_issue(conclusion: Conclusion, *, by: User) -> list[ChangeRequest]:
    """Called in the transaction that issues the conclusion: YC-01 … in the order of its sentences.

    Those about personnel come last, so that a number left out betrays none. Raises ValidationError when one
    has no owner.
    """
    rows = ChangeRequest.objects.select_for_update(of=("self",)).select_related(
        "draft", "congress", "owner_unit", "owner_group", "sentence"
    )
    order = (F("sentence__item__number").asc(nulls_last=True), "sentence__number", "pk")
    found = list(rows.filter(sentence__conclusion=conclusion).order_by(*order))
    _all_owned(found)
    drafts = sorted({r.draft_id for r in found if r.draft_id})
    list(Draft.objects.select_for_update().filter(pk__in=drafts).order_by("pk"))  # before their histories
    found.sort(key=_is_personnel)
    moment = conclusion.issued_at or clock.now()
    for number, request in enumerate(found, start=1):
        request.number, request.issued_at, request.since = number, moment, moment
    ChangeRequest.objects.bulk_update(found, ("number", "issued_at", "since"))
    _send(found, by)
    return found


def _send(found: list[ChangeRequest], by: User) -> None:
    """One event and one notice for each owner and document, in the order in which locks are taken."""
    sent: dict[tuple[Any, ...], list[ChangeRequest]] = {}
    for request in found:
        key = (request.draft_id, request.congress_id, request.owner_unit_id, request.owner_group_id)
        sent.setdefault(key, []).append(request)
    late = [some for some in sent.values() if isinstance(asked.stream_of(some[0]), Congress)]
    for some in sent.values():
        if some not in late:
            _send_some(some, by)
    asked.count_again(request.congress for request in found)
    for some in late:
        _send_some(some, by)


def _send_some(some: list[ChangeRequest], by: User) -> None:
    first, labels = some[0], [request.label for request in some]
    subject = first.draft or first
    event = record("requests_sent", subject, by=by, stream=asked.stream_of(first), requests=labels)
    asked.tell(event, first, asked.owners(first), one=len(some) == 1)


def _writing(sentence: Sentence, by: User) -> None:
    """The meeting is held until this transaction ends: nothing is written once its conclusion is issued."""
    if not can_write_conclusion(by, held(sentence.conclusion.meeting)):
        raise PermissionDenied
    still(sentence)


def _default(sentence: Sentence) -> dict[str, Any]:
    draft = sentence.item.draft if sentence.item else None
    unit = draft.congress.unit if draft and draft.congress else None
    return {
        "kind": RequestKind.FREE,
        "text": sentence.text,
        "target": {},
        "draft": draft,
        "congress": None,
        "owner_unit": unit,
        "owner_group": None,
        "due": None,
        "blocking": False,
    }


def _checked(given: dict[str, Any], sentence: Sentence, by: User) -> dict[str, Any]:
    """The fields as they are stored, or every error by field."""
    draft: Draft | None = given["draft"]
    given["text"] = (given["text"] or "").strip()
    given["congress"] = draft.congress if draft else given["congress"]
    wanted = NEEDS.get(given["kind"], ())
    known = (*wanted, *MAY.get(given["kind"], ()), "part", "section")
    given["target"] = {k: v for k, v in (given["target"] or {}).items() if k in known and v not in (None, "")}
    if given["owner_group"] is not None and draft and given["owner_unit"] == _unit_of(draft):
        given["owner_unit"] = None  # the default gives way to the group that was chosen
    if errors := _errors(given, wanted, by) | _strangers(given, sentence.conclusion.meeting.unit):
        raise ValidationError(errors)
    return given


def _errors(given: Mapping[str, Any], wanted: tuple[str, ...], by: User) -> dict[str, str]:
    found = {}
    if given["kind"] not in RequestKind.values:
        found["kind"] = _("There is no such kind of request.")
    if not given["text"]:
        found["text"] = _("Say what is asked for.")
    if any(name not in given["target"] for name in wanted):
        found["target"] = _("Choose what the request is about: the section, indicator, part or topic.")
    if given["owner_unit"] is not None and given["owner_group"] is not None:
        found["owner_unit"] = _("A request has one owner: a unit or a working group.")
    if given["blocking"] and given["congress"] is None:
        found["blocking"] = _("Only what concerns a congress can hold it up.")
    if given["draft"] is not None and not Draft.objects.visible_to(by).filter(pk=given["draft"].pk).exists():
        found["draft"] = _("There is no such document.")
    return found


def _strangers(given: Mapping[str, Any], committee: Unit) -> dict[str, str]:
    """A committee asks its own units; a working group that follows them may be that of a committee above."""
    found, path = {}, committee.path or "!"
    draft, congress, unit, group = (given[n] for n in ("draft", "congress", "owner_unit", "owner_group"))
    text = _("“%(unit)s” is not below “%(committee)s”, which asks.")
    if congress is not None and not (congress.unit.path or "").startswith(path):
        told = {"unit": congress.unit.called, "committee": committee.called}
        found["draft" if draft else "congress"] = text % told
    if congress is not None and not goes_on(congress):
        found["draft" if draft else "congress"] = _("The season of this congress is closed.")
    if unit is not None and not (unit.path or "").startswith(path):
        found["owner_unit"] = text % {"unit": unit.called, "committee": committee.called}
    if group is not None and not path.startswith(group.unit.path) and not group.unit.path.startswith(path):
        found["owner_group"] = text % {"unit": group.name, "committee": committee.called}
    return found


def _unit_of(draft: Draft) -> Unit | None:
    return draft.congress.unit if draft.congress else None


def _on_the_table(request: ChangeRequest) -> Any:
    """The version of which the meeting spoke."""
    item = request.asking.item
    if item is not None and item.draft_id == request.draft_id:
        return item.version
    return request.draft.sent if request.draft else None


def _is_personnel(request: ChangeRequest) -> bool:
    return request.draft is not None and request.draft.kind == PERSONNEL


def _all_owned(found: Iterable[ChangeRequest]) -> None:
    for request in found:
        if request.owner_unit is None and request.owner_group is None:
            text = _("Sentence %(number)s: a request has no unit or working group that is to do it.")
            raise ValidationError(text % {"number": request.asking.number})
