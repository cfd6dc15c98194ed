"""One person stands in the list twice.

Names are compared folded (case, tone placement), and without accents where the days of birth are the same;
a namesake with another birth is only asked about. Who is in the lists of two bodies is one person, not two.
Authority: every person has one row.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.people import born, place
from vankien.model import Finding
from vankien.personnel import Candidate
from vankien.text import bare, clean, fold

CODE = "VK707"


def check(draft: Draft) -> Iterator[Finding]:
    people = draft.plan.candidates if draft.plan else ()
    seen: dict[str, list[Candidate]] = {}
    for candidate in people:
        before = seen.setdefault(bare(clean(candidate.name)), [])
        twin = next((b for b in before if _same(b, candidate)), None)
        namesake = next((b for b in before if fold(clean(b.name)) == fold(clean(candidate.name))), None)
        other = twin or namesake
        if other:
            params = {
                "name": candidate.name,
                "number": candidate.number,
                "birth": born(candidate),
                "other_number": other.number,
                "other_birth": born(other),
            }
            where = place(draft, candidate)
            if twin:
                yield Finding(CODE, params, where)
            else:
                yield Finding(CODE, params | {"variant": "namesake"}, where, severity="info")
        before.append(candidate)


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether the births agree as far as both say them, and the names but for accents that days make sure."""
    if one.birth is None or other.birth is None:
        return fold(clean(one.name)) == fold(clean(other.name))
    first, second = str(one.birth), str(other.birth)
    if not (first.startswith(second) or second.startswith(first)):
        return False
    return fold(clean(one.name)) == fold(clean(other.name)) or (first == second and one.birth.day is not None)
