"""A draft says that it is one: "Dự thảo lần 2".

Told only of a paper that has begun to take its formal shape (a letterhead), and of a mark without its number.
Authority: the format of the pack (draft_mark).
"""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import letterhead
from vankien.model import Finding
from vankien.text import fold

CODE = "VK509"
_MARK = re.compile(r"\W*dự thảo\b")
_BARE = re.compile(r"\W*dự thảo\W*")


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    rule = head.rule("draft_mark")
    title = {b.index for b in head.blocks}
    marks = [
        b for b in draft.document.blocks
        if (b.index in title or b.part not in ("body", "table")) and _MARK.match(fold(b.text))
    ]  # fmt: skip
    bare = [b for b in marks if _BARE.fullmatch(fold(b.text))]
    if bare and len(bare) == len(marks) and rule.get("numbered"):
        place = draft.place(bare[0].index)
        yield head.finding(CODE, "draft_mark", "unnumbered", place, found=bare[0].text)
    elif not marks and rule and head.header is not None and draft.phase == "draft":
        yield head.finding(CODE, "draft_mark", "missing", head.header, found="")
