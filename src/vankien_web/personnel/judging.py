"""What the rules of the season say to a plan, and whether it agrees with the political report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vankien import personnel
from vankien.checks import of_plan, run_people
from vankien.packs import PackError
from vankien.personnel import Plan
from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.permissions import newest
from vankien_web.drafts.remarks import Remark, remarks

_REPORT = "political_report"


@dataclass(frozen=True)
class Judgement:
    """`found`: nothing where the rules say nothing; `beside`: the report's version that was compared."""

    found: Sequence[Remark]
    beside: Version | None = None


def judge(plan: Plan, congress: Congress, user: User, language: str) -> Judgement | None:
    """None where the season's pack is not installed or knows no plan for this kind of unit."""
    beside = _report(congress, user)
    stated = personnel.stated_by(beside.reading.document) if beside else ()
    try:
        draft = of_plan(plan, pack=congress.season.rules, reported=stated)
    except (PackError, KeyError):
        return None
    return Judgement(remarks(run_people(draft), language), beside)


def _report(congress: Congress, user: User) -> Version | None:
    """The newest version of the congress's political report that this person sees, once it was read."""
    drafts = Draft.objects.visible_to(user).filter(congress=congress, kind=_REPORT)
    draft = drafts.select_related("latest__reading", "sent__reading").first()
    if draft is None:
        return None
    draft.congress = congress
    version = newest(user, draft)
    return version if version is not None and hasattr(version, "reading") else None
