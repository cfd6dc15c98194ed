"""What the packages that were brought to a unit make together: which count, and their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vankien import synthesis
from vankien.synthesis import Sealed, Synthesis
from vankien_web.common import storage
from vankien_web.reviews.models import KnownKey, OpinionPackage
from vankien_web.units.models import Unit

MOST = 20_000  # opinions that a page puts together while one waits: some three seconds


@dataclass(frozen=True)
class Brought:
    """A package and how it stands: counted, replaced by a later one, or waiting for its key to be confirmed.

    `other`: another key was confirmed for the sender before.
    """

    package: OpinionPackage
    state: str
    other: bool = False


def brought(unit: Unit) -> list[Brought]:
    """Two queries."""
    keys = dict(KnownKey.objects.filter(holder=unit).values_list("signer", "key"))
    packages = list(OpinionPackage.objects.filter(holder=unit, own=False))
    last: dict[tuple[str, str], int] = {}
    for one in packages:
        if keys.get(one.signer) == one.key:
            of = (one.signer, one.consultation)
            last[of] = max(one.number, last.get(of, 0))
    return [_brought(one, keys.get(one.signer), last) for one in packages]


def _brought(package: OpinionPackage, known: str | None, last: Mapping[tuple[str, str], int]) -> Brought:
    if known != package.key:
        return Brought(package, "stranger", known is not None)
    newest = package.number == last[package.signer, package.consultation]
    return Brought(package, "counted" if newest else "replaced")


def counted(unit: Unit, consultation: str) -> list[OpinionPackage]:
    """The last of each sender, by confirmed keys."""
    return [
        one.package
        for one in brought(unit)
        if one.state == "counted" and one.package.consultation == consultation
    ]


def merged(packages: Sequence[OpinionPackage], consultation: str) -> Synthesis:
    """Whatever their order. Raises UnreadableFile where a stored package is spoilt."""
    return _merged(tuple(sorted(package.sha256 for package in packages)), consultation)


def contents(packages: Sequence[OpinionPackage]) -> dict[str, Sealed]:
    """Every contribution in them, by its id. Raises UnreadableFile."""
    read = (synthesis.read(storage.path(one.sha256), name=one.file_name) for one in packages)
    return synthesis.united(read)


@lru_cache(maxsize=4)
def _merged(hashes: tuple[str, ...], consultation: str) -> Synthesis:
    sealed = synthesis.united(synthesis.read(storage.path(one)) for one in hashes)
    return synthesis.synthesis(sealed.values(), consultation)
