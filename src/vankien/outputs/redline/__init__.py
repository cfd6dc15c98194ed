"""The new version with Word's tracked changes against the old one.

Accepting all gives the new text, rejecting all the old one; both are tried before the file is written, and a
passage whose words or number would come out otherwise is taken out and put in again as a whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vankien.compare import Comparison, Pair
from vankien.compare.tokens import key_of
from vankien.model import Document, Part
from vankien.outputs.cutting import Element
from vankien.outputs.members import Members, rewritten
from vankien.outputs.plain import docx_of
from vankien.outputs.redline.proof import wrong_pairs
from vankien.outputs.redline.sheet import Sheet
from vankien.outputs.redline.standing import RUNNING, UnforeseenError, stand
from vankien.outputs.redline.tracking import Signature, Tracker
from vankien.outputs.redline.writer import Writer
from vankien.word.anchors import KeptPackage

AUTHOR = "Văn kiện"
_TRIES = 6
_PARTS: Mapping[Part, str] = {
    "footnote": "footnotes", "endnote": "endnotes", "header": "header", "footer": "footer"
}  # fmt: skip


def redline(
    new_file: Path,
    old: Document,
    new: Document,
    comparison: Comparison,
    target: Path,
    *,
    author: str = AUTHOR,
    date: str | None = None,
) -> tuple[Pair, ...]:
    """Write `target`, a .docx. `new` is `new_file` read; `date` (ISO 8601) dates the changes.

    Returns the passages that do not come out as they should when all is accepted or rejected: none, but for
    files with boxes, notes or earlier changes that cannot be taken apart. A .doc, .odt or .rtf is converted
    first; a PDF or plain text becomes a plain .docx of its blocks. Raises UnreadableFile.
    """
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source = docx_of(new_file, new, Path(folder))
        with rewritten(source, target) as (members, _package):
            if comparison.changes:
                task = _Task(source, members, old, new, comparison, Signature(author, date))
                parts, wrong = task.tracked()
                for part, root in parts.items():
                    members.put(part, root)
                return wrong
    return ()


@dataclass(frozen=True)
class _Task:
    source: Path
    members: Members
    old: Document
    new: Document
    comparison: Comparison
    signature: Signature

    def tracked(self) -> tuple[dict[str, Element], tuple[Pair, ...]]:
        """The parts that have changes, and what came out wrong.

        First tried with what is plain and unchanged left out of the proof.
        """
        try:
            return self._tracked(read_whole=False)
        except UnforeseenError:
            return self._tracked(read_whole=True)

    def _tracked(self, *, read_whole: bool) -> tuple[dict[str, Element], tuple[Pair, ...]]:
        """What came out wrong is tried again as a whole; outside the running text it is then left alone."""
        package = KeptPackage(self.source)
        whole, left = set[int](), set[int]()
        try:
            for _try in range(_TRIES):
                roots = self._roots(package)
                unchanged = set[int]() if read_whole else set(self._unchanged(whole))
                standing = stand(package, roots, self.new, unchanged, whole=read_whole)
                main = next(iter(roots.values()))
                sheet = Sheet(main, standing, Tracker(list(roots.values()), self.signature))
                Writer(sheet, self.old, self.new, self.comparison, whole, left).write()
                both = self.old, self.new
                wrong = wrong_pairs(package, roots, standing, both, self.comparison, self.signature.author)
                fresh = {n for n in wrong - whole if self._runs(n)} | {
                    n for n in wrong - left if not self._runs(n)
                }
                if not fresh:
                    break
                left |= {n for n in fresh & whole if not self._runs(n)}
                whole |= fresh
        finally:
            package.close()
        return roots, tuple(self.comparison.pairs[number] for number in sorted(wrong))

    def _roots(self, package: KeptPackage) -> dict[str, Element]:
        """The main part and those in which something changed, fresh."""
        main = package.main()
        changed = {
            document.blocks[i].part
            for pair in self.comparison.pairs
            if pair.op
            for document, side in ((self.old, pair.old), (self.new, pair.new))
            for i in side
        }
        names = [main]
        for kind, link in _PARTS.items():
            names += package.related(main, link) if kind in changed else []
        roots = {name: self.members.root(name) for name in dict.fromkeys(names)}
        for name in roots:
            package.forget(name)
        return {name: root for name, root in roots.items() if root is not None}

    def _runs(self, number: int) -> bool:
        """Whether a pair belongs to the running text, on one side at least."""
        pair = self.comparison.pairs[number]
        parts = {self.old.blocks[i].part for i in pair.old} | {self.new.blocks[i].part for i in pair.new}
        return not parts.isdisjoint(RUNNING)

    def _unchanged(self, whole: Collection[int]) -> Iterator[int]:
        """The new blocks that say what their old ones say, in the same spelling or another."""
        for number, pair in enumerate(self.comparison.pairs):
            if not pair.op and number not in whole and len(pair.old) == len(pair.new):
                said = [
                    (self.old.blocks[o].text, self.new.blocks[n].text)
                    for o, n in zip(pair.old, pair.new, strict=True)
                ]
                if all(one == other or key_of(one) == key_of(other) for one, other in said):
                    yield from pair.new
