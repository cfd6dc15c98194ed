"""Requests to take away: as an Excel sheet, and as the command line's contract has them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vankien.outputs.workbook import Heading, write_table
from vankien_web.common import clock
from vankien_web.reviews.models import ChangeRequest, RequestKind
from vankien_web.reviews.requested import Row

_KEYS: dict[str, tuple[str, ...]] = {
    RequestKind.ADD_INDICATOR: ("indicator",),
    RequestKind.ADD_PART: ("part",),
    RequestKind.REWRITE_SECTION: ("section",),
    RequestKind.ADD_FIGURES: ("section",),
    RequestKind.SHORTEN: ("section", "to"),
    RequestKind.REMOVE_TOPIC: ("topic",),
    RequestKind.CORRECT_FIGURE: ("indicator", "value", "unit", "period"),
}
_WORK = (RequestKind.VERIFY, RequestKind.TASK)  # ask for work: for a program they are free


def as_toml(requests: Iterable[ChangeRequest]) -> str:
    """REQUESTS.toml for `vankien prove`, meeting by meeting.

    A number that a later meeting gave again is "YC-03-2".
    """
    times: Counter[str] = Counter()
    parts = []
    for request in sorted(requests, key=lambda r: (r.issued_at or clock.now(), r.number)):
        times[request.label] += 1
        again = times[request.label]
        id = request.label if again == 1 else f"{request.label}-{again}"
        parts.append("\n".join(("[[request]]", *_lines(request, id))))
    return "\n\n".join(parts) + "\n" if parts else ""


def _lines(request: ChangeRequest, id: str) -> Iterator[str]:
    yield f"id = {_text(id)}"
    yield f"kind = {_text(RequestKind.FREE if request.kind in _WORK else request.kind)}"
    yield f"text = {_text(request.text)}"
    for name in _KEYS.get(request.kind, ()):
        value = request.target.get(name)
        if value not in (None, ""):
            yield f"{name} = {value if isinstance(value, int | float) else _text(str(value))}"


def _text(value: str) -> str:
    """A basic string: TOML escapes as JSON does, and DEL too."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def request_sheet(rows: Iterable[Row]) -> bytes:
    headings = [
        Heading(_("No."), 8),
        Heading(_("Request"), 60),
        Heading(_("Kind"), 22),
        Heading(_("Owner"), 28),
        Heading(_("Unit"), 28),
        Heading(_("Document"), 26),
        Heading(_("Meeting"), 34),
        Heading(_("Day of the meeting"), 13),
        Heading(_("Due"), 13),
        Heading(_("Must be met"), 10),
        Heading(_("State"), 24),
    ]
    note = _("as of %(day)s") % {"day": f"{clock.today():%d/%m/%Y}"}
    title = _("Requests from the conclusions of meetings")
    return write_table(title, headings, map(_cells, rows), note=note, sheet=_("Requests"))


def _cells(row: Row) -> tuple[object, ...]:
    request = row.request
    meeting = request.meeting
    return (
        request.label,
        request.text,
        capfirst(request.get_kind_display()),
        row.owner,
        request.congress.unit.called if request.congress else "",
        request.draft.title if request.draft else "",
        meeting.title if meeting else _("verification of figures"),
        localtime(request.asked_at).date(),
        request.due,
        _("yes") if request.blocking else "",
        capfirst(request.get_state_display()),
    )
