"""Đề án nhân sự from a Plan: its tables filled from the data, ready for the house's papers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from vankien.outputs.papers.personnel import (
    BodyRow,
    CandidateGroup,
    CandidateList,
    CandidateRow,
    PersonnelPlan,
    StepRow,
    StructureRow,
)
from vankien.packs.model import Pack
from vankien.personnel import Body, BodyPlan, Candidate, Plan, StepVotes, When
from vankien.personnel.structure import structure
from vankien.sentences import catalogue

_LISTS: tuple[Body, ...] = ("committee", "inspection", "delegation")


def plan_content(
    plan: Plan,
    *,
    congress: str,
    unit: str,
    pack: Pack,
    grounds: tuple[str, ...] = (),
    standards: tuple[str, ...] = (),
    procedure: tuple[str, ...] = (),
    implementation: tuple[str, ...] = (),
) -> PersonnelPlan:
    """What the paper `de-an-nhan-su` is filled from. Ages stand at the pack's reference month."""
    month = _month(plan, pack)
    young = _young(plan, pack)
    return PersonnelPlan(
        congress=congress,
        unit=unit,
        bodies=tuple(_body(plan, b) for b in plan.bodies),
        structure=tuple(
            StructureRow(_kind(share.kind, young), share.number, percent(share.fraction))
            for share in structure(plan, month, young)
            if share.kind != "under" or month
        ),
        lists=tuple(_lists(plan)),
        month=month.shown if month else "",
        grounds=grounds,
        standards=standards,
        steps=tuple(_step(s, pack) for s in plan.steps),
        procedure=procedure,
        implementation=implementation,
    )


def _words() -> dict[str, str]:
    table: dict[str, str] = catalogue("vi")["plan_paper"]
    return table


def _month(plan: Plan, pack: Pack) -> When | None:
    rule = pack.rules.get("age_reference")
    stated = rule.value.get(plan.unit) if rule else None
    return When.parse(stated) if stated else plan.month


def _young(plan: Plan, pack: Pack) -> int:
    """The age below which the pack counts the young for this kind of unit."""
    for id, rule in pack.rules.items():
        if id.startswith("age_bands") and plan.unit in rule.value.get("units", ()):
            return int(rule.value["bands"][0].get("below", 40))
    return 40


def _kind(kind: str, young: int) -> str:
    return _words()[kind].format(age=young)


def _body(plan: Plan, planned: BodyPlan) -> BodyRow:
    listed = len(plan.proposed(planned.body))
    seats = planned.to_elect
    surplus = listed - seats if seats and planned.body in ("committee", "standing") else 0
    share = f"{surplus} ({percent(Fraction(surplus, seats))}%)" if seats and surplus > 0 else ""
    return BodyRow(
        body=_words()[planned.body],
        last_term=_shown(planned.last_term),
        size=_shown(seats),
        listed=_shown(listed or None),
        surplus=share,
    )


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


def percent(share: Fraction) -> str:
    """13.333… % → "13,33"; two decimals, half up, none where they are nothing."""
    value = Decimal(share.numerator * 100) / Decimal(share.denominator)
    text = str(value.quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")
    return text.removesuffix("00").rstrip(",") if text.endswith(",00") else text


def _step(votes: StepVotes, pack: Pack) -> StepRow:
    rule = pack.rules.get("personnel_steps")
    names = rule.value.get("names", []) if rule else []
    name = f" ({names[votes.step - 1]})" if 0 < votes.step <= len(names) else ""
    counts = (votes.summoned, votes.present, votes.issued, votes.collected, votes.valid)
    return StepRow(f"Bước {votes.step}{name}", *map(_shown, counts))


def _lists(plan: Plan) -> Iterator[CandidateList]:
    """The committee's list, and those of bodies that have candidates of their own."""
    for body in _LISTS:
        people = [c for c in plan.candidates if body in c.proposed]
        if body == "committee" or any(body in c.bodies_proposed for c in people):
            title = _words()["list"].format(body=_words()[body])
            yield CandidateList(title, tuple(_groups(plan, people)))


def _groups(plan: Plan, people: list[Candidate]) -> Iterator[CandidateGroup]:
    """By track, numbered through the list."""
    before = 0
    for track in ("reelect", "first", None):
        rows = [c for c in people if c.track == track]
        if rows:
            name = _words()[track or "unsaid"]
            numbered = tuple(_row(plan, c, n) for n, c in enumerate(rows, before + 1))
            yield CandidateGroup(f"{name} ({len(rows)} đồng chí)", numbered)
        before += len(rows)


def _row(plan: Plan, c: Candidate, number: int) -> CandidateRow:
    party = [when.shown for when in (c.party_probationary, c.party_official) if when]
    return CandidateRow(
        number=str(number),
        name=c.name,
        birth=c.birth.shown if c.birth else "",
        sex=_words().get(c.sex or "", ""),
        ethnicity=c.ethnicity,
        home=c.home,
        posts=c.posts,
        professional=c.professional,
        theory=c.theory,
        party="\n".join(party),
        post=c.post or ", ".join(_words()[b] for b in c.bodies_proposed),
        votes="\n".join(_votes(v) for v in plan.votes(c)),
        note=c.note,
    )


def _votes(votes: StepVotes) -> str:
    """ "B2: 25/27 (92,59%)": of those summoned, else of the widest count that is known."""
    known = (votes.summoned, votes.present, votes.issued, votes.collected, votes.valid)
    of = next((count for count in known if count), None)
    head = f"B{votes.step}: " if votes.step else ""
    if votes.agreed is None:
        return head + (f"{votes.percent}%".replace(".", ",") if votes.percent is not None else "")
    return head + (
        f"{votes.agreed}/{of} ({percent(Fraction(votes.agreed, of))}%)" if of else str(votes.agreed)
    )
