"""Redlines written and settled: accepted or rejected as the standard says, not by the product's own code."""

import re
import zipfile
from collections import Counter

from lxml import etree

from vankien.compare import compare
from vankien.compare.tokens import key_of
from vankien.outputs.redline import AUTHOR, redline
from vankien.word import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INS, GONE = ("ins", "moveTo"), ("del", "moveFrom")
_PART = re.compile(r"word/[a-z]+\d*\.xml")


def settled(data, kept, gone, author=None):
    """A part with all changes of an author, or of all, accepted or rejected."""
    root = etree.fromstring(data)

    def chosen(element):
        return author in (None, element.get(W + "author"))

    def marked(element, where):
        return any(chosen(e) for name in gone for e in element.findall(f"{W}{where}/{W}{name}"))

    for row in [row for row in root.iter(W + "tr") if marked(row, "trPr")]:
        row.getparent().remove(row)
    for table in [t for t in root.iter(W + "tbl") if t.find(W + "tr") is None]:
        table.getparent().remove(table)
    ended = [one for one in root.iter(W + "p") if marked(one, f"pPr/{W}rPr")]
    for change in filter(chosen, list(root.iter(W + "pPrChange"))):
        form(change, back=kept == GONE)
    for element in filter(chosen, [e for name in (*gone, *kept) for e in root.iter(W + name)]):
        parent = element.getparent()
        content = list(element) if element.tag in {W + name for name in kept} else []
        parent[parent.index(element) : parent.index(element) + 1] = content
    for text in list(root.iter(W + "delText")):
        if next(text.iterancestors(W + "del", W + "moveFrom"), None) is None:
            text.tag = W + "t"
    for paragraph in ended:
        join(paragraph, paragraph.getnext())
    return root


def form(change, *, back):
    """A paragraph's form as it is, or as it was before a tracked change."""
    properties = change.getparent()
    properties.remove(change)
    if back:
        properties[:] = [*change[0], *(e for e in properties if e.tag in (W + "rPr", W + "sectPr"))]


def join(paragraph, after):
    inside = [e for e in paragraph if e.tag != W + "pPr"]
    if after is not None and after.tag == W + "p":
        at = 1 if len(after) and after[0].tag == W + "pPr" else 0
        after[at:at] = inside
        paragraph.getparent().remove(paragraph)
    elif not inside and len(paragraph.getparent().findall(W + "p")) > 1:
        paragraph.getparent().remove(paragraph)


def texts(path, kept, gone, folder, author=None):
    """What the file says with all changes in all its parts accepted or rejected."""
    target = folder / "settled.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if _PART.fullmatch(info.filename):
                data = etree.tostring(settled(data, kept, gone, author))
            new.writestr(info.filename, data)
    return said(target)


def said(path):
    return [key_of(block.text) for block in read(path, name="settled").blocks]


def tracked(old_file, new_file, folder):
    old, new = read(old_file, name="old"), read(new_file, name="new")
    target = folder / "redline.docx"
    left = redline(new_file, old, new, compare(old, new), target, date="2020-02-13T08:00:00Z")
    assert not left
    return old, new, target


def settles(old_file, new_file, folder, *authors):
    """Accepted it is the new text; rejected, by all or by one of `authors` alone, the old one."""
    old, new, target = tracked(old_file, new_file, folder)
    assert texts(target, INS, GONE, folder) == [key_of(b.text) for b in new.blocks]
    before = [key_of(b.text) for b in old.blocks]
    assert before in [texts(target, GONE, INS, folder, author) for author in (None, *authors)]
    assert not nested(target)
    return target


def settles_with_marks(old_file, new_file, folder):
    """Rejected by all it is the old text; whatever others did is still there."""
    target = settles(old_file, new_file, folder)
    assert marks(new_file) == marks(target)
    return target


def nested(path):
    """Insertions within insertions, which Word does not know ([MS-OE376] 2.1.341)."""
    inside = [W + name for name in INS]
    with zipfile.ZipFile(path) as package:
        roots = [etree.fromstring(package.read(n)) for n in package.namelist() if _PART.fullmatch(n)]
    found = (e for root in roots for e in root.iter(*inside))
    return [e for e in found if next(e.iterancestors(*inside), None) is not None]


def marks(path):
    """What others than we have tracked: kind, author, what it holds."""
    found = Counter()
    with zipfile.ZipFile(path) as package:
        for name in filter(_PART.fullmatch, package.namelist()):
            for e in etree.fromstring(package.read(name)).iter(*(W + kind for kind in (*INS, *GONE))):
                words = "".join(t.text or "" for t in e.iter(W + "t", W + "delText"))
                found[e.tag, e.get(W + "author"), words] += e.get(W + "author") != AUTHOR
    return +found
