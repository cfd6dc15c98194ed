"""What became of the notices about a record, for whoever caused them: `{% load told %}{% told request_ %}`.

For a list take `common.notices.told_of` in the view, one query, and `{% outcomes notices %}` in each row.
"""

from collections import Counter
from typing import Any

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vankien_web.common.delivery import Mailed, Notice
from vankien_web.common.notices import told_of
from vankien_web.common.written import vi_date, vi_time

register = template.Library()
_MOST = 200


@register.inclusion_tag("common/told.html")
def told(subject: Any) -> dict[str, Any]:
    """Of one record; one query."""
    return outcomes(next(iter(told_of(subject).values())))


@register.inclusion_tag("common/told.html")
def outcomes(notices: list[Notice]) -> dict[str, Any]:
    """Of notices that the view has brought."""
    states = Counter("read" if n.read_at else n.state for n in notices)
    words = {
        "read": _("%(n)d read"),
        "digested": _("%(n)d received, counted in an e-mail"),
        "delivered": _("%(n)d received, not read yet"),
        "suppressed": _("%(n)d not told"),
    }
    summary = ", ".join(words[state] % {"n": states[state]} for state in words if states[state])
    return {"notices": notices[:_MOST], "count": len(notices), "summary": summary}


@register.filter
def outcome(notice: Notice) -> str:
    """ "Đã đọc lúc …", "Đã nhận, chưa đọc; gộp vào thư ngày …", "Không gửi vì chưa có tài khoản"."""
    if notice.reason:
        return _("Not told: %(why)s") % {"why": notice.get_reason_display()}
    parts = [_("read at %(time)s") % {"time": vi_time(notice.read_at)} if notice.read_at else _unread(notice)]
    if notice.digested_at:
        parts.append(_("counted in the e-mail of %(day)s") % {"day": vi_date(notice.digested_at)})
    elif notice.mailed == Mailed.WAITING and notice.failure:
        parts.append(_("no e-mail yet: %(why)s") % {"why": notice.get_failure_display()})
    elif notice.mailed == Mailed.WAITING:
        parts.append(_("waits for the next e-mail"))
    elif notice.mailed != Mailed.READ:
        parts.append(_("no e-mail: %(why)s") % {"why": notice.get_mailed_display()})
    return capfirst("; ".join(parts))


def _unread(notice: Notice) -> str:
    return _("received at %(time)s, not read yet") % {"time": vi_time(notice.at)}
