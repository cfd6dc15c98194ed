"""Trích xác nhận số liệu: what departments say of a draft's figures, told as it stands and no better."""

from __future__ import annotations

import re
from collections import Counter

from django.utils.timezone import localtime

from vankien import titles
from vankien.outputs.papers.extract import Extract, FigureRow
from vankien.outputs.papers.model import Signature
from vankien.packs import PackError
from vankien.text import fold
from vankien_web.common.written import vi_number
from vankien_web.drafts.models import Draft
from vankien_web.figures.models import Outcome, Verification, VerificationState
from vankien_web.figures.naming import clause
from vankien_web.figures.stating import unsealed
from vankien_web.reviews.models import EXTRACT
from vankien_web.reviews.papers import names
from vankien_web.reviews.papers.people import small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.signing import signature
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import Body, Unit

_SAID = {
    Outcome.CONFIRMED: "Xác nhận",
    Outcome.CORRECTED: "Xác định lại",
    Outcome.REJECTED: "Không xác nhận",
    Outcome.NONE: "Chưa có kết quả",
}
_HEAD = "THỦ TRƯỞNG CƠ QUAN"
_UNNAMED = "không nêu"
_YEAR = re.compile(r"\d{4}")


def draft_of(source: Source) -> Draft:
    if source.draft is None or source.draft.congress is None:
        raise ValueError("figures are verified in the draft of a congress")
    return source.draft


def issuer(source: Source) -> Unit:
    if source.issuer is None:
        raise ValueError("an extract is issued by a department or a committee")
    return source.issuer


def verifications(source: Source) -> list[Verification]:
    """Of the department; all of them where the committee that asked issues it. In reading order."""
    asked = Verification.objects.filter(draft=source.draft).exclude(state=VerificationState.GONE)
    own = asked.filter(department=issuer(source))
    found = own if own.exists() else asked.filter(committee=issuer(source))
    found = found.select_related("figure__version", "department", "reference__reference")
    return list(found.order_by("figure__number", "pk"))


def content(source: Source) -> Extract:
    draft, rows = draft_of(source), verifications(source)
    standing = Counter(_outcome(v) for v in rows)
    own = any(v.department_id == issuer(source).pk for v in rows)
    named = [_named(v, draft) for v in rows]
    alike = Counter(named)
    parts = [clause(v.figure) if alike[name] > 1 else "" for v, name in zip(rows, named, strict=True)]
    return Extract(
        unit=draft.congress.unit.name if draft.congress else "",
        draft=small(draft.title),
        version=titles.version_mark(max((v.figure.version.number for v in rows), default=1)).lower(),
        department=issuer(source).name if own else "",
        rows=tuple(
            _row(v, f"{name} ({part})" if part else name, own=own)
            for v, name, part in zip(rows, named, parts, strict=True)
        ),
        confirmed=standing[Outcome.CONFIRMED],
        corrected=standing[Outcome.CORRECTED],
        rejected=standing[Outcome.REJECTED],
        waiting=standing[Outcome.NONE],
    )


def _outcome(v: Verification) -> Outcome:
    """What holds of the figure as it stands now: a broken seal confirms nothing."""
    return Outcome.NONE if v.broken_at else Outcome(v.outcome)


def _row(v: Verification, name: str, *, own: bool) -> FigureRow:
    """`own`: in the department's own extract, whose every answer is its own."""
    said, figure = _outcome(v), v.figure
    day = f"ngày {localtime(v.answered_at):%d/%m/%Y}" if said and v.answered_at else ""
    parts = ("" if own else v.department.called, day)
    right = f"{vi_number(v.value)} {v.unit or figure.unit}".strip() if said == Outcome.CORRECTED else ""
    return FigureRow(
        place=figure.section,
        figure=name,
        stated=figure.surface,
        said=_SAID[said],
        right=right.replace(" %", "%"),
        source=_source(v) if said in (Outcome.CONFIRMED, Outcome.CORRECTED) else "",
        note=_note(v, said),
        answer=", ".join(part for part in parts if part),
    )


def _source(v: Verification) -> str:
    """The document that the department named, or that its own value came from."""
    if v.source or v.reference is None:
        return v.source or _UNNAMED
    return v.reference.source or v.reference.reference.source


def _note(v: Verification, said: Outcome) -> str:
    if v.broken_at:
        return f"Đã xác nhận {v.before or unsealed(v.sealed).words}; sau đó dự thảo thay đổi số liệu"
    if said == Outcome.REJECTED:
        return f"Lý do: {v.reason}" if v.reason else ""
    return "Đang hỏi lại đơn vị" if v.state == VerificationState.ASKED_BACK else ""


def _named(v: Verification, draft: Draft) -> str:
    """ "Thu nhập bình quân đầu người, năm 2019"; a figure of no indicator by the sentence it stands in."""
    figure = v.figure
    try:
        known = draft.congress.season.rules.indicators if draft.congress else {}
    except PackError:
        known = {}
    named = known[figure.indicator].name if figure.indicator in known else figure.sentence[:160].rstrip(" .")
    year = f"năm {figure.period}" if _YEAR.fullmatch(figure.period) else figure.period
    said = figure.period and fold(figure.period) in fold(named)
    return ", ".join(dict.fromkeys(part for part in (named, figure.about, "" if said else year) if part))


def words(source: Source) -> str:
    draft = draft_of(source)
    unit = draft.congress.unit.name if draft.congress else ""
    return f"trích xác nhận số liệu trong {small(draft.title)} của {unit}"


def recipients(source: Source) -> Recipients:
    """The committee that asked, and the unit whose draft it is."""
    asked = Verification.objects.filter(draft=source.draft).select_related("committee").first()
    units = [asked.committee] if asked and asked.committee_id != issuer(source).pk else []
    congress = draft_of(source).congress
    units += [congress.unit] if congress else []
    return Recipients(tuple(names.committee(unit) for unit in units), tuple(units))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    """By the office of who signs; where nobody does yet, the place of a department's head is left free."""
    party = names.is_party(issuer(source))
    if signing.post is None and not party:
        return (Signature(_HEAD),)
    return (signature(signing.post, Body.STANDING if party else Body.OTHER, signing.head),)


RULE = Rule(
    EXTRACT,
    "draft",
    content,
    words,
    signatures,
    recipients,
    record=lambda source: source.subject,
    issuer=issuer,
)
