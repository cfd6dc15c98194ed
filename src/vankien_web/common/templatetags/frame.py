"""The parts that pages are built of: `{% load frame %}`. docs/pages.md shows each with an example.

Filters: `vi_date` 13/02/2020 · `vi_time` 08:05 ngày 13/02/2020 · `vi_number` 1.234,5 · `roman` XXVII ·
`said` an event as a sentence ·
`days_left` whole days until a date by the site's clock (negative: late; None: no date).
Tags: `nav_item`, `nav_url` (leave out what does not exist or may not be opened) · `state` (badge) ·
`deadline` (chip) · `counter` (11/11). Larger parts are includes: common/breadcrumb.html, tabs.html,
pager.html, field.html, fields.html, stages.html, empty.html, confirm.html, drop.html, history.html.
"""

import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.defaultfilters import capfirst
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.text import to_roman
from vankien_web.common import clock
from vankien_web.common.models import Event
from vankien_web.common.sentences import sentence
from vankien_web.common.written import day_of, vi_date, vi_number, vi_time

register = template.Library()

SOON = 14  # days: the pack's own warning period, where it has one, is given to `deadline`
SIGNS = {"done": "✓", "late": "!", "soon": "◔", "now": "▸", "wait": "○", "stop": "✕"}

register.filter("vi_date", vi_date)
register.filter("vi_time", vi_time)
register.filter("vi_number", vi_number)


@register.filter
def roman(value: int) -> str:
    """XXVII of 27."""
    return to_roman(int(value))


@register.filter
def said(event: Event) -> str:
    """What happened, as a sentence in the reader's language."""
    return sentence(event)


@register.filter
def days_left(value: datetime.date | None) -> int | None:
    """Whole days from today, by the site's clock; negative when the day is past."""
    return (day_of(value) - clock.today()).days if value else None


@register.simple_tag(takes_context=True)
def nav_url(context: Context, name: str, *args: Any) -> str:
    """The address of a page, or "" where there is none or this person may not open it."""
    if name in (context.get("hidden_pages") or ()):
        return ""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def nav_item(context: Context, name: str, label: str) -> SafeString | str:
    """One entry of the main navigation; nothing where `nav_url` says so."""
    url = nav_url(context, name)
    if not url:
        return ""
    here = context["request"].path
    current = "page" if here == url else "true" if here.startswith(url) and url != "/" else ""
    mark = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, mark, label)


@register.simple_tag
def state(tone: str, words: str) -> SafeString:
    """A badge: words, with a sign and a colour of their tone (done late soon now wait stop)."""
    return format_html(
        '<span class="state-badge {}"><span aria-hidden="true">{}</span> {}</span>',
        tone,
        SIGNS[tone],
        capfirst(words),
    )


@register.simple_tag
def deadline(day: datetime.date | None, done: bool = False, soon: int = SOON) -> SafeString | str:
    """A chip: the day and how far it is; quiet when the work is `done`, nothing without a day."""
    left = days_left(day)
    if day is None or left is None:
        return ""
    return _chip(day, left, bool(done), soon, get_language())


@lru_cache(maxsize=4096)  # a board has the same few days in all its rows
def _chip(day: datetime.date, left: int, done: bool, soon: int, _language: str | None) -> SafeString:
    written = format_html('<time datetime="{}">{}</time>', day.isoformat(), vi_date(day))
    if done:
        return format_html('<span class="chip done"><span class="due">{}</span></span>', written)
    tone = "late" if left < 0 else "soon" if left <= soon else "ahead"
    sign = format_html('<b><span aria-hidden="true">{}</span> {}</b>', SIGNS.get(tone, ""), far(left))
    return format_html('<span class="chip {}"><span class="due">{}</span> {}</span>', tone, written, sign)


def far(left: int) -> str:
    """còn 28 ngày, hôm nay, quá hạn 3 ngày."""
    if left == 0:
        return _("today")
    if left < 0:
        return _("days late: %(days)s") % {"days": vi_number(-left)}
    return _("days left: %(days)s") % {"days": vi_number(left)}


@register.simple_tag
def counter(done: int, total: int, of: str = "") -> SafeString:
    """11/11 with a bar; `of` names what is counted, for those who hear the page."""
    return _bar(done, total, conditional_escape(of), get_language())


@lru_cache(maxsize=4096)
def _bar(done: int, total: int, of: SafeString, _language: str | None) -> SafeString:
    full = " full" if total and done >= total else ""
    return format_html(
        '<span class="counter{}"><b aria-hidden="true">{}/{}</b>'
        '<progress max="{}" value="{}" aria-hidden="true"></progress>'
        '<span class="visually-hidden">{} {}</span></span>',
        full,
        done,
        total,
        max(total, 1),
        done,
        _("%(done)s of %(total)s") % {"done": done, "total": total},
        of,
    )
