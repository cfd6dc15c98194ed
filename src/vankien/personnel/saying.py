"""What the sentences of a plan or a report state: sizes of bodies, totals, ballots at the steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from vankien.personnel import cells
from vankien.personnel.model import Body, BodyPlan, Stated, StepVotes, Total, Where
from vankien.personnel.months import When
from vankien.personnel.phrases import (
    AGE,
    AROUND,
    CLAUSE,
    COUNT,
    ELECT,
    FROM_LIST,
    HEADING,
    LISTED,
    MEMBERS_AFTER,
    MERGED,
    MONTH,
    NOT_ALL,
    NUMBER_OF,
    OF_ALL,
    OWN,
    PAST,
    PEOPLE,
    TERM,
    TOTALS,
    WISHED,
    WORDS,
    YOUNG,
    YOUNG_COUNT,
)
from vankien.text import clean, fold

Line = tuple[str, int | None]
Found = tuple[Body, int, int]  # a body with where it is named


@dataclass
class Said:
    """What lines of text state; `bodies` by body, the first statement of each kept."""

    bodies: dict[Body, BodyPlan] = field(default_factory=dict)
    stated: list[Stated] = field(default_factory=list)
    steps: dict[int, StepVotes] = field(default_factory=dict)
    month: When | None = None
    merged_from: int | None = None


@dataclass
class _Around:
    """What the headings above a line speak of."""

    body: Body | None = None
    past: bool = False
    step: int = 0


def said(lines: Iterable[Line], *, where: Where = "plan", union: bool = False) -> Said:
    """Everything that the lines state, in reading order."""
    out, around = Said(), _Around()
    every = [(fold(clean(text)), text, block) for text, block in lines if text.strip()]
    new = max((t for key, _, _ in every for t in TERM.findall(key)), default=None)
    for key, text, block in every:
        _heading(key, around, new, union)
        out.month = out.month or _month(key)
        out.merged_from = out.merged_from or _merged(key)
        _steps(key, around, out)
        past, body, sized = around.past or _is_past(key, new), around.body, around.body
        for clause in _clauses(key):
            named = _named(clause, union)
            body = named[0][0] if named else body
            if TERM.search(clause):
                past = _is_past(clause, new)
            if not past or named:
                sized = _sizes(clause, named, sized, past or _is_past(clause, new), out, block) or sized
            if not past and not WISHED.search(clause):
                _totals(clause, body, where, block, text, out)
        _organisation(key, where, block, text, out)
    return out


def _clauses(key: str) -> Iterator[str]:
    start = 0
    for match in CLAUSE.finditer(key):
        yield key[start : match.start()].strip(AROUND)
        start = match.end()
    yield key[start:].strip(AROUND)


def _named(clause: str, union: bool) -> list[Found]:
    return sorted(cells.bodies_in(clause, union), key=lambda found: found[1])


def _is_past(key: str, new: tuple[str, str] | None) -> bool:
    terms = TERM.findall(key)
    return (bool(terms) and new not in terms) or (not terms and PAST.search(key) is not None)


def _heading(key: str, around: _Around, new: tuple[str, str] | None, union: bool) -> None:
    """A short line without a number of people sets what the lines below speak of."""
    short = len(key.split()) <= 16 and not key.endswith((".", ";"))
    if not short or not HEADING.match(key):
        if step := cells.step_of(key) if key.startswith(("bước", "- bước", "+ bước", "* bước")) else 0:
            around.step = step
        return
    named = _named(key, union)
    around.body = named[0][0] if named else None
    around.past = _is_past(key, new)
    around.step = cells.step_of(key)


def _sizes(
    clause: str, named: list[Found], about: Body | None, past: bool, out: Said, block: int | None
) -> Body | None:
    """ "Ban Chấp hành: 15 đồng chí"; "bầu 15 đồng chí trong danh sách 17 đồng chí"; "02 phó bí thư".

    `about`: whose size was stated before, which "danh sách giới thiệu 17 đồng chí" goes on with. The answer:
    whose size is stated here.
    """
    if WISHED.search(clause) and "số lượng" not in clause:
        return None
    listed, elected = FROM_LIST.search(clause), ELECT.search(clause)
    first = named[0][0] if named else about or ("committee" if listed else None)
    if elected and first:
        _keep(out, first, "last_term" if past else "seats", int(elected[1]), block)
    if listed and (elected is None or elected.span(1) != listed.span(1)):
        _state(out, Stated("candidates", int(listed[1]), first, block=block, quote=clause))
    if listed or (elected and first):
        return first
    return _stated_sizes(clause, named, about, past, out, block)


def _stated_sizes(
    clause: str, named: list[Found], about: Body | None, past: bool, out: Said, block: int | None
) -> Body | None:
    proposed = LISTED.search(clause) and not past and "số lượng" not in clause
    found = list(_counts(clause, named, about))
    for body, count in found:
        if proposed:
            _state(out, Stated("candidates", count, body, block=block, quote=clause))
        else:
            _keep(out, body, "last_term" if past else "size", count, block)
    return found[0][0] if found else None


def _counts(clause: str, named: list[Found], about: Body | None) -> Iterator[tuple[Body, int]]:
    """The number nearest after each body, before the next; or right before it ("02 phó bí thư")."""
    ends = [*(start for _, start, _ in named), len(clause)][1:]
    for (body, start, end), stop in zip(named, ends, strict=False):
        before = re.search(rf"(?<![\d.,/-]){COUNT}\s*(?:{PEOPLE}\s*)?$", clause[:start])
        after = re.match(
            r"(?:[^\d]|(?:nhiệm kỳ|khóa)[^\d]{0,6}20\d\d ?- ?20\d\d){0,60}?" + NUMBER_OF.pattern,
            clause[end:stop],
        )
        if before:
            yield body, int(before[1])
        elif (
            after
            and re.search(rf"{PEOPLE}|số lượng|:|là|gồm|có", clause[end:stop])
            and _plain(clause[end:stop], after.end())
        ):
            yield body, int(after[1])
    if not named:
        yield from _unnamed(clause, about or "committee")


def _unnamed(clause: str, body: Body) -> Iterator[tuple[Body, int]]:
    """ "Số lượng: 15 đồng chí" speaks of the body of the heading, else of the committee."""
    match = NUMBER_OF.search(clause)
    if match is None or not re.match(r"(?:về )?(?:tổng )?số lượng", clause):
        return
    if _plain(clause, match.end()) and not re.search(r"đại biểu|chi bộ|đơn vị", clause[: match.end()]):
        yield body, int(match[1])


def _plain(words: str, end: int) -> bool:
    """Whether the words from a body to its number, and the next, speak of its size, not of some among it."""
    near = re.sub(r"\([^)]*\)?", "", words[:end] + words[end : end + 10].split(",")[0])
    return re.search(r"nữ|tuổi|tái cử|lần đầu|phiếu|dư|họp|bước|lần thứ|đảng viên|%", near) is None


def _keep(out: Said, body: Body, name: str, count: int, block: int | None) -> None:
    known = out.bodies.get(body) or BodyPlan(body, block=block)
    if getattr(known, name) is None:
        out.bodies[body] = replace(known, **{name: count})  # type: ignore[arg-type]


def _state(out: Said, stated: Stated) -> None:
    out.stated.append(stated)


def _totals(clause: str, body: Body | None, where: Where, block: int | None, text: str, out: Said) -> None:
    for total, words in TOTALS:
        match = re.search(rf"(?<![\d.,/-]){COUNT}\s*(?:{PEOPLE}\s*)?(?:là )?{words}", clause) or re.search(
            rf"{words}\s*(?:là|có|gồm|:|-)?\s*(?:tỷ lệ)?\s*{COUNT}(?:\s*{PEOPLE}|\s*$|\s*[,(])", clause
        )
        if match:
            _state(out, Stated(total, int(match[1]), body, where=where, block=block, quote=text))
    for young in YOUNG.finditer(clause):
        after = YOUNG_COUNT.match(clause[young.end() :])
        before = re.search(
            rf"(?<![\d.,/-]){COUNT}\s*(?:{PEOPLE}\s*)?(?:là |có |ở )?(?:độ tuổi |tuổi )?$",
            clause[: young.start()],
        )
        if found := after or before:
            _state(out, Stated("under", int(found[1]), body, int(young[1]), where, block, text))
    if age := AGE.search(clause):
        tenths = int((age[2] or "0").ljust(2, "0"))
        _state(
            out, Stated("average_age", int(age[1]) * 100 + tenths, body, where=where, block=block, quote=text)
        )


def _organisation(key: str, where: Where, block: int | None, text: str, out: Said) -> None:
    """The party organisation's own totals: the first statement of each."""
    stated = MEMBERS_AFTER.search(key)
    if stated and not _has(out, "party_members") and not NOT_ALL.search(key[: stated.end()]):
        value = int((stated[1] or stated[2]).replace(".", ""))
        _state(out, Stated("party_members", value, where=where, block=block, quote=text))
    for total, pattern in OWN:
        for match in pattern.finditer(key):
            before = key[max(0, match.start() - 60) : match.start()]
            if not _has(out, total) and OF_ALL.search(before) and not NOT_ALL.search(before):
                value = int(match[1].replace(".", ""))
                _state(out, Stated(total, value, where=where, block=block, quote=text))


def _has(out: Said, total: Total) -> bool:
    return any(s.total == total for s in out.stated)


def _steps(key: str, around: _Around, out: Said) -> None:
    """What was counted for all at a step: "Bước 4: triệu tập 27, có mặt 26, phát ra 26 phiếu …"."""
    step = cells.step_of(key) if "bước" in key else around.step
    counts = dict(cells.count_in_heading(key)) if step and re.search(r"triệu tập|phiếu|có mặt", key) else {}
    if counts:
        around.step = step
        known = out.steps.get(step) or StepVotes(step)
        out.steps[step] = replace(known, **{n: v for n, v in counts.items() if getattr(known, n) is None})  # type: ignore[arg-type]


def _month(key: str) -> When | None:
    match = MONTH.search(key)
    return When(int(match[2]), int(match[1])) if match and 1 <= int(match[1]) <= 12 else None


def _merged(key: str) -> int | None:
    match = MERGED.search(key)
    return (WORDS.get(match[1]) or int(match[1])) if match else None
