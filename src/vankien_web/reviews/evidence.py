"""What the machine can say of a request and a version: never that it is met, only that it is not, or unsure.

Three things speak, the first that does is heard: a finding of the check that belongs to the request's kind
(docs/checks.md), the proof of the request, and what became of the passage that the answer named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from vankien.model import Place
from vankien.outline import section_named
from vankien.packs import PackError, load
from vankien_web.drafts.models import State, StoredFinding, Version
from vankien_web.drafts.remarks import remarks
from vankien_web.reviews.models import Answer, AnswerKind, ChangeRequest, Proof, RequestKind, VerdictValue
from vankien_web.reviews.passages import follow, part_place, place_of

PARTS: Mapping[str, str] = {
    RequestKind.SET_THEME: "theme",
    RequestKind.SET_MOTTO: "motto",
    RequestKind.SET_OBJECTIVES: "objectives",
    RequestKind.ADD_PROGRAMMES: "key_programmes",
}
_OF_PART = {"theme": ("VK201",), "motto": ("VK203",), "objectives": ("VK205",)}
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    RequestKind.ADD_INDICATOR: ("VK302",),
    RequestKind.CORRECT_FIGURE: ("VK302",),
    RequestKind.ADD_PART: ("VK101", "VK102", "VK206"),
    RequestKind.SET_THEME: ("VK201", "VK202"),
    RequestKind.SET_MOTTO: ("VK203",),
    RequestKind.SET_OBJECTIVES: ("VK205",),
    RequestKind.ADD_PROGRAMMES: ("VK206",),
    RequestKind.ADD_FIGURES: ("VK301",),
    RequestKind.REWRITE_SECTION: ("VK301",),
}


@dataclass(frozen=True)
class Judgement:
    """`lost`: it was there in the version that the answer named. `evidence`: see `piece`."""

    value: VerdictValue
    why: str
    evidence: list[dict[str, Any]]
    lost: bool = False


def judge(request: ChangeRequest, answer: Answer, version: Version) -> Judgement | None:
    """What speaks against a request being met in `version`; None where nothing does.

    Words are Vietnamese: they are kept with the request. An explanation claims nothing to be proved.
    """
    if answer.kind == AnswerKind.EXPLAINED or version.state != State.DONE:
        return None
    with override("vi"):
        return (
            _by_finding(request, answer, version)
            or _by_proof(request, answer, version)
            or _by_passage(request, answer, version)
        )


def proof_of(request: ChangeRequest, version: Version) -> Proof | None:
    """No query where the proofs were fetched with the request."""
    return next((proof for proof in request.proofs.all() if proof.version_id == version.pk), None)


def piece(version: Version, place: Place | None) -> dict[str, Any]:
    """One passage of the evidence, as data: {"version": number, "place": the library's Place or None}."""
    return {"version": version.number, "place": asdict(place) if place else None}


def proposed(request: ChangeRequest, version: Version) -> Place | None:
    """Where in `version` the request is most likely answered: its section or its part."""
    reading, wanted = version.reading, request.target.get("section", "")
    section = section_named(wanted, reading.sections) if wanted else None
    if section:
        return place_of(section, reading.document)
    part = PARTS.get(request.kind, request.target.get("part", ""))
    try:
        pack = load(version.pack)
    except PackError:
        return None
    return part_place(part, reading.document, reading.sections, pack, (version.unit, version.kind))


def _by_proof(request: ChangeRequest, answer: Answer, version: Version) -> Judgement | None:
    """What was met and is not any more is lost; what is met less than before, or less than the answer
    claims, a person must look at. What a person confirmed against the machine's word is not said again."""
    now, base = proof_of(request, version), answer.version
    if now is None or now.value == VerdictValue.MET or any(_against(request, version, waived=True)):
        return None
    there = _pieces(now, version)
    told = {"number": version.number, "message": now.why()}
    if base is None or base.pk == version.pk:
        if now.value == VerdictValue.NEEDS_PERSON or _claims_no_more(answer, now):
            return None
        text = _("Draft no. %(number)d: %(message)s")
        return Judgement(VerdictValue(now.value), text % told, there)
    before = proof_of(request, base) if _comparable(base, version) else None
    if before is None or before.value != VerdictValue.MET:
        return None
    both = [*_pieces(before, base)[:1], *there]
    if now.value == VerdictValue.NOT_MET:
        text = _("Draft no. %(base)d had it, draft no. %(number)d has it no more: %(message)s")
        return Judgement(VerdictValue.NOT_MET, text % (told | {"base": base.number}), both, lost=True)
    text = _("Draft no. %(base)d met it, draft no. %(number)d perhaps not: %(message)s")
    return Judgement(VerdictValue.NEEDS_PERSON, text % (told | {"base": base.number}), both)


def _claims_no_more(answer: Answer, proof: Proof) -> bool:
    return answer.kind == AnswerKind.PARTLY and proof.value == VerdictValue.PARTLY


def _pieces(proof: Proof, version: Version) -> list[dict[str, Any]]:
    return [{"version": version.number, "place": place} for place in proof.evidence] or [piece(version, None)]


def _by_finding(request: ChangeRequest, answer: Answer, version: Version) -> Judgement | None:
    found = next(_against(request, version), None)
    if found is None:
        return None
    message = remarks([found.in_phase("")], "vi")[0].words.message
    base = answer.version
    there = piece(version, Place(**found.place) if found.place else None) | {"code": found.code}
    if (
        base is None
        or base.pk == version.pk
        or not _comparable(base, version)
        or any(_against(request, base))
    ):
        text = _("Draft no. %(number)d: %(message)s")
        return Judgement(VerdictValue.NOT_MET, text % {"number": version.number, "message": message}, [there])
    text = _("Draft no. %(base)d had it, draft no. %(number)d has it no more: %(message)s")
    said = text % {"base": base.number, "number": version.number, "message": message}
    before = piece(base, Place(**answer.place) if answer.place else proposed(request, base))
    return Judgement(VerdictValue.NOT_MET, said, [before, there], lost=True)


def _comparable(base: Version, version: Version) -> bool:
    """Checked by the same rules: where those changed, a new finding tells of them and not of the text."""
    rules = ("pack", "unit", "kind")
    return base.state == State.DONE and all(getattr(base, r) == getattr(version, r) for r in rules)


def _against(request: ChangeRequest, version: Version, *, waived: bool = False) -> Iterator[StoredFinding]:
    """Findings that say what the request asks for is missing, of whatever phase: those that nobody set
    aside, or (`waived`) those that somebody did."""
    target = request.target
    part = PARTS.get(request.kind, target.get("part", ""))
    codes = _OF_KIND.get(request.kind, ())
    if request.kind == RequestKind.ADD_PART:
        codes = (*codes, *_OF_PART.get(part, ()))
    if not codes:
        return
    aside = version.draft.waivers.filter(lifted_at=None).values("fingerprint")
    rows = StoredFinding.objects.filter(version=version, code__in=codes)
    for row in rows.filter(fingerprint__in=aside) if waived else rows.exclude(fingerprint__in=aside):
        params: dict[str, Any] = row.params
        if row.code == "VK302":
            fits = params.get("indicator") == target.get("indicator")
        elif row.code == "VK301" and not part:
            fits = _stands_in(row, target.get("section", ""), version)
        else:
            fits = params.get("part", part) == part
        if fits:
            yield row


def _stands_in(row: StoredFinding, wanted: str, version: Version) -> bool:
    section = section_named(wanted, version.reading.sections)
    return bool(section and row.place and section.block <= row.place["block"] < section.end)


def _by_passage(request: ChangeRequest, answer: Answer, version: Version) -> Judgement | None:
    base = answer.version
    if base is None or answer.place is None or base.pk == version.pk:
        return None
    old, new = base.reading, version.reading
    place = Place(**answer.place)
    found = follow(place, old, new)
    told = {"base": base.number, "number": version.number}
    both = [piece(base, place), piece(version, found.place)]
    proved = proof_of(request, version)
    if found.fate == "gone" and proved is not None and proved.value == VerdictValue.MET:
        why = _(
            "The passage that the answer names in draft no. %(base)d is not in draft no. %(number)d, where "
            "it is said otherwise: a person must judge whether it still meets the request. %(message)s"
        )
        both = [piece(base, place), *_pieces(proved, version)]
        return Judgement(VerdictValue.NEEDS_PERSON, why % (told | {"message": proved.why()}), both)
    if found.fate == "gone":
        why = _("The passage that the answer names in draft no. %(base)d is not in draft no. %(number)d.")
        return Judgement(VerdictValue.NOT_MET, why % told, both, lost=True)
    if found.fate == "edited":
        why = _(
            "The passage that the answer names in draft no. %(base)d was edited in draft no. %(number)d: "
            "a person must judge whether it still meets the request."
        )
        return Judgement(VerdictValue.NEEDS_PERSON, why % told, both)
    return None
