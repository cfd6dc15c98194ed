"""A personnel plan (đề án nhân sự) as frozen data: what its tables say, and what could not be read.

Counts are whole numbers, days may lack their day or month; None is "not said", never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, get_args

from vankien.personnel.months import When
from vankien.text import fold

Sex = Literal["male", "female"]
Track = Literal["first", "reelect"]
# cấp ủy (a union's ban chấp hành), ban thường vụ, bí thư (a union's chủ tịch), phó bí thư, ủy ban kiểm tra,
# its chủ nhiệm and phó chủ nhiệm, đoàn đại biểu dự đại hội cấp trên
Body = Literal[
    "committee",
    "standing",
    "secretary",
    "deputy",
    "inspection",
    "inspection_head",
    "inspection_deputy",
    "delegation",
]
BODIES: tuple[Body, ...] = get_args(Body)
_IMPLIED: dict[Body, tuple[Body, ...]] = {
    "standing": ("committee",),
    "secretary": ("standing", "committee"),
    "deputy": ("standing", "committee"),
    "inspection_head": ("inspection",),
    "inspection_deputy": ("inspection",),
}
STEPS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class StepVotes:
    """A ballot on one person at one of the five steps: counts of people and of papers; None: not said.

    `step` 0: the table does not say which. `percent`: as stated, of what is not said.
    """

    step: int
    summoned: int | None = None
    present: int | None = None
    issued: int | None = None
    collected: int | None = None
    valid: int | None = None
    agreed: int | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the list (trích ngang). `post` is the proposed post in the table's own words.

    `general`, `professional`, `theory`, `management`, `languages`, `computing`: qualifications as written.
    """

    name: str
    number: int | None = None
    birth: When | None = None
    sex: Sex | None = None
    ethnicity: str = ""
    religion: str = ""
    home: str = ""
    posts: str = ""
    general: str = ""
    professional: str = ""
    theory: str = ""
    management: str = ""
    languages: str = ""
    computing: str = ""
    party_probationary: When | None = None
    party_official: When | None = None
    bodies_now: tuple[Body, ...] = ()
    bodies_proposed: tuple[Body, ...] = ()
    post: str = ""
    track: Track | None = None
    planned: str = ""
    votes: tuple[StepVotes, ...] = ()
    rating: str = ""
    note: str = ""
    block: int | None = None  # of the name in a draft: where a finding points

    @property
    def minority(self) -> bool | None:
        """Whether the ethnicity is another than the majority's; None where it is not said."""
        said = fold(self.ethnicity).strip()
        return said != "kinh" if said else None

    @property
    def proposed(self) -> frozenset[Body]:
        """The bodies proposed with those that they imply; who is proposed for none is for the committee."""
        asked = self.bodies_proposed or ("committee",)
        return frozenset(b for body in asked for b in (body, *_IMPLIED.get(body, ())))


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """How many one body is to have: `size` members, of whom `seats` are elected now (None: all of them)."""

    body: Body
    size: int | None = None
    seats: int | None = None
    last_term: int | None = None
    block: int | None = None

    @property
    def to_elect(self) -> int | None:
        return self.size if self.seats is None else self.seats


Where = Literal["plan", "report"]
# What a text may state of the list or the party organisation as a whole.
Total = Literal[
    "candidates", "women", "under", "reelect", "first", "ethnic_minorities",
    "party_members", "cells", "average_age",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stated:
    """A total that a text states. `body`: of which body's list (None: of the whole list or organisation).

    `average_age` is in hundredths of a year; `under` counts those younger than `age`.
    """

    total: Total
    value: int
    body: Body | None = None
    age: int | None = None
    where: Where = "plan"
    block: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell that could not be read for sure: `row` as counted in the table from 1, `column` its heading."""

    row: int
    column: str
    text: str
    reason: Literal[
        "birth", "two_sexes", "sex", "date", "votes", "track", "number", "ditto", "row", "religion"
    ]
    block: int | None = None
    name: str = ""  # whose row it is


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `unit`: the pack's kind of unit; `month`: the congress's (or reference) month where it is said.

    `columns`: the Candidate fields that the table has a column for; None where the data is no table (a form).
    `steps`: what was counted for all at a step, which a candidate's own votes add to.
    """

    unit: str
    candidates: tuple[Candidate, ...] = ()
    bodies: tuple[BodyPlan, ...] = ()
    month: When | None = None
    merged_from: int | None = None
    steps: tuple[StepVotes, ...] = ()
    stated: tuple[Stated, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    columns: tuple[str, ...] | None = None
    block: int | None = None  # of the list's first heading in a draft

    def body(self, body: Body) -> BodyPlan | None:
        return next((b for b in self.bodies if b.body == body), None)

    def proposed(self, body: Body) -> tuple[Candidate, ...]:
        """Those who are proposed for a body, by their own or a higher post in it."""
        apart = self.outside if body == "committee" else ()
        return tuple(c for c in self.candidates if body in c.proposed and c not in apart)

    @property
    def outside(self) -> tuple[Candidate, ...]:
        """Who is in the list of a body within the committee, but not in the committee's own list.

        Only of tables where most are in both: a plan may also list each person once, under the highest body.
        """
        within = [c for c in self.candidates if "standing" in c.proposed]
        apart = tuple(c for c in within if "committee" not in c.bodies_proposed)
        return apart if self.columns is not None and 2 * len(apart) < len(within) else ()

    def votes(self, candidate: Candidate) -> tuple[StepVotes, ...]:
        """A candidate's ballots by step; what their own row does not say is what was counted for all."""
        own = {v.step: v for v in candidate.votes}
        return tuple(_filled(own[s], self._counted(s)) for s in sorted(own))

    def _counted(self, step: int) -> StepVotes | None:
        return next((v for v in self.steps if v.step == step), None)


def _filled(own: StepVotes, common: StepVotes | None) -> StepVotes:
    if common is None:
        return own
    names = ("summoned", "present", "issued", "collected", "valid")
    others = {getattr(common, n) for n in names}
    # "24/24" in a cell does not say of what: another count of the step is no count of the papers collected.
    if common.collected is not None and own.collected in others:
        own = replace(own, collected=None)
    return replace(own, **{n: getattr(common, n) for n in names if getattr(own, n) is None})
