"""Native Word comments added to a .docx: the main part, comments.xml, its relationship and content type."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from vankien.outputs.cutting import Element
from vankien.outputs.marking import Marker, Span
from vankien.outputs.members import TYPES, Members, rels_of, rewritten
from vankien.outputs.plain import writable

AUTHOR, INITIALS = "Văn kiện", "VK"
_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_RELATIONS = f"{_OPEN}/package/2006/relationships"
_TYPE_SPACE = f"{_OPEN}/package/2006/content-types"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Remark(NamedTuple):
    """A comment to be: where, and its paragraphs."""

    span: Span
    paragraphs: list[str]


def add_comments(source: Path, target: Path, remarks: Sequence[Remark], date: str | None = None) -> None:
    """Copy `source` to `target` with these comments; every part that need not change is copied as it is."""
    with rewritten(source, target) as (members, package):
        main = package.main()
        part = next(iter(package.related(main, "comments")), "")
        root = members.root(main)
        if remarks and root is not None:
            _comment(members, root, main, part, remarks, date)


def _comment(
    members: Members, root: Element, main: str, part: str, remarks: Sequence[Remark], date: str | None
) -> None:
    marker = Marker(root)
    space = marker.space
    comments = members.root(part) if part else None
    if comments is None:
        comments = etree.Element(f"{space}comments", None, {"w": space[1:-1]})
    if not part:
        part = posixpath.join(posixpath.dirname(main), "comments.xml")
        _relate(members, main, space)
        _declare(members, part)
    first = _free_id((root, comments), space)
    for number, remark in enumerate(remarks, start=first):
        marker.mark(remark.span, str(number))
        comments.append(_comment_element(comments, str(number), remark.paragraphs, date))
    members.put(main, root)
    members.put(part, comments)


def _free_id(roots: tuple[Element, Element], space: str) -> int:
    marks = ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
    used = (e.get(f"{space}id", "") for root in roots for e in root.iter(*(space + m for m in marks)))
    return max((int(id) for id in used if re.fullmatch(r"\d{1,9}", id)), default=-1) + 1


def _comment_element(comments: Element, id: str, paragraphs: list[str], date: str | None) -> Element:
    space = str(comments.tag).partition("}")[0] + "}"
    attributes = {f"{space}id": id, f"{space}author": AUTHOR, f"{space}initials": INITIALS}
    if date:
        attributes[f"{space}date"] = date
    comment = comments.makeelement(f"{space}comment", attributes, None)
    for number, words in enumerate(paragraphs):
        paragraph = etree.SubElement(comment, f"{space}p")
        run = etree.SubElement(paragraph, f"{space}r")
        if not number:
            etree.SubElement(etree.SubElement(run, f"{space}rPr"), f"{space}b")
        text = etree.SubElement(run, f"{space}t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = writable(words)
    return comment


def _relate(members: Members, main: str, space: str) -> None:
    part = rels_of(main)
    root = members.root(part)
    if root is None:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    used = {e.get("Id") for e in root}
    id = next(f"rIdVk{n}" for n in range(1, len(used) + 2) if f"rIdVk{n}" not in used)
    kind = f"{_STRICT}/officeDocument" if _STRICT in space else f"{_OPEN}/officeDocument/2006"
    attributes = {"Id": id, "Type": f"{kind}/relationships/comments", "Target": "comments.xml"}
    etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
    members.put(part, root)


def _declare(members: Members, part: str) -> None:
    root = members.root(TYPES)
    if root is None:
        root = etree.fromstring(f'<Types xmlns="{_TYPE_SPACE}"/>')
    for element in list(root):
        if (element.get("PartName") or "").lstrip("/").lower() == part.lower():
            root.remove(element)
    etree.SubElement(root, f"{{{_TYPE_SPACE}}}Override", {"PartName": f"/{part}", "ContentType": _CONTENT})
    members.put(TYPES, root)
