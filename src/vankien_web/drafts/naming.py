"""What a draft is called on official paper, and who has it in hand."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from vankien import packs, titles
from vankien.packs import PackError
from vankien_web.common import clock
from vankien_web.common.written import vi_date, vi_number
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, DraftState
from vankien_web.units.models import Unit

TONES = {
    DraftState.DRAFTING: "now",
    DraftState.SHARED: "wait",
    DraftState.RETURNED: "soon",
    DraftState.READY: "done",
    DraftState.APPROVED: "done",
}
_OF_CONGRESS = " đại hội"  # "nghị quyết đại hội": the congress's own paper
_OF_COMMITTEE = " của ban chấp hành"
_COMMITTEES = {
    "Đảng bộ thành phố": "Thành ủy",
    "Đảng bộ tỉnh": "Tỉnh ủy",
    "Đảng bộ huyện": "Huyện ủy",
    "Đảng bộ thị xã": "Thị ủy",
    "Đảng bộ quận": "Quận ủy",
}


def full_title(draft: Draft) -> str:
    """ "Báo cáo chính trị của Ban Chấp hành Đảng bộ xã …, trình Đại hội …"; a quick check's file name."""
    if draft.congress is None:
        return draft.title
    name = _kind_name(draft.congress, draft.kind)
    congress = draft.congress.title
    if name.endswith(_OF_CONGRESS):
        return f"{capfirst(name.removesuffix(_OF_CONGRESS))} {congress}"
    author = titles.author_line(_author(draft.congress), congress)
    return f"{capfirst(name.split(_OF_COMMITTEE)[0])} của {author}"


def _author(congress: Congress) -> str:
    """The committee of the term that ends."""
    ordinal = congress.ordinal - 1 if congress.ordinal and congress.ordinal > 1 else None
    return titles.committee_name(congress.unit_name, ordinal, congress.season.last_term)


def _kind_name(congress: Congress, kind: str) -> str:
    try:
        return packs.name(congress.season.rules, "kind", kind, "vi")
    except PackError:
        return kind


def office_name(unit: Unit | None) -> str:
    """The office of the committee above: "Văn phòng Thành ủy"."""
    name = unit.name if unit else ""
    committee = next((c for start, c in _COMMITTEES.items() if name.startswith(start)), "")
    return _("Office of %(committee)s") % {"committee": committee or name or _("the committee above")}


def waiting(draft: Draft) -> str:
    """Whose turn it is, and since when: "Chờ Văn phòng Thành ủy xử lý từ 10/02/2020 (3 ngày)"."""
    if draft.congress is None:
        return ""
    days = (clock.today() - localtime(draft.since).date()).days
    blanks = {
        "date": vi_date(draft.since),
        "far": _("today") if not days else _("%(n)s days") % {"n": vi_number(days)},
    }
    if draft.state == DraftState.APPROVED:
        return _("Agreed on %(date)s (%(far)s)") % blanks
    if draft.state == DraftState.READY:
        return _("Waiting for the meeting since %(date)s (%(far)s)") % blanks
    with_office = draft.state == DraftState.SHARED
    who = office_name(draft.congress.unit.parent) if with_office else draft.congress.unit.called
    return _("Waiting for %(who)s since %(date)s (%(far)s)") % (blanks | {"who": who})
