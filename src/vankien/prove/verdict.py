"""What is said of a request: a verdict, why, and the passages that show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from vankien.model import Place

Value = Literal["met", "partly", "not_met", "needs_person"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` keys the sentence in `sentences/*.toml` [prove], `params` fill it.

    `evidence`: passages of the new version.
    """

    value: Value
    reason: str
    params: dict[str, Any] = field(default_factory=dict)
    evidence: tuple[Place, ...] = ()


def met(reason: str, evidence: Iterable[Place] = (), **params: Any) -> Verdict:
    return Verdict("met", reason, params, tuple(evidence))


def partly(reason: str, evidence: Iterable[Place] = (), **params: Any) -> Verdict:
    return Verdict("partly", reason, params, tuple(evidence))


def not_met(reason: str, evidence: Iterable[Place] = (), **params: Any) -> Verdict:
    return Verdict("not_met", reason, params, tuple(evidence))


def needs_person(reason: str, evidence: Iterable[Place] = (), **params: Any) -> Verdict:
    return Verdict("needs_person", reason, params, tuple(evidence))
