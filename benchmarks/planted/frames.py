"""Reads a set of frames: what people write, without the numbers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SENTENCES = ("VK402", "VK403", "VK404", "VK405", "VK406")
SETS = ("first", "second", "third", "fourth", "fifth")
CODES = ("VK401", *SENTENCES, "VK407", "VK408")


@dataclass(frozen=True)
class Frame:
    """One way to say something.

    `who` lists the kinds of unit (x commune, h district, o office); `key` is the indicator's id, or begins
    with a dash; `spec` says which numbers fit, in the terms of the rule's file.
    """

    who: str
    key: str
    spec: tuple[str, ...]
    text: str

    @property
    def indicator(self) -> str | None:
        return None if self.key.startswith("-") else self.key

    @property
    def keys(self) -> set[str]:
        """What the frame speaks of: its key, and the constants of the draft that it names."""
        return {self.key, *(part for part in self.spec if part.startswith("@"))}


@dataclass(frozen=True)
class Indicator:
    id: str
    who: str
    names: list[str]
    unit: str
    range: list[Any]
    verb: str
    also: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class FrameSet:
    """The frames of one set: `of` by code; `lists`, the lists of statements.toml and clean.toml, by name."""

    of: dict[str, list[Frame]]
    lists: dict[str, list[str]]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _sentence(line: str) -> Frame:
    who, key, *spec, text = line.split(" | ")
    return Frame(who, key, tuple(" ".join(spec).split()), text)


def _table(line: str) -> Frame:
    who, key, text = line.split(" | ", 2)
    return Frame(who, key, (), text)


@cache
def load(name: str) -> FrameSet:
    """The set in the folder `name`; what it has no frames of its own for is of the last set that has."""
    before = SETS[: SETS.index(name) + 1]

    def own(file: str) -> dict[str, Any]:
        return next(_toml(path) for n in reversed(before) if (path := HERE / n / file).exists())

    of = {code: [*map(_sentence, own(f"{code.lower()}.toml")["frames"])] for code in SENTENCES}
    of["VK407"] = [*map(_table, own("vk407.toml")["frames"])]
    return FrameSet(of, own("statements.toml") | own("clean.toml"))


@cache
def ground() -> dict[str, Any]:
    """Units, sections and clashes that all sets share."""
    return _toml(HERE / "ground.toml")


@cache
def indicators() -> tuple[Indicator, ...]:
    return tuple(Indicator(**row) for row in _toml(HERE / "indicators.toml")["indicator"])


def clashing(key: str) -> set[str]:
    """The keys that may not stand in a draft that speaks of `key`."""
    return {key, *(other for line in ground()["clash"] if key in line for other in line)}
