"""The new version with Word's tracked changes against the old one.

Accepting all gives the new text, rejecting all the old one; both are tried before the file is written, and a
passage whose words or number would come out otherwise is taken out and put in again as a whole.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from lxml import etree

from vankien.compare import Comparison
from vankien.compare.tokens import key_of
from vankien.model import Document
from vankien.outputs.cutting import Element
from vankien.outputs.members import Members, rewritten
from vankien.outputs.plain import docx_of
from vankien.outputs.redline.settling import accept_all, reject_all
from vankien.outputs.redline.sheet import Sheet
from vankien.outputs.redline.tracking import Signature, Tracker
from vankien.outputs.redline.writer import Writer
from vankien.word.anchors import Origin, locate
from vankien.word.docx import read_docx

AUTHOR = "Văn kiện"
_TRIES = 3
_RUNNING = ("body", "table")


def redline(
    new_file: Path,
    old: Document,
    new: Document,
    comparison: Comparison,
    target: Path,
    *,
    author: str = AUTHOR,
    date: str | None = None,
) -> None:
    """Write `target`, a .docx. `new` is `new_file` read; `date` (ISO 8601) dates the changes.

    A .doc, .odt or .rtf is converted first; a PDF or plain text becomes a plain .docx of its blocks.
    Raises UnreadableFile.
    """
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source = docx_of(new_file, new, Path(folder))
        with rewritten(source, target) as (members, package):
            main = package.main()
            root = members.root(main)
            if root is not None and comparison.changes:
                task = _Task(members, main, origins_of(source, new), old, new, comparison)
                members.put(main, task.tracked(root, Signature(author, date)))


def origins_of(source: Path, new: Document) -> dict[int, Origin]:
    """Where the blocks of the running text stand in the file."""
    return locate(source, {b.index for b in new.blocks if b.part in _RUNNING})


@dataclass(frozen=True)
class _Task:
    members: Members
    main: str
    origins: dict[int, Origin]
    old: Document
    new: Document
    comparison: Comparison

    def tracked(self, root: Element, signature: Signature) -> Element:
        """The part with its changes; what came out wrong is tried again as a whole."""
        whole: set[int] = set()
        for _try in range(_TRIES):
            tried = deepcopy(root)
            sheet = Sheet(tried, self.origins, Tracker(tried, signature))
            Writer(sheet, self.old, self.new, self.comparison, whole).write()
            wrong = set(self._wrong(tried, signature.author)) - whole
            if not wrong:
                break
            whole |= wrong
        return tried

    def _wrong(self, tried: Element, author: str) -> Iterator[int]:
        """The pairs whose text comes out otherwise when all is accepted, or when all is rejected."""
        for settle, wanted in ((accept_all, self.new), (reject_all, self.old)):
            settled = deepcopy(tried)
            settle(settled, author)
            missing = _with_rows(wanted, _missing(wanted, self._read(settled)))
            for number, pair in enumerate(self.comparison.pairs):
                if missing.intersection(pair.new if wanted is self.new else pair.old):
                    yield number

    def _read(self, root: Element) -> Document:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for info, data in self.members.all():
                if info.filename.endswith((".xml", ".rels")):
                    archive.writestr(
                        info.filename, etree.tostring(root) if _is(info.filename, self.main) else data
                    )
        return read_docx(made.getvalue())


def _is(member: str, part: str) -> bool:
    return member.replace("\\", "/").lstrip("/").lower() == part.lower()


def _with_rows(document: Document, blocks: set[int]) -> set[int]:
    """These blocks and those of the same rows: a row whose cells do not fit is another row."""
    rows = {(b.cell.table, b.cell.row) for i in blocks if (b := document.blocks[i]).cell}
    return blocks | {b.index for b in document.blocks if b.cell and (b.cell.table, b.cell.row) in rows}


def _missing(wanted: Document, found: Document) -> set[int]:
    """The blocks of `wanted` that do not stand in `found` in their turn."""
    blocks = [b for b in wanted.blocks if b.part in _RUNNING]
    keys, there = (
        [key_of(b.text) for b in bs] for bs in (blocks, [b for b in found.blocks if b.part in _RUNNING])
    )
    if keys == there:
        return set()
    same = SequenceMatcher(None, keys, there, autojunk=False).get_matching_blocks()
    kept = {i for start, _, size in same for i in range(start, start + size)}
    return {b.index for i, b in enumerate(blocks) if i not in kept}
