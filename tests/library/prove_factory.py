"""Two versions of an invented report as Word files in memory, in any way that offices number headings.

A line of `prove_drafts/*.txt`: `##` the title block, centred; `#2 Title` a heading of level 2 without its
number; `#r3 Title: text` one that runs into its text; `| a | b |` a row of a table; `^` a footnote of the
paragraph above.
"""

import re
import tomllib
from pathlib import Path
from xml.sax.saxutils import escape

from library.word_factory import docx_bytes, p, r
from vankien.model import Document
from vankien.word.docx import read_docx

DRAFTS = Path(__file__).with_name("prove_drafts")
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ORDINALS = ("", "NHẤT", "HAI", "BA")
STYLES = ("words", "letters", "roman", "plain")
_HEADING = re.compile(r"#(r?)(\d) (.*)")


def cases(name):
    return tomllib.loads((DRAFTS / f"{name}.toml").read_text(encoding="utf-8"))["case"]


def draft(unit):
    return (DRAFTS / f"{unit}.txt").read_text(encoding="utf-8")


def edited(text, edits):
    """The draft with each edit made once; "§Title" stands for what is written under that heading."""
    passages = tomllib.loads((DRAFTS / "texts.toml").read_text(encoding="utf-8"))
    for before, after in edits:
        for name, words in passages.items():
            before, after = before.replace(f"{{{name}}}", words), after.replace(f"{{{name}}}", words)
        if before.startswith("§"):
            before = re.search(rf"^#\d {re.escape(before[1:])}\n(.*?)(?=^#|\Z)", text, re.M | re.S)[1]
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def numbered(text, style):
    """The lines with their headings numbered, and the path of each heading by its title."""
    lines, paths, count = [], {}, [0, 0, 0, 0]
    for line in text.splitlines():
        hit = _HEADING.match(line)
        if not hit:
            lines.append(line)
            continue
        run_in, level, title = hit[1], int(hit[2]), hit[3]
        count[level] += 1
        count[level + 1 :] = [0] * (3 - level)
        label, number = _label(style, level, count)
        paths[level] = f"{paths[level - 1]}/{number}" if level > 1 else number
        paths[title.split(":")[0]] = paths[level]
        lines += [("" if run_in else "#") + part for part in (label + title).split("\n")]
    return lines, paths


def _label(style, level, count):
    at = count[level]
    letter = "abcdefgh"[at - 1]
    if level == 1:
        first = {"words": f"PHẦN THỨ {ORDINALS[at]}\n", "letters": f"{letter.upper()}. "}
        return first.get(style, f"Phần {ROMAN[at]}: "), letter.upper() if style == "letters" else ROMAN[at]
    if level == 2:
        number = ROMAN[at] if style in ("words", "letters") else str(at)
        return number + {"words": ". ", "letters": "- ", "roman": ". ", "plain": ") "}[style], number
    number = {"roman": f"{count[2]}.{at}", "plain": letter}.get(style, str(at))
    return f"{number}. ", number


def document(lines):
    """The Word file that these lines describe, as it is read."""
    body, notes, rows = [], [], []
    for line in [*filter(None, map(str.strip, lines)), ""]:
        if line.startswith("|"):
            cells = "".join(f"<w:tc>{p(escape(cell.strip()))}</w:tc>" for cell in line.strip("|").split("|"))
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            body.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
            rows = []
        if line.startswith("^"):
            notes.append(line[1:].strip())
            mark = f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r></w:p>'
            body[-1] = body[-1].removesuffix("</w:p>") + mark
        elif line.startswith("#"):
            centred = '<w:jc w:val="center"/>' if line.startswith("##") else ""
            body.append(p(r(escape(line.lstrip("# ")), "<w:b/>"), centred))
        elif line:
            body.append(p(escape(line)))
    told = (f'<w:footnote w:id="{i}">{p(escape(note))}</w:footnote>' for i, note in enumerate(notes, 1))
    parts = {"footnotes": "".join(told)} if notes else {}
    found = read_docx(docx_bytes("".join(body), **parts))
    assert isinstance(found, Document)
    return found
