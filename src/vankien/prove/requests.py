"""The requests that a conclusion makes, as REQUESTS.toml states them (docs/command-line.md)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, get_args

from vankien.sentences import sentence

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
    """Raises RequestError, naming the file and the request."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise RequestError("unreadable", file=str(path)) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RequestError("not_toml", file=str(path), where=str(error)) from None
    rows = data.get("request", [])
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise RequestError("none", file=str(path))
    return tuple(_request(row, str(number), str(path)) for number, row in enumerate(rows, 1))


def _request(row: dict[str, Any], number: str, file: str) -> Request:
    kind, id = row.get("kind"), str(row.get("id") or number)
    if kind not in KINDS:
        raise RequestError("kind", file=file, id=id, given=str(kind or ""), valid=", ".join(KINDS))
    needed = _NEEDS.get(kind)
    if needed and not row.get(needed):
        raise RequestError("lacks", file=file, id=id, kind=kind, key=needed)
    known = {f.name for f in fields(Request)} - {"id", "kind", "value", "to"}
    said = {key: str(value) for key, value in row.items() if key in known}
    return Request(id=id, kind=kind, value=_value(row, id, file), to=_share(row, id, file), **said)


def _value(row: dict[str, Any], id: str, file: str) -> Decimal | None:
    """A number as TOML has it, or as Vietnamese writes it: 3.2, "3,2", "1.250"."""
    said = row.get("value")
    if said is None or said == "":
        return None
    text = str(said) if not isinstance(said, str) else said.strip().replace(".", "").replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise RequestError("value", file=file, id=id, given=str(said)) from None


def _share(row: dict[str, Any], id: str, file: str) -> float:
    said = row.get("to", 0.7)
    if not isinstance(said, int | float) or isinstance(said, bool) or not 0 < said < 1:
        raise RequestError("share", file=file, id=id, given=str(said))
    return float(said)
