"""A ballot from plain data, as in a .toml, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from vankien.personnel.months import When
from vankien.text import clean, fold
from vankien.votes.model import Assembly, Ballot, BallotError, Count, Name, Round

COUNTS = ("seats", "summoned", "present", "issued", "collected", "valid")
_KEYS = {*COUNTS, "body", "congress", "excused", "invalid", "round", "candidate"}
_NAME_KEYS = {"name", "agreed", "birth", "uncounted"}
_ASSEMBLIES: dict[Assembly, str] = {"members": "đại hội đảng viên", "delegates": "đại hội đại biểu"}


def ballot_from_data(data: Mapping[str, Any]) -> Ballot:
    """A ballot from plain data, as in a .toml. Raises BallotError."""
    _known(data, _KEYS)
    body = _text(data, "body", "body")
    kind = data.get("round", "first")
    if kind not in get_args(Round):
        raise BallotError("bad_round", value=str(kind))
    names = data.get("candidate", [])
    if not isinstance(names, list):
        raise BallotError("bad_value", key="candidate", value=str(names)[:60])
    return Ballot(
        body=body,
        names=tuple(_name(one) for one in names),
        excused=_counts(data, "excused"),
        invalid=_counts(data, "invalid"),
        round=kind,
        congress=_assembly(data),
        **{key: _whole(data, key) for key in COUNTS},
    )


def _text(data: Mapping[str, Any], key: str, called: str) -> str:
    """Words of a person; `called`: the key as a sentence names it."""
    value = data.get(key, "")
    if not isinstance(value, str):
        raise BallotError("not_text", key=called, value=str(value)[:60])
    if not value.strip():
        raise BallotError("no_key", key=called)
    return clean(value)


def _known(data: Mapping[str, Any], keys: set[str]) -> None:
    if unknown := sorted(data.keys() - keys):
        raise BallotError("unknown_key", key=unknown[0], known=", ".join(sorted(keys)))


def _assembly(data: Mapping[str, Any]) -> Assembly | None:
    said = data.get("congress")
    if said is None:
        return assembly_in(str(data.get("body", "")))
    if said not in get_args(Assembly):
        raise BallotError("bad_congress", value=str(said)[:60])
    return said  # type: ignore[no-any-return]


def _whole(data: Mapping[str, Any], key: str, default: int | None = None) -> int:
    value = data.get(key, default)
    if value is None:
        raise BallotError("no_key", key=key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _no_number(key, value)
    return value


def _no_number(key: str, value: object) -> BallotError:
    quoted = isinstance(value, str) and value.strip().isdigit()
    return BallotError("quoted" if quoted else "bad_value", key=key, value=str(value).strip()[:60])


def _counts(data: Mapping[str, Any], key: str) -> tuple[Count, ...]:
    """A number alone, or a table of reasons with their numbers."""
    value = data.get(key, {})
    if isinstance(value, int) and not isinstance(value, bool):
        return (Count("", value),) if value else ()
    if not isinstance(value, Mapping):
        error = _no_number(key, value)
        raise error if error.reason == "quoted" else BallotError("bad_counts", **error.params)
    return tuple(Count(reason, _whole(value, reason)) for reason in value)


def _name(data: Any) -> Name:
    if not isinstance(data, Mapping):
        raise BallotError("bad_value", key="candidate", value=str(data)[:60])
    _known(data, _NAME_KEYS)
    name = _text(data, "name", "candidate.name")
    birth = data.get("birth")
    try:
        born = When.parse(str(birth)) if birth is not None else None
    except ValueError:
        raise BallotError("bad_value", key="birth", value=str(birth)[:60]) from None
    return Name(name, _whole(data, "agreed"), born, _whole(data, "uncounted", 0))


def ballot_to_data(ballot: Ballot) -> dict[str, Any]:
    """The inverse of `ballot_from_data`, as JSON holds it."""
    data: dict[str, Any] = {key: getattr(ballot, key) for key in ("body", "round", *COUNTS)}
    data |= {"congress": ballot.congress} if ballot.congress else {}
    for key in ("excused", "invalid"):
        counts: tuple[Count, ...] = getattr(ballot, key)
        data |= {key: {c.reason: c.number for c in counts}} if counts else {}
    return data | {"candidate": [_to_data(name) for name in ballot.names]}


def _to_data(name: Name) -> dict[str, Any]:
    born = {"birth": str(name.birth)} if name.birth else {}
    return {"name": name.name, "agreed": name.agreed, "uncounted": name.uncounted} | born


def assembly_in(*texts: str) -> Assembly | None:
    """Who elects, by the words of a title; None where no words or several say it."""
    said = fold(" ".join(texts))
    found = [id for id, words in _ASSEMBLIES.items() if re.search(rf"\b{words}\b", said)]
    return found[0] if len(found) == 1 else None
