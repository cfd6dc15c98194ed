"""How far the requests on a draft are met in one version: what a person said, else what is proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vankien.model import Place
from vankien_web.drafts.comparing import comparison
from vankien_web.drafts.models import Version
from vankien_web.reviews.evidence import proof_of, proposed
from vankien_web.reviews.models import ChangeRequest, Proof, RequestState, VerdictValue
from vankien_web.reviews.proving import NO_TEXT
from vankien_web.reviews.sides import Marks, Sides, sides

WAITS = "waits"  # no newer version was brought, or nothing in the text is asked for
ORDER = (
    VerdictValue.NOT_MET,
    VerdictValue.PARTLY,
    VerdictValue.NEEDS_PERSON,
    VerdictValue.MET,
    WAITS,
)


@dataclass(frozen=True)
class Standing:
    """`value` is a VerdictValue or WAITS; `confirmed` by a person, else the machine's proposal."""

    value: str
    confirmed: bool = False
    proof: Proof | None = None
    number: int = 0  # of the version

    @property
    def words(self) -> str:
        return words_of(self.value)

    @property
    def proposed(self) -> bool:
        """That a person must judge is no proposal."""
        said = (VerdictValue.MET, VerdictValue.PARTLY, VerdictValue.NOT_MET)
        return not self.confirmed and self.value in said

    @property
    def said(self) -> str:
        """Why the machine proposes what it does."""
        language = "en" if (get_language() or "vi").startswith("en") else "vi"
        return self.proof.why(language) if self.proof else ""


@dataclass(frozen=True)
class Kind:
    """A standing and how many requests have it."""

    value: str
    words: str
    number: int


@dataclass(frozen=True)
class Coverage:
    """How many stand how, in one version."""

    version: Version
    total: int
    by_value: dict[str, int]

    @property
    def kinds(self) -> list[Kind]:
        """Those that are there, what is left to do first."""
        return [Kind(value, words_of(value), number) for value, number in self.by_value.items() if number]

    @property
    def compared(self) -> bool:
        """Whether anything could be set against this version."""
        return self.by_value[WAITS] < self.total

    @property
    def met(self) -> int:
        return self.by_value[VerdictValue.MET]


def words_of(value: str) -> str:
    return _("nothing to compare yet") if value == WAITS else str(VerdictValue(value).label)


def with_proofs(requests: Sequence[ChangeRequest], *versions: Version | None) -> None:
    """One query for what was found of them all in these versions."""
    wanted = [version.pk for version in versions if version is not None]
    found = Proof.objects.filter(version__in=wanted)
    prefetch_related_objects(list(requests), Prefetch("proofs", queryset=found))


def standing(request: ChangeRequest, version: Version | None) -> Standing:
    """No query: verdicts and proofs were fetched with the request."""
    proof = proof_of(request, version) if version is not None else None
    number = version.number if version is not None else 0
    if request.state == RequestState.CLOSED:
        return Standing(VerdictValue.MET, True, proof, number)
    here = version.pk if version is not None else None
    said = [v for v in request.verdicts.all() if v.by_id is not None and v.version_id == here]
    if said and request.kind not in NO_TEXT:
        return Standing(said[-1].value, True, proof, number)
    if proof is not None:
        return Standing(proof.value, False, proof, number)
    return Standing(VerdictValue.NEEDS_PERSON if _changed(request, version) else WAITS, number=number)


def shown_in(request: ChangeRequest, version: Version) -> Place | None:
    """Where the version most likely does what is asked: the proof's first passage, else section or part."""
    proof = proof_of(request, version)
    if proof is not None and proof.evidence and proof.value in (VerdictValue.MET, VerdictValue.PARTLY):
        return Place(**proof.evidence[0])
    return proposed(request, version)


def coverage(standings: Iterable[Standing], version: Version) -> Coverage:
    counted = Counter(one.value for one in standings)
    return Coverage(version, counted.total(), {value: counted[value] for value in ORDER})


def abreast(request: ChangeRequest, version: Version, named: Place | None) -> Sides | None:
    """Old and new text of the request; `named` is the passage that the last answer names in this version.

    Without proof or place both show where the request belongs: its section, its part.
    """
    base = request.version
    if base is None or not _changed(request, version) or version.under_way:
        return None
    pairs = comparison(base, version).pairs
    proof = proof_of(request, version)
    evidence = [Place(**place) for place in proof.evidence] if proof is not None else []
    evidence += [named] if named is not None else []
    there = named or next(iter(evidence), None) or proposed(request, version)
    return sides(base, version, pairs, Marks(proposed(request, base), there, evidence))


def _changed(request: ChangeRequest, version: Version | None) -> bool:
    """Whether the version is newer than that which the meeting had before it."""
    if version is None or request.kind in NO_TEXT or request.version is None:
        return False
    return version.number > request.version.number
