"""Sealing: the canonical bytes of a contribution, their digest, an Ed25519 signature (RFC 8032) over it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from vankien.model import UnreadableFile
from vankien.synthesis.model import Conference, Contribution, Group, Remark, Sealed

_CONTEXT = b"van-kien synthesis 1\n"  # a signature made for another purpose seals nothing here


def new_key() -> bytes:
    """A new private key as PEM, for the unit alone to keep."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def fingerprint(key: bytes) -> str:
    """A public key in eight groups of four, as two people read it to each other over the telephone."""
    digest = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def seal(contribution: Contribution, private_key: bytes) -> Sealed:
    """`private_key` as PEM. Raises UnreadableFile: "not_a_key"."""
    try:
        key = load_pem_private_key(private_key, password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise UnreadableFile("not_a_key")
    data = _bytes(contribution)
    name = hashlib.sha256(data).hexdigest()
    return Sealed(name, data, key.public_key().public_bytes_raw(), key.sign(_CONTEXT + name.encode()),
                  contribution)  # fmt: skip


def opened(name: str, data: bytes, key: bytes, signature: bytes) -> Sealed:
    """What was sealed, if not a byte has changed since. Raises UnreadableFile: "synthesis_altered",
    "synthesis_newer", "synthesis_damaged"."""
    if hashlib.sha256(data).hexdigest() != name:
        raise UnreadableFile("synthesis_altered")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _CONTEXT + name.encode())
    except (InvalidSignature, ValueError):
        raise UnreadableFile("synthesis_altered") from None
    return Sealed(name, data, key, signature, _contribution(data))


def _bytes(contribution: Contribution) -> bytes:
    """The same contribution gives the same bytes: keys in order, no spaces, letters as they are."""
    told = {"version": 1} | asdict(contribution)
    told["remarks"] = [_columns(remark) for remark in contribution.remarks]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _columns(remark: Remark) -> list[Any]:
    return [remark.heading, remark.text, remark.conference, remark.people, remark.opinions]


def _contribution(data: bytes) -> Contribution:
    try:
        told = json.loads(data)
        if told.pop("version") > 1:
            raise UnreadableFile("synthesis_newer")
        made = Contribution(
            consultation=told["consultation"],
            unit=tuple(told["unit"]),
            number=told["number"],
            made=told["made"],
            headings=tuple(told["headings"]),
            conferences=tuple(Conference(**c) for c in told["conferences"]),
            remarks=tuple(Remark(*r) for r in told["remarks"]),
            groups=tuple(
                Group(g["heading"], g["text"], tuple((m[0], m[1]) for m in g["members"]))
                for g in told["groups"]
            ),
            below=tuple(told["below"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise UnreadableFile("synthesis_damaged") from None
    if not _sound(made):
        raise UnreadableFile("synthesis_damaged")
    return made


def _sound(made: Contribution) -> bool:
    """Whether everything is of its type and counts are counts: a signature proves who, not what."""
    texts = [made.consultation, made.made, *made.unit, *made.headings, *made.below]
    counts = [made.number]
    for conference in made.conferences:
        texts += [conference.id, conference.name, conference.held]
        counts.append(conference.people)
    for remark in made.remarks:
        texts += [remark.heading, remark.text, remark.conference]
        counts += [remark.people, remark.opinions]
    for group in made.groups:
        texts += [group.heading, group.text, *(name for name, _number in group.members)]
        counts += [number for _name, number in group.members]
    return (
        bool(made.unit)
        and all(isinstance(text, str) for text in texts)
        and all(type(count) is int and 0 <= count < 10**9 for count in counts)
    )
