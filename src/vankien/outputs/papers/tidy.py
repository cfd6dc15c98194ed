"""What is mended in a filled template: what only the filled text shows."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from vankien.outputs.members import Element
from vankien.outputs.papers.xml import LAYOUT, W

_KEPT = 2  # paragraphs before the signature: the gap and the last sentence
_LONG_ROW = 1800  # characters from which a row may be cut: kept whole it would leave half a page empty


def tidy(root: Element) -> None:
    """Cells keep a paragraph, long rows may break, no signature stands alone, captions describe pictures."""
    for cell in root.iter(_w("tc")):
        if len(cell) == 0 or cell[-1].tag != _w("p"):
            etree.SubElement(cell, _w("p"))
    for mark in list(root.iter(_w("cantSplit"))):
        properties = mark.getparent()
        row = properties.getparent() if properties is not None else None
        if properties is not None and row is not None and _length(row) > _LONG_ROW:
            properties.remove(mark)
    _keep_signature(root)
    for picture in root.iter("{*}docPr"):
        _describe(picture)


def _keep_signature(root: Element) -> None:
    """The signature's table is never alone on a page: the last lines of text go with it."""
    frames = [
        t
        for t in root.iter(_w("tbl"))
        if t.find(f"{_w('tblPr')}/{_w('tblStyle')}[@{_w('val')}='{LAYOUT}']") is not None
    ]
    before = frames[-1].itersiblings(_w("p"), preceding=True) if len(frames) > 1 else iter(())
    for paragraph in islice(before, _KEPT):
        properties = paragraph.find(_w("pPr"))
        if properties is not None and properties.find(_w("keepNext")) is None:
            style = properties.find(_w("pStyle"))
            properties.insert(0 if style is None else 1, properties.makeelement(_w("keepNext"), None, None))


def _length(row: Element) -> int:
    """Of the longest cell: the row is as high as that."""
    return max((sum(len(t.text or "") for t in c.iter(_w("t"))) for c in row.iter(_w("tc"))), default=0)


def _describe(picture: Element) -> None:
    paragraph = next(picture.iterancestors(_w("p")), None)
    caption = paragraph.getnext() if paragraph is not None else None
    if caption is not None and not picture.get("descr"):
        picture.set("descr", "".join(t.text or "" for t in caption.iter(_w("t"))))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"
