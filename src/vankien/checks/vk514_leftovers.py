"""Tracked changes or comments are left in a draft that is submitted.

Authority: a draft goes to the Standing Committee as a clean copy; before that, traces of work are no fault.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding

CODE = "VK514"


def check(draft: Draft) -> Iterator[Finding]:
    if draft.phase != "submitted":
        return
    revisions, comments = draft.document.revisions, draft.document.comments
    if revisions:
        first = min(revisions, key=lambda r: (r.block, r.start))
        place = draft.place(first.block, first.start, first.end)
        yield Finding(CODE, {"variant": "changes", "count": len(revisions)}, place)
    if comments:
        placed = [c.place for c in comments if c.place]
        at = draft.place(placed[0].block, placed[0].start, placed[0].end) if placed else None
        yield Finding(CODE, {"variant": "comments", "count": len(comments)}, at)
