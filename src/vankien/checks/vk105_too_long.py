"""A part, or the whole document, is longer than its limit.

Limits are the pack's; without one this check is silent, but for a part that the pack wants short: the
advisory part of a party office, which is too long when it takes more than half of the words of the
results and over 150 words. Authority: the source document ("chức năng tham mưu viết gọn lại"); the share
is a judgement.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding

CODE = "VK105"
SHORT_SHARE, SHORT_WORDS = 0.5, 150


def check(draft: Draft) -> Iterator[Finding]:
    for part in draft.outline.parts:
        if part.id not in draft.parts:
            continue
        words = len(draft.text(part.id).split())
        limit = part.max_words or (_short_limit(draft, part.id) if part.short else None)
        if limit is not None and words > limit:
            variant = "limit" if part.max_words else "short"
            params = {
                "part": part.id,
                "part_name": part.name,
                "words": words,
                "limit": limit,
                "variant": variant,
            }
            yield Finding(CODE, params, draft.parts[part.id].place, authority=part.authority)
    yield from _document(draft)


def _short_limit(draft: Draft, part: str) -> int:
    results = draft.text("results") or "\n".join(b.text for b in draft.blocks)
    return max(SHORT_WORDS, int(len(results.split()) * SHORT_SHARE))


def _document(draft: Draft) -> Iterator[Finding]:
    limit = draft.outline.max_words
    words = sum(len(b.text.split()) for b in draft.blocks)
    if limit is not None and words > limit:
        params = {"words": words, "limit": limit, "variant": "document"}
        yield Finding(CODE, params, authority=draft.outline.authority)
