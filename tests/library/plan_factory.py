"""A personnel plan of nobody, and ballots on nobody: "Ứng viên 01" … and counts that a congress may have."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from vankien.model import Authority
from vankien.personnel import BodyPlan, Candidate, Plan, StepVotes, When
from vankien.votes import Ballot, Count, Name, Rules

STEPS = (StepVotes(2, 27, 26, 26, 26, 26), StepVotes(4, 120, 115, 115, 115, 114))
PARTY = Rules(Fraction(1, 2), "summoned", "second_ballot", 1, Authority("Quy chế bầu cử (minh họa)"))


def candidate(number: int, **changes: object) -> Candidate:
    made = Candidate(
        name=f"Ứng viên {number:02}",
        number=number,
        birth=When(1976 + number % 12, 6, 15),
        sex="female" if number % 4 == 2 else "male",
        ethnicity="Mường" if number == 7 else "Kinh",
        home="Xã minh họa",
        posts="Công chức Văn phòng",
        professional="Đại học Luật",
        theory="Cao cấp",
        party_probationary=When(2003, 2, 3),
        party_official=When(2004, 2, 3),
        bodies_proposed=("committee",),
        post="Ủy viên Ban Chấp hành",
        track="reelect" if number <= 11 else "first",
        votes=(StepVotes(2, agreed=26 - number % 5), StepVotes(4, agreed=110 - number)),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def plan(**changes: object) -> Plan:
    """A plan of the office of a city's government for 15 seats, with 17 candidates and no fault."""
    special = {
        1: {"bodies_proposed": ("committee", "secretary"), "post": "Bí thư"},
        2: {"bodies_proposed": ("committee", "deputy"), "post": "Phó Bí thư"},
        3: {"bodies_proposed": ("committee", "standing"), "post": "Ủy viên Ban Thường vụ"},
        4: {"bodies_proposed": ("committee", "standing"), "post": "Ủy viên Ban Thường vụ"},
        5: {
            "bodies_proposed": ("committee", "standing", "inspection_head"),
            "post": "Ủy viên Ban Thường vụ, Chủ nhiệm Ủy ban Kiểm tra",
        },
    }
    made = Plan(
        unit="co-quan",
        candidates=tuple(
            candidate(n, **special.get(n, {}), **({"birth": When(1975 + n, 6, 15)} if n > 11 else {}))
            for n in range(1, 18)
        ),
        bodies=(
            BodyPlan("committee", 15, last_term=15),
            BodyPlan("standing", 5, last_term=5),
            BodyPlan("secretary", 1),
            BodyPlan("deputy", 1),
        ),
        steps=STEPS,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def ballot(votes: list[int], seats: int, **changes: object) -> Ballot:
    """A plausible ballot on so many names."""
    total = max(10, *votes)
    made = Ballot(
        body="Ban Chấp hành (minh họa)",
        seats=seats,
        names=tuple(Name(f"Ứng viên {n:02}", v) for n, v in enumerate(votes, 1)),
        summoned=total,
        present=total,
        issued=total,
        collected=total,
        valid=total,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


EXAMPLE = ballot(
    [128, 90, 80, 80], 3, body="Ban Chấp hành Đảng bộ xã (minh họa)", summoned=135, present=133,
    issued=133, collected=133, valid=131, invalid=(Count("bầu quá số lượng quy định", 2),),
    excused=(Count("cấp ủy viên cấp triệu tập vắng mặt suốt thời gian đại hội", 1),),
)  # fmt: skip
