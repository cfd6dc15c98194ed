"""Báo cáo tiếp thu, giải trình: each request on one draft, what stood there, what was done, what stands.

Verdicts are those of people; what the machine proposes is not in an official paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import override

from vankien import titles
from vankien.compare import Pair
from vankien.model import Document, Section
from vankien.outline import section_named
from vankien.outputs.papers.answers import AnswerReport, AnswerRow
from vankien.outputs.papers.model import Signature
from vankien_web.drafts.comparing import comparison
from vankien_web.drafts.models import Draft, Reading, Version
from vankien_web.reviews.models import (
    ANSWERS,
    Answer,
    AnswerKind,
    ChangeRequest,
    Paper,
    Rendition,
    RequestState,
)
from vankien_web.reviews.papers import names
from vankien_web.reviews.papers.pages import page_of
from vankien_web.reviews.papers.people import small
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.signing import signature
from vankien_web.reviews.papers.source import Source
from vankien_web.units.models import Body, Unit

_LONGEST = 700  # letters of a passage: a table shows where it is, the draft shows it whole


def draft_of(source: Source) -> Draft:
    if source.draft is None:
        raise ValueError("answers are given on a draft")
    return source.draft


def unit_of(source: Source) -> Unit:
    congress = draft_of(source).congress
    return congress.unit if congress else source.meeting.unit


def asked(source: Source) -> list[ChangeRequest]:
    """Everything that was asked of the draft, in this meeting or before; corrections of figures come last."""
    found = ChangeRequest.objects.filter(draft=source.draft, issued_at__isnull=False)
    before = Q(sentence__conclusion__meeting__starts_at__lte=source.meeting.starts_at)
    found = found.filter(before | Q(sentence=None))
    found = found.select_related("version").prefetch_related(
        "answers__version", "verdicts", "proofs", "sentence__opinions"
    )
    held = F("sentence__conclusion__meeting__starts_at").asc(nulls_last=True)
    return list(found.order_by(held, "number", "pk"))


def content(source: Source) -> AnswerReport:
    requests = asked(source)
    last = {request.pk: given[-1] for request in requests if (given := list(request.answers.all()))}
    texts = _Texts([r.version_id for r in requests] + [a.version_id for a in last.values()])
    kinds = Counter(answer.kind for answer in last.values())
    old, new = _mark(requests[0].version if requests else None), _mark(draft_of(source).latest)
    return AnswerReport(
        unit=unit_of(source).name,
        draft=draft_of(source).title,
        source=_source(source),
        old_version=old if old != new else "",
        new_version=new if old != new else "",
        rows=tuple(_row(request, last.get(request.pk), texts) for request in requests),
        adopted=kinds[AnswerKind.ADOPTED],
        partly=kinds[AnswerKind.PARTLY],
        explained=kinds[AnswerKind.EXPLAINED],
        waiting=len(requests) - len(last),
        met=sum(request.state == RequestState.CLOSED for request in requests),
    )


def _source(source: Source) -> str:
    """The notice where it was issued, else the meeting."""
    issued = Paper.objects.filter(
        meeting=source.meeting,
        form="thong-bao-ket-luan",
        personnel=False,
        number__isnull=False,
        withdrawn_at=None,
    ).first()
    if issued is not None and issued.dated:
        return f"Thông báo kết luận số {issued.label} ngày {issued.dated:%d/%m/%Y} của {source.body}"
    return f"Kết luận của {source.body} tại hội nghị ngày {source.day:%d/%m/%Y}"


def _mark(version: Version | None) -> str:
    return titles.version_mark(version.number) if version else ""


class _Texts:
    """What the versions say, each read once."""

    def __init__(self, versions: list[int | None]) -> None:
        asked = {pk for pk in versions if pk}
        found = Reading.objects.filter(version__in=asked).select_related("version")
        self._readings = {reading.version_id: reading for reading in found}
        shas = {reading.version.sha256: pk for pk, reading in self._readings.items()}
        laid_out = Rendition.objects.filter(source__in=shas)
        self._pages = {shas[r.source]: r.texts for r in laid_out}

    def document(self, version: int | None) -> tuple[Document, tuple[Section, ...]] | None:
        reading = self._readings.get(version or 0)
        return (reading.document, reading.sections) if reading else None

    def pairs(self, old: int | None, new: int | None) -> tuple[Pair, ...]:
        readings = self._readings.get(old or 0), self._readings.get(new or 0)
        if readings[0] is None or readings[1] is None:
            return ()
        return comparison(readings[0].version, readings[1].version).pairs

    def page(self, version: int | None, passage: str) -> int | None:
        return page_of(passage, self._pages.get(version or 0, []))


def _row(request: ChangeRequest, answer: Answer | None, texts: _Texts) -> AnswerRow:
    place = _place(request, answer) if answer else {}
    new, section = _new(answer, place, texts) if answer else ("", "")
    return AnswerRow(
        label=request.label,
        request=request.text,
        done=answer.get_kind_display().capitalize() if answer else "Chưa trả lời",
        explanation=answer.text if answer else "",
        old_text=_short(_before(request, answer, place, texts) or _old(request, texts)),
        new_text=_short(new),
        section=section,
        page=texts.page(answer.version_id, new) if answer and new else None,
        verdict=_verdict(request, answer) if answer else "",
    )


def _verdict(request: ChangeRequest, answer: Answer) -> str:
    """The last word of a person on this answer: "đạt, văn phòng cấp ủy xác nhận ngày 26/02/2020"."""
    if request.state == RequestState.OPEN:
        return "yêu cầu đã được mở lại, chờ trả lời"
    said = [v for v in request.verdicts.all() if v.by_id is not None and v.at >= answer.at]
    if not said:
        return ""
    with override("vi"):
        word = said[-1].get_value_display()
    by = "văn phòng cấp ủy xác nhận" if request.state == RequestState.CLOSED else "tổ công tác kiểm tra"
    return f"{word}, {by} ngày {localtime(said[-1].at):%d/%m/%Y}"


def _place(request: ChangeRequest, answer: Answer) -> Mapping[str, Any]:
    """What the answer names; else, of what a person confirmed, the evidence in the version it names."""
    if answer.place or request.state != RequestState.CLOSED or answer.version_id is None:
        return answer.place or {}
    found = [p.evidence for p in request.proofs.all() if p.version_id == answer.version_id and p.evidence]
    return found[0][0] if found else {}


def _before(request: ChangeRequest, answer: Answer | None, place: Mapping[str, Any], texts: _Texts) -> str:
    """The passage of the old version that the new one was made of; empty where it is new."""
    if answer is None or not place or request.version_id == answer.version_id:
        return ""
    pairs = texts.pairs(request.version_id, answer.version_id)
    pair = next((pair for pair in pairs if place.get("block") in pair.new), None)
    read = texts.document(request.version_id)
    if pair is None or read is None or any(s.block in pair.old for s in read[1]):
        return ""
    return " ".join(read[0].blocks[block].text for block in pair.old)


def _old(request: ChangeRequest, texts: _Texts) -> str:
    """The section that the request names, or the passage of an opinion from which it was drawn."""
    read = texts.document(request.version_id)
    if read and (wanted := str(request.target.get("section", ""))):
        found = section_named(wanted, read[1])
        if found is not None:
            return _text(read[0], found)
    opinions = request.sentence.opinions.all() if request.sentence else ()
    drawn_from = (o for o in opinions if o.draft_id == request.draft_id)
    return next((quote for o in drawn_from if (quote := (o.place or {}).get("quote", ""))), "")


def _text(document: Document, section: Section) -> str:
    blocks = document.blocks[section.block : section.end]
    return " ".join(block.text for block in blocks)


def _new(answer: Answer, place: Mapping[str, Any], texts: _Texts) -> tuple[str, str]:
    """The passage that shows what was done, and the section it stands in."""
    read = texts.document(answer.version_id)
    if not place or read is None:
        return "", ""
    document, sections = read
    block = int(place.get("block", -1))
    if not 0 <= block < len(document.blocks):
        return "", ""
    text = document.blocks[block].text
    start, end = int(place.get("start", 0)), int(place.get("end", 0))
    return (text[start:end] if start < end else text), _named(place.get("section") or "", sections)


def _named(path: str, sections: tuple[Section, ...]) -> str:
    """ "I/1" → "Mục I.1"."""
    return f"Mục {path.replace('/', '.')}" if path and any(s.path == path for s in sections) else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def words(source: Source) -> str:
    draft = draft_of(source)
    return f"tiếp thu, giải trình ý kiến của {source.body} đối với {small(draft.title)}"


def recipients(source: Source) -> Recipients:
    """The committee that asked, and the groups that follow."""
    groups = {r.owner_group: None for r in source.requests() if r.owner_group}
    lines = [source.body, *(group.name for group in groups)]
    return Recipients(tuple(lines), (source.meeting.unit,), tuple(groups))


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    body = Body.STANDING if names.is_party(unit_of(source)) else Body.OTHER
    return (signature(signing.post, body, signing.head),)


RULE = Rule(
    ANSWERS,
    "draft",
    content,
    words,
    signatures,
    recipients,
    record=lambda source: source.subject,
    issuer=unit_of,
)
