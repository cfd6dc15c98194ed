"""Ballots out of a file: .toml as docs/personnel.md says, or a sheet with the counts above the names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from vankien.model import UnreadableFile
from vankien.personnel import Candidate
from vankien.personnel.grid import Grid, grid_of_sheet
from vankien.personnel.headings import Head, head_of
from vankien.personnel.rows import read_rows
from vankien.text import clean, fold
from vankien.votes.data import COUNTS, assembly_in, ballot_from_data
from vankien.votes.model import Ballot, BallotError, Count, Name

_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("excused", re.compile(r"được trừ|trừ ra|không tính vào")),
    ("invalid", re.compile(r"không hợp lệ")),
    ("valid", re.compile(r"hợp lệ")),
    ("summoned", re.compile(r"triệu tập")),
    ("collected", re.compile(r"thu về|thu vào")),
    ("issued", re.compile(r"phát ra")),
    ("present", re.compile(r"có mặt")),
    ("seats", re.compile(r"số lượng (?:cần )?bầu|cần bầu|số lượng được bầu|được bầu|bầu lấy")),
)


def read_ballots(path: Path, name: str = "") -> tuple[Ballot, ...]:
    """The ballots of a file, in its order; `name`: how a sentence calls the file.

    Raises UnreadableFile, or BallotError with what is wrong in it.
    """
    path = Path(path)
    called = name or path.name
    with _named(called):
        if Path(called).suffix.lower() != ".toml":
            return _of_workbook(path, called)
        data = _toml(path)
        paper = data.pop("paper", None)
        several = data.get("ballot", [data])
        if not isinstance(several, list) or not several or not all(isinstance(b, dict) for b in several):
            raise BallotError("bad_value", key="ballot", value=str(several)[:60])
        title = str(paper.get("congress", "")) if isinstance(paper, dict) else ""
        found = [ballot_from_data(one) for one in several]
        return tuple(b if b.congress else replace(b, congress=assembly_in(title)) for b in found)


def read_paper(path: Path) -> dict[str, Any]:
    """The table [paper] of a .toml: what the minute says besides the counts; empty where there is none."""
    with _named(Path(path).name):
        data = _toml(Path(path)).get("paper", {}) if Path(path).suffix.lower() == ".toml" else {}
        if not isinstance(data, dict):
            raise BallotError("bad_value", key="paper", value=str(data)[:60])
        return data


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Whatever is wrong inside is told with the file's name."""
    try:
        yield
    except BallotError as error:
        error.params.setdefault("file", file)
        raise


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UnreadableFile("missing", file=str(path)) from None
    except OSError:
        raise UnreadableFile("unopenable", file=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BallotError("not_toml", file=path.name, error=str(error)) from None


def _of_workbook(path: Path, name: str) -> tuple[Ballot, ...]:
    """A ballot a sheet: "Số đại biểu được triệu tập | 135" above, below it the names with their votes."""
    from vankien.word.sheets import sheets_apart

    found = []
    try:
        sheets = sheets_apart(path, name=name)
    except UnreadableFile as error:
        if error.reason != "reference_not_a_workbook":
            raise
        raise UnreadableFile("not_a_workbook", **error.params) from None
    for sheet in sheets:
        grid = grid_of_sheet(sheet)
        head = head_of(grid)
        if head and head.has("votes", "post"):
            found.append(_of_grid(grid, head, sheet.name))
    if not found:
        raise BallotError("no_list", file=name)
    return tuple(found)


def _of_grid(grid: Grid, head: Head, sheet: str) -> Ballot:
    counts, body, reason = _labels(grid, head, sheet)
    people = read_rows(grid, head)
    if people.doubts:
        first = people.doubts[0]
        raise BallotError("bad_value", key=f"{first.column}, {first.name}", value=first.text)
    for key in COUNTS:
        if key not in counts:
            raise BallotError(f"no_{key}_label", sheet=sheet)
    return Ballot(
        body=body,
        names=tuple(Name(c.name, _agreed(c), c.birth) for c in people.candidates),
        excused=(Count(reason, counts["excused"]),) if counts.get("excused") else (),
        invalid=(Count("", counts["invalid"]),) if counts.get("invalid") else (),
        congress=assembly_in(*(c.line for r in grid.rows if r < head.first for c in grid.row(r))),
        **{key: counts[key] for key in COUNTS},  # type: ignore[arg-type]
    )


def _agreed(candidate: Candidate) -> int:
    votes = next((v.agreed for v in candidate.votes if v.agreed is not None), None)
    if votes is None:
        raise BallotError("no_votes", name=candidate.name)
    return votes


def _labels(grid: Grid, head: Head, sheet: str) -> tuple[dict[str, int], str, str]:
    """The counts by the words beside them; what is elected: the first such line, else the sheet; the reason
    in brackets for which people are left out.
    """
    counts: dict[str, int] = {}
    body = reason = ""
    for row in [r for r in grid.rows if r < head.first]:
        words = clean(" ".join(c.line for c in grid.row(row) if not c.line.strip().isdigit()))
        numbers = [int(c.line) for c in grid.row(row) if c.line.strip().isdigit()]
        numbers += [int(n) for n in re.findall(r"(?<!\d)\d+(?!\d)", words)] if not numbers else []
        key = next((name for name, pattern in _LABELS if pattern.search(fold(words))), None)
        if key and len(numbers) == 1:
            counts.setdefault(key, numbers[0])
            if key == "excused" and (inside := re.search(r"\((.+)\)|: *(\D+)$", words)):
                reason = clean(inside[1] or inside[2])
        elif (
            not numbers
            and not body
            and re.search(r"ban chấp hành|ban thường vụ|bí thư|kiểm tra|đại biểu", fold(words))
        ):
            body = words
    return counts, body or sheet, reason
