"""What each official paper takes from the records, and how it is headed and signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import override

from vankien.outputs import papers as library
from vankien_web.reviews.models import Paper
from vankien_web.reviews.papers import (
    answers,
    conclusion,
    extract,
    invitation,
    minutes,
    news,
    opinions,
    programme,
    progress,
)
from vankien_web.reviews.papers.heads import Head, head
from vankien_web.reviews.papers.rule import Recipients, Rule, Signing
from vankien_web.reviews.papers.source import Source
from vankien_web.reviews.papers.state import state, states
from vankien_web.units.models import Post

__all__ = [
    "FORMS",
    "Head",
    "Rule",
    "Source",
    "compose",
    "head_of",
    "recipients_of",
    "state",
    "states",
    "stored_as",
    "title_of",
]

FORMS: dict[str, Rule] = {
    module.RULE.form: module.RULE
    for module in (invitation, programme, minutes, conclusion, opinions, answers, progress, news, extract)
}


def head_of(source: Source, rule: Rule, day: date) -> Head:
    """The issuer's letterhead; a working group issues under its committee's."""
    whole = head(rule.issuer(source), day)
    if source.report is None:
        return whole
    group = source.report.group
    return Head(
        family=whole.family,
        superior=whole.issuer,
        issuer=group.name,
        symbol=progress.abbreviation(group),
        place=whole.place,
        collective="",
        archive=f"Lưu {group.name}",
        term=whole.term,
    )


def recipients_of(source: Source, rule: Rule) -> Recipients:
    with override("vi"):
        return rule.recipients(source)


def stored_as(among: QuerySet[Paper], data: bytes) -> Paper | None:
    """The paper whose stored file has these very bytes."""
    return among.filter(sha256=hashlib.sha256(data).hexdigest()).first()


def title_of(source: Source, rule: Rule) -> str:
    """ "Thông báo kết luận của Ban Thường vụ Thành ủy tại hội nghị …"."""
    form = library.FORMS[rule.form]
    words = rule.words(source)
    return f"{form.title.capitalize()} {words}" if form.letterhead else words


def compose(
    source: Source,
    rule: Rule,
    record: str,
    ends: str,
    *,
    post: Post | None,
    day: date,
    number: int | None = None,
    dated: date | None = None,
    also_to: Iterable[str] = (),
) -> library.Paper:
    """The paper as plain data, in Vietnamese whoever asks; `day` decides the format while it is not dated."""
    with override("vi"):
        form, head = library.FORMS[rule.form], head_of(source, rule, day)
        lines = (*rule.recipients(source).lines, *also_to, head.archive)
        return library.Paper(
            form=rule.form,
            issuer=head.made(day),
            symbol=form.symbol,
            number=number,
            dated=dated,
            subject=rule.words(source),
            recipients=lines if form.letterhead else (),
            signatures=rule.signatures(source, Signing(post, head, day)),
            content=rule.content(source),
            stamp=library.Stamp(record, ends),
        )
