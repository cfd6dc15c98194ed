"""The recipients: "Nơi nhận:" with its colon, the archive last (in the Party "Lưu Văn phòng", not "VT").

A draft owes no recipients; a submitted paper with a letterhead does.
Authority: the format of the pack (recipients).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import letterhead
from vankien.model import Block, Finding
from vankien.text import fold

CODE = "VK507"
_TITLE = re.compile(r"nơi nhận\s*(?:$|:)")
_LINES = 20  # lines that a list of recipients may have


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    rule = head.rule("recipients")
    blocks = draft.blocks
    at = next((i for i, b in enumerate(blocks) if _TITLE.match(fold(b.text))), None)
    if at is None:
        if draft.phase == "submitted" and head.header is not None and rule:
            yield head.finding(CODE, "recipients", "missing", None, expected=rule.get("title", ""))
        return
    title = blocks[at]
    if not re.match(r"Nơi nhận\s*:", title.text):
        yield head.finding(
            CODE, "recipients", "title", draft.place(title.index), found=title.text, expected="Nơi nhận:"
        )
    archive = _archive([title, *blocks[at + 1 : at + 1 + _LINES]])
    forbidden = rule.get("forbidden", [])
    if archive is None:
        last = rule.get("last", ["Lưu"])[0]
        yield head.finding(CODE, "recipients", "archive", draft.place(title.index), found="", expected=last)
    elif any(re.search(rf"\b{re.escape(word)}\b", archive.text) for word in forbidden):
        place = draft.place(archive.index)
        yield head.finding(CODE, "recipients", "office", place, found=archive.text, expected=rule["last"][0])


def _archive(blocks: list[Block]) -> Block | None:
    return next((b for b in blocks if re.search(r"(?:^|[-+\s])lưu\b", fold(b.text))), None)
