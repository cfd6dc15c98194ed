"""Text typed in a legacy encoding (TCVN3 in .Vn* fonts, VNI in VNI-* fonts), or that looks as if it were.

The reader converts runs whose font names the encoding; a suspicion is told and the text left alone.
Authority: TCVN 6909:2001, the Unicode character set prescribed for official documents.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding

CODE = "VK511"
_VARIANTS = {"legacy_converted": "converted", "legacy_suspected": "suspected"}


def check(draft: Draft) -> Iterator[Finding]:
    for note, variant in _VARIANTS.items():
        told = [n for n in draft.document.notes if n.code == note]
        if told:
            block = next((n.block for n in told if n.block is not None), None)
            place = draft.place(block) if block is not None else None
            details = sorted({n.detail for n in told if n.detail})
            yield Finding(CODE, {"variant": variant, "fonts": details, "count": len(told)}, place)
