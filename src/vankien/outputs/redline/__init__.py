"""The new version with Word's tracked changes against the old one.

Accepting all gives the new text, rejecting all the old one; both are tried before the file is written. What
would come out otherwise is taken out and put in again as a whole: the passage, then ever more around it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from vankien.compare import Comparison, Pair
from vankien.compare.tokens import key_of
from vankien.model import Document, Part
from vankien.outputs.cutting import Element
from vankien.outputs.members import Members, rewritten
from vankien.outputs.plain import docx_of
from vankien.outputs.redline.proof import Proof
from vankien.outputs.redline.sheet import Sheet
from vankien.outputs.redline.standing import UnforeseenError, stand
from vankien.outputs.redline.tracking import Signature, Tracker
from vankien.outputs.redline.writer import Writer
from vankien.word.anchors import KeptPackage

AUTHOR = "Văn kiện"
_TRIES = 3  # with single passages: fine, whole, and what was disturbed by that
_REACHES = (0, 2, 8, 32)  # how many passages around what is still wrong are put in again with it
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

    Returns the passages that do not come out as they should when all of ours is accepted or rejected: none
    that we know of, for at last everything is put in again. A .doc, .odt or .rtf is converted first; a PDF or
    plain text becomes a plain .docx of its blocks. Raises UnreadableFile.
    """
    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        source = docx_of(new_file, new, Path(folder))
        with rewritten(source, target) as (members, _package):
            if comparison.changes:
                signature = Signature(_apart(author, new), date)
                task = _Task(source, members, old, new, comparison, signature)
                parts, wrong = task.tracked()
                for part, root in parts.items():
                    members.put(part, root)
                return wrong
    return ()


def _apart(author: str, new: Document) -> str:
    """The name, with a number where the new version has changes under it: ours can be rejected alone."""
    taken = {revision.author for revision in new.revisions}
    numbered = (f"{author} {number}" for number in count(2))
    return next(name for name in chain([author], numbered) if name not in taken)


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
        """What came out wrong is tried again as a whole, then in stretches that grow."""
        package = KeptPackage(self.source)
        whole, seeds = set[int](), set[int]()
        reaches = [*_REACHES, len(self.comparison.pairs)] if read_whole else []
        try:
            proof = Proof(package, self.old, self.new, self.comparison, self.signature.author)
            for attempt, reach in enumerate([*[-1] * _TRIES, *reaches], start=1):
                if reach < 0 and seeds:
                    continue
                roots = self._roots(package, all_parts=reach >= 0)
                unchanged = set(self._unchanged(whole))
                standing = stand(package, roots, self.new, unchanged, whole=read_whole)
                parts = list(roots.values())
                sheet = Sheet(parts, standing, Tracker(parts, self.signature))
                Writer(sheet, self.old, self.new, self.comparison, whole, seeds, reach).write()
                wrong, better_whole = proof.wrong(roots, standing)
                if not wrong and (better_whole <= whole or attempt >= _TRIES):
                    break
                if wrong and (wrong <= whole or reach >= 0):
                    seeds |= wrong
                whole |= wrong | better_whole
        finally:
            package.close()
        if wrong and not read_whole:
            raise UnforeseenError
        return roots, tuple(self.comparison.pairs[number] for number in sorted(wrong))

    def _roots(self, package: KeptPackage, *, all_parts: bool) -> dict[str, Element]:
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
            names += package.related(main, link) if all_parts or kind in changed else []
        roots = {name: self.members.root(name) for name in dict.fromkeys(names)}
        for name in roots:
            package.forget(name)
        return {name: root for name, root in roots.items() if root is not None}

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
