"""The requests that a conclusion makes, as REQUESTS.toml states them (docs/command-line.md)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

from vankien.sentences import sentence
from vankien.text import clean

Kind = Literal[
    "add_indicator",
    "add_part",
    "set_theme",
    "set_motto",
    "set_objectives",
    "add_programmes",
    "rewrite_section",
    "add_figures",
    "shorten",
    "remove_topic",
    "correct_figure",
    "free",
]
KINDS: tuple[str, ...] = get_args(Kind)
_NEEDS = {
    "add_indicator": "indicator",
    "correct_figure": "indicator",
    "rewrite_section": "section",
    "add_figures": "section",
    "add_part": "part",
    "remove_topic": "topic",
}
_HEADER = re.compile(r"\s*\[\[\s*[\"']?request[\"']?\s*\]\]")
_AT_LINE = re.compile(r"at line (\d+)")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")


class RequestError(Exception):
    """A request that cannot be read. `reason` keys the sentence in `sentences/*.toml` [request]."""

    def __init__(self, reason: str, **params: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params

    def sentence(self, language: str) -> str:
        return sentence("request", self.reason, language, **self.params)


@dataclass(frozen=True, slots=True)
class Request:
    """One thing asked for. `value` with `unit` and `period`: what a figure must say; `to`: the share of
    its words that a shortened section may keep.
    """

    id: str
    kind: Kind
    text: str = ""
    indicator: str = ""
    section: str = ""
    part: str = ""
    topic: str = ""
    value: Decimal | None = None
    unit: str = ""
    period: str = ""
    to: float = 0.7


def load_requests(path: Path) -> tuple[Request, ...]:
    """Raises RequestError, naming the file, the line and the request."""
    file = str(path)
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        data = tomllib.loads(text)
    except OSError:
        raise RequestError("unreadable", file=file) from None
    except UnicodeDecodeError:
        raise RequestError("not_utf8", file=file) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RequestError("not_toml", file=file, line=_line_of(str(error), text)) from None
    rows = data.get("request", [])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise RequestError("none", file=file)
    lines = [str(n) for n, line in enumerate(text.splitlines(), 1) if _HEADER.match(line)]
    at = lines if len(lines) == len(rows) else [str(number) for number in range(1, len(rows) + 1)]
    found = [_request(row, line, file) for row, line in zip(rows, at, strict=True)]
    ids = Counter(request.id for request in found)
    twice = next((id for id, count in ids.items() if count > 1), None)
    if twice is not None:
        where = ", ".join(line for request, line in zip(found, at, strict=True) if request.id == twice)
        raise RequestError("twice", file=file, id=twice, line=where)
    return tuple(found)


def _line_of(error: str, text: str) -> str:
    """The line that the parser names; the last one where the file ends too early."""
    hit = _AT_LINE.search(error)
    return hit[1] if hit else str(max(len(text.splitlines()), 1))


def _request(row: dict[str, Any], line: str, file: str) -> Request:
    kind, id = row.get("kind"), row.get("id")
    told = {"file": file, "line": line, "id": str(id or "?")}
    if kind not in KINDS:
        reason = "kind" if kind else "no_kind"
        raise RequestError(reason, **told, given=str(kind or ""), valid=", ".join(KINDS))
    needed = _NEEDS.get(kind)
    if needed and not row.get(needed) and not (needed == "section" and row.get("part")):
        raise RequestError("lacks", **told, kind=kind, key=needed)
    known = {f.name for f in fields(Request)} - {"kind", "value", "to"}
    for key in sorted(known & row.keys()):
        if not isinstance(row[key], str | int | float | date) or isinstance(row[key], bool):
            raise RequestError("no_word", **told, key=key)
    said = {key: str(value).strip() for key, value in row.items() if key in known}
    value, share = _value(row, told), _share(row, told)
    if not said.get("id"):
        raise RequestError("no_id", **told)
    return Request(**said, kind=kind, value=value, to=share)


def _value(row: dict[str, Any], told: dict[str, str]) -> Decimal | None:
    said = row.get("value")
    if said is None or said == "":
        return None
    number = None if isinstance(said, bool) else number_of(str(said))
    if number is None:
        raise RequestError("value", **told, given=str(said))
    return number


def number_of(said: str) -> Decimal | None:
    """A number as TOML has it, or as Vietnamese writes it: "3.2", "3,2", "1.250"; None where it is none."""
    text = clean(said).replace(" ", "")
    if _GROUPED.fullmatch(text) or "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _share(row: dict[str, Any], told: dict[str, str]) -> float:
    said = row.get("to", 0.7)
    share = None if isinstance(said, bool) else number_of(str(said))
    if share is None or not 0 < share < 1:
        raise RequestError("share", **told, given=str(said))
    return float(share)
