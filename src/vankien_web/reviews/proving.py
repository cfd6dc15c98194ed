"""Requests put to `vankien.prove`: each against the version that the meeting had before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from vankien import checks
from vankien.packs import PackError, load
from vankien.prove import Request, prove
from vankien.prove.requests import KINDS, Kind
from vankien.serial import to_data
from vankien_web.drafts.models import Version
from vankien_web.reviews.models import ChangeRequest, Proof, RequestKind

NO_TEXT = (RequestKind.VERIFY, RequestKind.TASK)  # work that changes no text proves nothing
_WORDS = ("indicator", "section", "part", "topic", "unit", "period")
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


def prepared(version: Version, rules: Version) -> checks.Draft | None:
    """The version's text made ready by the rules of another; None where these have no outline for it."""
    try:
        pack = load(rules.pack)
    except PackError:
        return None
    if (rules.unit, rules.kind) not in pack.outlines:
        return None
    return checks.prepare(version.reading.document, pack=pack, unit=rules.unit, kind=rules.kind)


def waiting(version: Version) -> list[ChangeRequest]:
    """Issued requests on earlier versions of the draft that were not proved on this one yet."""
    found = ChangeRequest.objects.filter(
        draft=version.draft_id, issued_at__isnull=False, version__number__lt=version.number
    )
    proved = Proof.objects.filter(version=version).values("request")
    rows = found.exclude(kind__in=NO_TEXT).exclude(pk__in=proved)
    return list(rows.select_related("version__reading").order_by("pk"))


def proofs(version: Version, new: checks.Draft, asked: Iterable[ChangeRequest]) -> Iterator[Proof]:
    """A proof of each request, not stored yet. An old version is read by the rules of the new one."""
    by_base: dict[Version, list[ChangeRequest]] = defaultdict(list)
    for request in asked:
        if request.version is not None:
            by_base[request.version].append(request)
    for base, some in by_base.items():
        old = prepared(base, version)
        if old is None:
            continue
        told = prove((as_asked(request) for request in some), old, new)
        for request, (_asked, said) in zip(some, told, strict=True):
            yield Proof(
                request=request,
                version=version,
                value=said.value,
                reason=said.reason,
                params=to_data(said.params),
                evidence=[asdict(place) for place in said.evidence],
            )


def as_asked(request: ChangeRequest) -> Request:
    """The request as the library knows it."""
    target: dict[str, Any] = request.target
    kind = cast(Kind, request.kind if request.kind in KINDS else RequestKind.FREE)
    more: dict[str, Any] = {name: str(target[name]) for name in _WORDS if target.get(name)}
    if target.get("to"):
        more["to"] = float(target["to"])
    words = "" if request.verification_id else request.text  # of a correction the target says it all
    return Request(request.label, kind, text=words, value=_value(target.get("value")), **more)


def measure(target: Mapping[str, Any]) -> str:
    """What a request measures by, as it is read: "3,2% (2019)", "≤ 70%"; empty where by nothing."""
    if value := target.get("value"):
        unit, period = target.get("unit", ""), target.get("period", "")
        apart = "" if unit.startswith("%") or not unit else " "
        unit = "" if str(value).endswith(unit) else unit
        return f"{value}{apart}{unit}" + (f" ({period})" if period else "")
    return f"≤ {100 * float(target['to']):.0f}%" if target.get("to") else ""


def _value(said: Any) -> Decimal | None:
    """As Vietnamese writes it ("3,2", "1.250"), or a number as JSON has it; None where it is no number."""
    text = str(said).strip().removesuffix("%").strip()
    if isinstance(said, str):
        text = (text.replace(".", "") if _GROUPED.fullmatch(text) else text).replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
