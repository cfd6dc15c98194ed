"""Page numbers stand at the top in the middle, from the second page on.

A text or PDF file says nothing of them. A draft that has none yet is told only when it is submitted.
Authority: the format of the pack (page_number).
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.letterhead import letterhead
from vankien.model import Finding

CODE = "VK508"
_TWO_PAGES = 700  # words from which a paper surely has a second page


def check(draft: Draft) -> Iterator[Finding]:
    head = letterhead(draft)
    rule, pages = head.rule("page_number"), draft.document.pages
    words = sum(len(b.text.split()) for b in draft.blocks)
    if not rule or not pages or words < _TWO_PAGES:
        return
    numbered = [p for p in pages if p.page_number]
    if not numbered:
        if draft.phase == "submitted":
            yield head.finding(CODE, "page_number", "missing", None, found="", expected=rule["position"])
        return
    wrong = next((p for p in numbered if p.page_number != rule["position"]), None)
    if wrong is not None:
        found, expected = wrong.page_number, rule["position"]
        yield head.finding(CODE, "page_number", "position", None, found=found, expected=expected)
    elif pages[0].page_number_on_first and rule.get("first", 1) > 1:
        yield head.finding(CODE, "page_number", "first", None, found="1", expected=str(rule["first"]))
