"""The list of candidates is missing, lacks a column, or has a needed cell empty or unclear.

Columns are found by their names in any order; the pack names those that are needed. What a cell holds that
cannot be read for sure (a day that no calendar has, a sex said twice) is told as it stands, never guessed; so
is a birth that leaves its bearer below 18, the least age of a party member, at the reference month.
Authority: the pack's columns of the list (trích ngang).
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.people import place, reference_month, rule
from vankien.model import Finding
from vankien.packs.model import Rule
from vankien.personnel import Candidate, Plan, When
from vankien.personnel.headings import fields_of
from vankien.personnel.months import months_between
from vankien.text import fold

CODE = "VK708"
_LEAST_AGE = 18
_HELD_BY = {
    "party_both": ("party_probationary", "party_official"),
    "post": ("post", "bodies_proposed"),
    "reelect": ("track",),
    "first": ("track",),
}
_UNCLEAR = {
    "birth": ("birth",),
    "two_sexes": ("sex",),
    "sex": ("sex",),
    "date": ("party_probationary", "party_official"),
    "track": ("track",),
    "religion": ("ethnicity", "religion"),
}


def check(draft: Draft) -> Iterator[Finding]:
    columns, plan = rule(draft, "personnel_columns"), draft.plan
    if plan is None or columns is None:
        return
    if not plan.candidates:
        yield Finding(CODE, {"variant": "no_table"}, authority=columns.authority)
        return
    needed = dict(_needed(columns))
    present = {name: held for name, held in needed.items() if _there(plan, held)}
    for name in [name for name in needed if name not in present]:
        yield Finding(CODE, {"column": name}, place(draft, plan), authority=columns.authority)
    for candidate in plan.candidates:
        yield from _empty(draft, candidate, present, columns)
        yield from _too_young(draft, candidate, columns)
    for doubt in plan.doubts:
        params = {
            "row": doubt.row,
            "column": doubt.column,
            "text": doubt.text,
            "reason": doubt.reason,
            "variant": "nameless" if doubt.reason == "row" else "unclear",
        }
        yield Finding(CODE, params, place(draft, doubt.block), authority=columns.authority)


def _needed(of: Rule) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pack's names of columns with the fields that hold them."""
    for name in of.value["names"]:
        first = next(iter(fields_of(fold(name))), "")
        yield name, _HELD_BY.get(first, (first,))


def _there(plan: Plan, held: tuple[str, ...]) -> bool:
    return plan.columns is None or any(field in plan.columns for field in held)


def _empty(
    draft: Draft, candidate: Candidate, present: dict[str, tuple[str, ...]], of: Rule
) -> Iterator[Finding]:
    """A candidate's empty cells in one finding; a cell that is only unclear is told by itself."""
    doubts = draft.plan.doubts if draft.plan else ()
    unclear = {f for d in doubts if d.name.startswith(candidate.name) for f in _UNCLEAR.get(d.reason, ())}
    empty = [
        name
        for name, held in present.items()
        if not any(getattr(candidate, field) or field in unclear for field in held)
    ]
    if empty:
        params = {"name": candidate.name, "number": candidate.number, "columns": empty, "variant": "empty"}
        yield Finding(CODE, params, place(draft, candidate), authority=of.authority)


def _issued(draft: Draft) -> When | None:
    """The month of the pack's directive: nobody who is too young then is long a member by the congress."""
    days = [basis.date for basis in draft.pack.basis]
    return When(max(days).year, max(days).month) if days else None


def _too_young(draft: Draft, candidate: Candidate, of: Rule) -> Iterator[Finding]:
    month = reference_month(draft) or _issued(draft)
    age = months_between(candidate.birth, month) if candidate.birth and month else None
    if candidate.birth and month and candidate.birth.month is None:
        age = 12 * (month.year - candidate.birth.year) + 11
    if candidate.birth and month and age is not None and age < 12 * _LEAST_AGE:
        params = {
            "name": candidate.name,
            "birth": candidate.birth.shown,
            "month": month.shown,
            "least": _LEAST_AGE,
            "variant": "birth",
        }
        yield Finding(CODE, params, place(draft, candidate), authority=of.authority)
