"""Văn kiện: drafts of congress documents as data, and what a machine can say about them.

    document = vankien.read(Path("bao-cao.docx"))
    findings = vankien.check(document, pack="dang-2019", unit="xa-phuong", kind="political_report")

The names below are the public interface; each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vankien.checks import render
    from vankien.model import Document, Figure, Finding, Phase, UnreadableFile
    from vankien.outputs.annotate import annotate
    from vankien.outputs.report import report_html
    from vankien.packs import Pack
    from vankien.packs import load as load_pack
    from vankien.reference.simple import ReferenceValue
    from vankien.word import read, read_apart

__all__ = [
    "Document",
    "Figure",
    "Finding",
    "UnreadableFile",
    "annotate",
    "check",
    "load_pack",
    "read",
    "read_apart",
    "render",
    "report_html",
]

_HOMES = {
    "vankien.checks": ("render",),
    "vankien.model": ("Document", "Figure", "Finding", "UnreadableFile"),
    "vankien.outputs": ("annotate", "report_html"),
    "vankien.packs": ("load_pack",),
    "vankien.word": ("read", "read_apart"),
}
_NAMES_THERE = {"load_pack": "load"}


def check(
    document: Document,
    *,
    pack: Pack | str,
    unit: str,
    kind: str,
    phase: Phase = "draft",
    reference: tuple[ReferenceValue, ...] = (),
) -> tuple[Finding, ...]:
    """What the pack's checks find. Raises packs.PackError, and KeyError where it has no such outline."""
    from vankien import checks

    draft = checks.prepare(document, pack=pack, unit=unit, kind=kind, phase=phase, reference=reference)
    return checks.run(draft)


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), _NAMES_THERE.get(name, name))
    raise AttributeError(f"module 'vankien' has no attribute '{name}'")
