"""Two versions of a report of 97 pages with 48 planted edits: our redline and others', in one run.

`python -m benchmarks.comparing` prints the table. The other engines are optional (`pip install .[engines]`;
LibreOffice where it is on the machine); one that is missing is told as such. What each wrote is counted in
its file, by the same rules for all. Seconds are the processor's, those of child processes too: on a busy
machine they are what can be compared.
"""

from __future__ import annotations

import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any

from docx import Document as Word
from lxml import etree

from benchmarks import accuracy
from vankien.compare import compare
from vankien.compare.tokens import key_of
from vankien.outputs.redline import redline
from vankien.outputs.redline.settling import accept_all, reject_all
from vankien.word import read

PAGES, WORDS, TIMES, ROUNDS = 97, 420, 6, 3  # words of a page; edits of each kind
HEADER = [
    "engine", "s", "against ours", "pure moves", "moves with edits", "splits", "words marked",
    "accepted is new", "rejected is old",
]  # fmt: skip
TITLE = """## Comparing 97 pages

Two versions in .docx with 48 planted edits, six each of: passages put in, taken out, moved, moved and edited,
split, merged, reworded, figures changed. Reading, comparing and writing the redline, in seconds of the
processor, child processes included. What is found is counted in each redline by the same rules: a move has
all its words in `w:moveTo`, a moved edit more than half of its characters, a split marks no word as put in.
"""
_OPS = ("insert", "delete", "edit", "figure", "move", "move_edit", "split", "merge")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SEED = 5
_PATIENCE = 180  # seconds
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Bench"
 script:language="StarBasic">
Sub Track(before, after, made)
 Dim hidden(0) As New com.sun.star.beans.PropertyValue
 hidden(0).Name = "Hidden" : hidden(0).Value = True
 Dim other(0) As New com.sun.star.beans.PropertyValue
 other(0).Name = "URL" : other(0).Value = before
 Dim kind(0) As New com.sun.star.beans.PropertyValue
 kind(0).Name = "FilterName" : kind(0).Value = "MS Word 2007 XML"
 opened = StarDesktop.loadComponentFromURL(after, "_blank", 0, hidden())
 frame = opened.CurrentController.Frame
 doing = createUnoService("com.sun.star.frame.DispatchHelper")
 doing.executeDispatch(frame, ".uno:CompareDocuments", "", 0, other())
 opened.storeToURL(made, kind())
 opened.close(True)
End Sub
</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Bench"/>
</library:library>"""


class AbsentError(Exception):
    """An engine that is not on this machine."""


@dataclass(frozen=True)
class Versions:
    """Two files and what was planted: moved lines, lines moved and edited, the parts of each split line."""

    old: Path
    new: Path
    moves: list[str]
    edited: list[str]
    splits: list[list[str]]


def rows() -> list[list[str]]:
    """One row for each engine."""
    made: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="vankien-bench-") as name:
        folder = Path(name)
        versions = _versions(folder)
        first = 0.0
        for engine, (run, rounds) in _ENGINES.items():
            target = folder / "redline.docx"
            target.unlink(missing_ok=True)
            try:
                seconds = min(_timed(run, versions, target) for _ in range(rounds))
            except AbsentError:
                made.append([engine, "not installed", *["–"] * (len(HEADER) - 2)])
                continue
            first = first or seconds
            made.append([engine, f"{seconds:.2f}", f"{seconds / first:.1f} ×", *_counts(versions, target)])
    return made


def _timed(run: Callable[[Versions, Path], None], versions: Versions, target: Path) -> float:
    start = _processor()
    run(versions, target)
    return _processor() - start


def _processor() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _of_tests(name: str) -> Any:
    """A module of the tests, untyped."""
    if str(accuracy.ROOT / "tests") not in sys.path:
        sys.path.insert(0, str(accuracy.ROOT / "tests"))
    return import_module(name)


def _versions(folder: Path) -> Versions:
    truth, factory = _of_tests("corpus.truth"), _of_tests("library.edits_factory")
    lines: list[str] = []
    for path in cycle(sorted((accuracy.ROOT / "tests/corpus").glob("*.draft"))):
        lines += [f"{line.text} Đợt {len(lines)}." for line in truth.load(path).lines if not line.cells]
        if sum(len(line.split()) for line in lines) > PAGES * WORDS:
            break
    new, planted = factory.plant(lines, seed=_SEED, times=TIMES, ops=_OPS)
    rng = random.Random(_SEED)  # noqa: S311 - chance that can be repeated

    def said(op: str) -> list[list[str]]:
        return [[new[i] for i in one.new] for one in planted if one.op == op]

    return Versions(
        _written(lines, folder / "old.docx", rng),
        _written(new, folder / "new.docx", rng),
        [one[0] for one in said("move")],
        [one[0] for one in said("move_edit")],
        said("split"),
    )


def _written(lines: list[str], path: Path, rng: random.Random) -> Path:
    """One paragraph a line, in runs cut anywhere."""
    made = Word()
    for text in lines:
        paragraph = made.add_paragraph()
        while text:
            size = rng.randrange(1, 40)
            run = paragraph.add_run(text[:size])
            run.bold, run.italic, text = rng.random() < 0.2, rng.random() < 0.1, text[size:]
    made.save(str(path))
    return path


# The engines.


def _ours(versions: Versions, target: Path) -> None:
    old, new = read(versions.old), read(versions.new)
    redline(versions.new, old, new, compare(old, new), target)


def _docxodus(versions: Versions, target: Path) -> None:
    try:
        engine = import_module("python_redlines").DocxodusEngine()
    except Exception as error:  # each way of not being there has an exception of its own
        raise AbsentError from error
    made = engine.run_redline("Bench", versions.old.read_bytes(), versions.new.read_bytes())
    target.write_bytes(made[0])


def _trackdiff(versions: Versions, target: Path) -> None:
    try:
        engine = import_module("docx_trackdiff.compare")
    except ImportError as error:
        raise AbsentError from error
    before = sys.argv
    sys.argv = ["docx-trackdiff", str(versions.old), str(versions.new), str(target)]
    try:
        engine.main()
    finally:
        sys.argv = before


def _libreoffice(versions: Versions, target: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        raise AbsentError
    profile = versions.old.parent / "profile"
    call = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    if not profile.exists():  # the first start makes its own macros
        subprocess.run([*call, "--terminate_after_init"], capture_output=True, timeout=_PATIENCE, check=False)
        basic = profile / "user/basic/Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "Bench.xba").write_text(_MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    addresses = ",".join(path.as_uri() for path in (versions.old, versions.new, target))
    macro = f"macro:///Standard.Bench.Track({addresses})"
    subprocess.run([*call, macro], capture_output=True, timeout=_PATIENCE, check=False)
    if not target.is_file():
        raise AbsentError


_ENGINES: dict[str, tuple[Callable[[Versions, Path], None], int]] = {
    "Văn kiện": (_ours, ROUNDS),
    "docxodus through python-redlines": (_docxodus, 1),
    "docx-trackdiff": (_trackdiff, ROUNDS),
    "LibreOffice compare": (_libreoffice, ROUNDS),
}


# What stands in a redline.


def _counts(versions: Versions, target: Path) -> list[str]:
    root = _main(target)
    paragraphs = list(root.iter(f"{_W}p"))
    now = {p: _now(p) for p in paragraphs}
    moved = {key_of(_said(p, "moveTo")) for p in paragraphs}
    edited = {key_of(now[p]) for p in paragraphs if len(_said(p, "moveTo")) * 2 > len(now[p])}
    whole = {key_of(now[p]) for p in paragraphs if not _said(p, "ins", "moveTo")}
    marked = sum(_words(_said(root, kind)) for kind in ("ins", "del", "moveTo"))
    factory = _of_tests("library.edits_factory")
    exact = [
        factory.settled(target, settle) == factory.keys(read(side))
        for side, settle in ((versions.new, accept_all), (versions.old, reject_all))
    ]
    return [
        _share(key_of(line) in moved for line in versions.moves),
        _share(key_of(line) in edited for line in versions.edited),
        _share(all(key_of(part) in whole for part in parts) for parts in versions.splits),
        f"{marked:,}",
        *("yes" if same else "no" for same in exact),
    ]


def _share(found: Iterable[bool]) -> str:
    of = list(found)
    return f"{sum(of)}/{len(of)}"


def _main(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def _said(element: Any, *kinds: str) -> str:
    """The text of these tracked changes in it."""
    said = ""
    for one in element.iter(*(f"{_W}{kind}" for kind in kinds)):
        before = one.getprevious()
        goes_on = before is not None and before.tag == one.tag
        said += ("" if goes_on else " ") + "".join(_texts(one))
    return said.strip()


def _texts(element: Any) -> Iterator[str]:
    return (t.text or "" for t in element.iter(f"{_W}t", f"{_W}delText"))


def _now(paragraph: Any) -> str:
    """What it says as accepted."""
    gone = {
        t for kind in ("del", "moveFrom") for c in paragraph.iter(f"{_W}{kind}") for t in c.iter(f"{_W}t")
    }
    return "".join(t.text or "" for t in paragraph.iter(f"{_W}t") if t not in gone)


def _words(text: str) -> int:
    return len(re.findall(r"\w+(?:[.,]\d+)*", text))


def main() -> None:
    for row in [HEADER, *rows()]:
        sys.stdout.write(" | ".join(row) + "\n")


if __name__ == "__main__":
    main()
