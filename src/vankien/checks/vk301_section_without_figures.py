"""A section that must be judged by figures has none.

A year, a date, a document's number or an ordinal is no figure. Authority: the source document
(13/02/2020: the parts on defence–security and party building are to be rewritten "vì không có số liệu
đánh giá").
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.contents import unwritten_place
from vankien.checks.reading.words import cues
from vankien.model import Figure, Finding

CODE = "VK301"


def check(draft: Draft) -> Iterator[Finding]:
    for part in draft.outline.parts:
        if not part.figures or part.id not in draft.parts or any(map(_judges, draft.figures_in(part.id))):
            continue
        if unwritten_place(draft, part.id) is None:
            params = {"part": part.id, "part_name": part.name}
            yield Finding(CODE, params, draft.parts[part.id].place, authority=part.authority)


def _judges(figure: Figure) -> bool:
    """Whether a number measures something: "2 lực lượng" or "4 tại chỗ" is a way of speaking."""
    return figure.unit is not None and not cues("unit")["list"].fullmatch(figure.unit)
