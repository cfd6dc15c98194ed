"""Tin hội nghị: what the meeting heard, thought and asked for; named is only who reported and who chaired."""

from __future__ import annotations

from collections import defaultdict

from vankien.outputs.papers.model import Signature
from vankien.outputs.papers.news import News, Photo
from vankien_web.common import storage
from vankien_web.reviews.models import AgendaItem, Sentence, SentenceKind
from vankien_web.reviews.papers.people import sentence, small
from vankien_web.reviews.papers.rule import Rule, Signing
from vankien_web.reviews.papers.source import Source

_NOON, _EVENING = 12, 18
_ASKS = "Kết luận nội dung này, đồng chí chủ trì đề nghị:"


def content(source: Source) -> News:
    said: dict[int | None, list[Sentence]] = defaultdict(list)
    for one in source.sentences():
        said[one.item_id].append(one)
    told = [_item(item, said[item.pk]) for item in source.items()]
    rest = _sentences(said[None])
    pictures = [(p.caption, p.thumbnail or p.sha256) for p in source.meeting.pictures.all()]
    return News(
        lead=_lead(source),
        paragraphs=tuple(text for text in (*told, rest) if text),
        photos=tuple(Photo(caption, storage.path(sha).read_bytes()) for caption, sha in pictures),
    )


def _lead(source: Source) -> str:
    """Time, convener, title, what was heard, who chaired: as the news item of 13/02/2020 begins."""
    meeting, hour = source.meeting, source.starts.hour
    part = "Sáng" if hour < _NOON else "Chiều" if hour < _EVENING else "Tối"
    title = small(meeting.title)
    verb = "tổ chức" if meeting.convener else "diễn ra"
    whole = f"{part} ngày {source.day:%d/%m/%Y}, {meeting.convener} {verb} {title}"
    if not meeting.convener:
        whole = f"{part} ngày {source.day:%d/%m/%Y} {verb} {title}"
    told = [sentence(whole)]
    if source.chair:
        told.append(sentence(f"{source.chair} chủ trì hội nghị"))
    return " ".join(told)


def _item(item: AgendaItem, sentences: list[Sentence]) -> str:
    """Who reported what; what the meeting thought of it; what it asks for."""
    title = item.title.strip().rstrip(".")
    heard = f"{item.presenter} báo cáo: {title}" if item.presenter else small(title)
    return " ".join((sentence(f"Hội nghị nghe {heard}"), _sentences(sentences))).strip()


def _sentences(sentences: list[Sentence]) -> str:
    """Assessments first, then what is asked."""
    thought = [sentence(s.text) for s in sentences if s.kind == SentenceKind.ASSESSMENT]
    asked = [sentence(s.text) for s in sentences if s.kind != SentenceKind.ASSESSMENT]
    return " ".join([*thought, *([_ASKS, *asked] if asked else [])])


def words(source: Source) -> str:
    return source.meeting.title


def signatures(source: Source, signing: Signing) -> tuple[Signature, ...]:
    return ()


RULE = Rule("tin-hoi-nghi", "meeting", content, words, signatures)
