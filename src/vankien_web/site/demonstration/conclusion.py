"""The conclusion of the demonstration's meeting, the requests it becomes, and the papers that go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.utils.translation import override

from vankien_web.common import clock
from vankien_web.congresses.actions import review
from vankien_web.congresses.models import Congress
from vankien_web.drafts.remarks import remarks
from vankien_web.reviews.actions import conclusion, issue, papers, requests
from vankien_web.reviews.models import AgendaItem, Sentence
from vankien_web.site.demonstration.cast import Cast, Sitting, read_told

_NOTICE = "thong-bao-ket-luan"
_FIRST = ("giay-moi", "chuong-trinh", "bien-ban")  # copies to look at; the notice alone is issued


def conclude(sitting: Sitting, cast: Cast) -> None:
    """The office types the chair's sentences, the chair issues them, the notice goes out."""
    for told in read_told("conclusion.toml")["sentences"]:
        item = sitting.items.get(told.get("item", ""))
        sentence = conclusion.draw(
            sitting.meeting,
            item,
            told["text"],
            key=uuid4(),
            kind=told.get("kind", "request"),
            opinions=tuple(sitting.said[name] for name in told.get("opinions", ())),
            findings=tuple(_found(item, told.get("found", ()))),
            by=cast.office,
        )
        for asked in told.get("asks", ()):
            _ask(sentence, asked, sitting, cast)
    chair = cast.people["le-anh-xuan"]
    issue.issue_conclusion(sitting.meeting, by=chair)
    for congress in Congress.objects.filter(season=cast.season):
        review(congress, note=sitting.meeting.title, by=chair)
    for form in _FIRST:
        papers.make_paper(sitting.meeting, form, by=cast.office)
    notice = papers.make_paper(sitting.meeting, _NOTICE, by=cast.office)
    post = cast.chair_post("le-anh-xuan")
    papers.issue_paper(notice, signed_by=post, dated=clock.today(), by=cast.office)


def _ask(sentence: Sentence, asked: Mapping[str, Any], sitting: Sitting, cast: Cast) -> None:
    fields = {"kind": "free", "due": sitting.told["due"]}
    fields |= {name: asked[name] for name in ("text", "kind", "target", "blocking") if name in asked}
    outside = asked.get("kind") in ("verify", "task")  # work, no change of the text
    if outside or sentence.item is None:
        unit = cast.tree[
            asked.get("congress") or next(k for k, v in sitting.items.items() if v == sentence.item)
        ]
        fields |= {"draft": None, "congress": Congress.objects.get(season=cast.season, unit=unit)}
    if "unit" in asked:
        fields["owner_unit"] = cast.tree[asked["unit"]]
    if "group" in asked:
        fields |= {"owner_unit": None, "owner_group": cast.groups[asked["group"]]}
    requests.add_request(sentence, fields, by=cast.office)


def _found(item: AgendaItem | None, codes: Iterable[str]) -> Iterable[dict[str, Any]]:
    """What the checks had found in the version on the table, as a sentence keeps it."""
    if item is None or item.version is None:
        return
    wanted = item.version.findings.filter(code__in=list(codes)).exclude(severity="")
    for stored in wanted.order_by("pk"):
        with override("vi"):
            words = remarks([stored.finding], "vi")[0].words
        told = {"version": stored.version_id, "code": stored.code, "fingerprint": stored.fingerprint}
        yield told | {"sentence": words.message}
