"""One Word file of a base with every reviewer's comments and tracked changes under their own names.

Rejecting all gives the base back, block for block: that is tried before the file is written, and what would
come out otherwise is told in a comment instead.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path

from lxml import etree

from vankien.collate import Collation
from vankien.compare.tokens import key_of
from vankien.model import Document
from vankien.outputs.cutting import Element
from vankien.outputs.master.margin import Margin
from vankien.outputs.master.page import Page
from vankien.outputs.master.pen import Pen, Pieces
from vankien.outputs.master.replies import Answer, replies
from vankien.outputs.master.writer import Writer
from vankien.outputs.members import Members, rewritten
from vankien.outputs.plain import docx_of
from vankien.outputs.redline.settling import reject_all
from vankien.word.anchors import locate
from vankien.word.docx import read_docx
from vankien.word.package import Package

__all__ = ["Answer", "master", "replies"]

_TRIES = 3


def master(
    file: Path, base: Document, collation: Collation, target: Path, *, language: str = "vi"
) -> dict[str, str]:
    """Write `target`, a .docx; `base` is `file` read, and what was collated on.

    Says which comment each row became that is a comment there. Raises UnreadableFile, OSError.
    """
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source = docx_of(Path(file), base, Path(folder))
        made = target.with_name(f".{target.stem}-{os.getpid()}.docx")
        try:
            with rewritten(source, made) as (members, package):
                ids = _written(members, package, source, base, collation, language)
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)
    return ids


def _written(
    members: Members, package: Package, source: Path, base: Document, collation: Collation, language: str
) -> dict[str, str]:
    main = package.main()
    root = members.root(main)
    if root is None or not collation.rows:
        return {}
    origins = locate(source, {block.index for block in base.blocks})
    told: set[str] = set()
    for tries in range(_TRIES):
        tried = deepcopy(root)
        cutter, pen = Pieces(tried), Pen(tried)
        margin = Margin(members, package, tried, cutter)
        writer = Writer(Page(tried, origins, cutter, pen), margin, base, collation, told, language)
        writer.write()
        wrong = _wrong(members, main, tried, pen, base, collation) - told
        if not wrong:
            break
        told |= wrong if tries < _TRIES - 2 else set(collation.steps)
    members.put(main, tried)
    margin.save()
    return writer.ids


def _wrong(
    members: Members, main: str, tried: Element, pen: Pen, base: Document, collation: Collation
) -> set[str]:
    """The rows that touch a block of the base which does not come back when all is rejected."""
    settled = deepcopy(tried)
    sign = f"{pen.space}author"
    mine = "\ue000"  # no author's name
    for element in settled.iter():
        if pen.wrote(element) and element.get(sign) is not None and str(element.tag).startswith(pen.space):
            element.set(sign, mine)
    reject_all(settled, mine)
    found = _read(members, main, settled)
    keys, there = ([key_of(b.text) for b in d.blocks] for d in (base, found))
    if keys == there:
        return set()
    same = SequenceMatcher(None, keys, there, autojunk=False).get_matching_blocks()
    kept = {i for start, _, size in same for i in range(start, start + size)}
    lost = {i + d for i in range(len(keys)) if i not in kept for d in (-1, 0, 1)}
    if len(kept) == len(keys):  # something is left over: it stands between two that are kept
        ends = [start + size for start, _, size in same]
        lost = {end + d for end in ends for d in (-1, 0)}
    return {id for id, steps in collation.steps.items() if any(s.block in lost for s in steps)}


def _read(members: Members, main: str, root: Element) -> Document:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for info, data in members.all():
            if info.filename.endswith((".xml", ".rels")):
                is_main = info.filename.replace("\\", "/").lstrip("/").lower() == main.lower()
                archive.writestr(info.filename, etree.tostring(root) if is_main else data)
    return read_docx(made.getvalue())
