"""The title block: the kind of document in capitals, bold, centred and of the format's size.

Authority: the format of the pack (kind_title).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import Letterhead, face, in_capitals, letterhead, sizes
from vankien.checks.reading.passages import title_blocks
from vankien.model import Block, Finding
from vankien.text import fold

CODE = "VK505"
_KINDS = re.compile(
    r"(?:dự thảo )?(?:đề cương )?(?:báo cáo(?: chính trị| kiểm điểm)?|nghị quyết|đề án|chương trình)"
)
_MOST_WORDS = 14
_OTHER_KINDS = re.compile(  # told by their name alone on a line
    r"thông báo|biên bản(?: kiểm phiếu| hội nghị| bầu cử)?|giấy mời|quyết định|chỉ thị|kết luận|kế hoạch"
    r"|tờ trình|hướng dẫn|quy chế|quy định"
    r"|phương án"
)


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    title = _title(draft)
    if title is None:
        if draft.phase == "submitted" and head.header is not None:
            yield head.finding(
                CODE, "kind_title", "missing", head.header, expected=draft.pack.kinds.get(draft.kind, "")
            )
        return
    variant, found, expected = _fault(head, title)
    if variant:
        place = draft.place(title.index)
        yield head.finding(CODE, "kind_title", variant, place, found=found or title.text, expected=expected)


def _title(draft: Draft) -> Block | None:
    """The first line that is only the name of a kind of document, else the first that begins with one."""
    blocks = [draft.document.blocks[i] for i in title_blocks(draft)]
    begun = [b for b in blocks if _KINDS.match(fold(b.text)) and len(b.text.split()) <= _MOST_WORDS]
    whole = [b for b in begun if _KINDS.fullmatch(fold(b.text))]
    others = [b for b in blocks if _OTHER_KINDS.fullmatch(fold(b.text))]
    return next(iter([*whole, *others, *begun]), None)


def _fault(head: Letterhead, title: Block) -> tuple[str, str, str]:
    rule = head.rule("kind_title")
    kind = _KINDS.match(fold(title.text))
    end = kind.end() if kind else len(title.text)
    if rule.get("caps") and not in_capitals(title, 0, end):
        return "caps", title.text, title.text[:end].upper()
    spans, found = face(title, 0, end), sizes(title, 0, end)
    if spans and rule.get("bold") and not all(s.bold for s in spans):
        return "bold", title.text, ""
    allowed = rule.get("size")
    if allowed and any(not allowed[0] <= size <= allowed[1] for size in found):
        return (
            "size",
            ", ".join(f"{s:g}" for s in sorted(found)),
            "-".join(f"{s:g}" for s in dict.fromkeys(allowed)),
        )
    if rule.get("align") and title.alignment not in (None, rule["align"]) and spans:
        return "align", title.text, ""
    return "", "", ""
