"""The stamp that a paper carries: which state of which record made it, and a digest of its words and tables.

The digest covers what is read, not how it is set: saving in Word or LibreOffice keeps it, a changed letter,
number or row does not. It holds no secret, so it finds what was changed by hand or by mistake; whether it is
the issued paper is for the site to say, which keeps its bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from vankien.model import UnreadableFile
from vankien.outputs.papers.canonical import canonical
from vankien.outputs.papers.fill import plain
from vankien.outputs.papers.forms import FORMS
from vankien.outputs.papers.model import Paper
from vankien.outputs.papers.opening import opened
from vankien.word.package import Package

_NAMES = ("VanKien.Form", "VanKien.Record", "VanKien.State", "VanKien.SHA256")
_OPEN = "http://schemas.openxmlformats.org"
_CUSTOM = f"{_OPEN}/officeDocument/2006/custom-properties"
_VALUES = f"{_OPEN}/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of custom properties, as the standard wants it


@dataclass(frozen=True, slots=True)
class Verified:
    """What a paper says of itself. `why`: a key of [paper_verified]: unaltered, altered."""

    form: str
    record: str
    state: str
    unaltered: bool
    why: str


def verify(data: bytes) -> Verified:
    """Raises UnreadableFile: "no_paper" for a file without a stamp, "damaged" and its like for a bad one."""
    package = opened(data)
    stamp = _stamp(package)
    if not all(stamp.get(name) for name in _NAMES) or stamp[_NAMES[0]] not in FORMS:
        raise UnreadableFile("no_paper")
    form, record, state, told = (stamp[name] for name in _NAMES)
    same = told == digest(package, form, record, state)
    return Verified(form, record, state, same, "unaltered" if same else "altered")


def _stamp(package: Package) -> dict[str, str]:
    parts = package.related("", "custom-properties")
    root = package.root(parts[0]) if parts else None
    if root is None:
        return {}
    return {p.get("name") or "": "".join(str(t) for t in p.itertext()) for p in root}


def custom_properties(package: Package, paper: Paper) -> str:
    """The part that carries the stamp of this package."""
    stamp = paper.stamp
    told = (paper.form, stamp.record, stamp.state, digest(package, paper.form, stamp.record, stamp.state))
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{plain(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(zip(_NAMES, told, strict=True), start=2)
    )
    return f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{properties}</Properties>'


def digest(package: Package, form: str, record: str, state: str) -> str:
    """SHA-256 of the stamp's own words, the body, the notes, headers, footers and pictures."""
    main = package.main()
    texts = [form, record, state, canonical(package.root(main))]
    around = {
        canonical(package.root(part))
        for kind in ("header", "footer", "footnotes", "endnotes")
        for part in package.related(main, kind)
    }
    pictures = sorted(hashlib.sha256(package.data(p)).hexdigest() for p in package.related(main, "image"))
    told = "\0".join([*texts, *sorted(text for text in around if text), *pictures])
    return hashlib.sha256(told.encode()).hexdigest()
