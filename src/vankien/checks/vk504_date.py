"""The place and date are not written as the format wants: "Quảng Tâm, ngày 05 tháng 02 năm 2020".

Days below 10 and the months 1 and 2 take a leading zero; the date must exist. A draft may leave it open.
Authority: the format of the pack (place_date).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import letterhead
from vankien.model import Finding

CODE = "VK504"


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    if head.date is None:
        if draft.phase == "submitted" and head.header is not None:
            yield head.finding(CODE, "place_date", "missing", head.header, expected="")
        return
    place, match = head.date
    variant = _fault(match, head.rule("place_date"), submitted=draft.phase == "submitted")
    if variant:
        expected = _proper(match)
        yield head.finding(CODE, "place_date", variant, place, found=place.quote, expected=expected)


def _fault(match: re.Match[str], rule: dict[str, Any], *, submitted: bool) -> str | None:
    if match["short"]:
        return "form"
    day, month, year = (match[name] or "" for name in ("day", "month", "year"))
    if not (day.isdigit() and month.isdigit() and year.isdigit()):
        return "open" if submitted else None
    if len(year) != len("2020"):
        return "form"
    if not _exists(int(year), int(month), int(day)):
        return "unreal"
    if int(day) < rule.get("zero_days_below", 0) and len(day) == 1:
        return "zero"
    return "zero" if int(month) in rule.get("zero_months", ()) and len(month) == 1 else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _proper(match: re.Match[str]) -> str:
    """The date as it should stand; empty where the draft leaves it open."""
    parts = (
        re.split(r"[/.-]", match["short"])
        if match["short"]
        else [match["day"], match["month"], match["year"]]
    )
    if not all(p and p.isdigit() for p in parts):
        return ""
    day, month, year = map(int, parts)
    shown = f"{month:02}" if month in (1, 2) else str(month)
    return f"{match['place']}, ngày {day:02} tháng {shown} năm {year if year > 99 else 2000 + year}"
