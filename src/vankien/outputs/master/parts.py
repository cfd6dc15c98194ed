"""A part beside the main one, found by its relationship or added with its relationship and content type."""

from __future__ import annotations

import posixpath

from lxml import etree

from vankien.outputs.cutting import Element
from vankien.outputs.members import TYPES, Members, rels_of
from vankien.word.package import Package

_OPEN = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OPEN}/package/2006/relationships"
_TYPE_SPACE = f"{_OPEN}/package/2006/content-types"


def part_of(members: Members, package: Package, kind: str, relation: str, content: str) -> str:
    """The name of the main part's `kind` of part; where there is none it is announced, to be put there."""
    main = package.main()
    there = next(iter(package.related(main, kind)), "")
    if there:
        return there
    part = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
    links = members.root(rels_of(main))
    if links is None:
        links = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    used = {e.get("Id") for e in links}
    id = next(f"rIdVk{n}" for n in range(1, len(used) + 2) if f"rIdVk{n}" not in used)
    said = {"Id": id, "Type": relation, "Target": f"{kind}.xml"}
    etree.SubElement(links, f"{{{_RELATIONS}}}Relationship", said)
    members.put(rels_of(main), links)
    _declare(members, part, content)
    return part


def _declare(members: Members, part: str, content: str) -> None:
    types = members.root(TYPES)
    if types is None:
        types = etree.fromstring(f'<Types xmlns="{_TYPE_SPACE}"/>')
    for element in [e for e in types if (e.get("PartName") or "").lstrip("/").lower() == part.lower()]:
        types.remove(element)
    said = {"PartName": f"/{part}", "ContentType": content}
    etree.SubElement(types, f"{{{_TYPE_SPACE}}}Override", said)
    members.put(TYPES, types)


def with_spaces(root: Element, spaces: dict[str, str]) -> Element:
    """The root with these namespaces declared, and older programs told that they may ignore them."""
    mc = f"{_OPEN}/markup-compatibility/2006"
    wanted = {"mc": mc} | spaces
    if all(address in root.nsmap.values() for address in wanted.values()):
        names = {address: prefix for prefix, address in root.nsmap.items()}
    else:
        known = {p: a for p, a in root.nsmap.items() if a not in wanted.values()}
        known |= {p: a for p, a in wanted.items() if a not in known.values()}
        said = {str(k): str(v) for k, v in root.attrib.items()}
        made = etree.Element(root.tag, said, known)  # type: ignore[arg-type]
        made.extend(list(root))
        root, names = made, {address: prefix for prefix, address in known.items()}
    ignored = (root.get(f"{{{mc}}}Ignorable") or "").split()
    ignored += [p for a in spaces.values() if (p := names[a]) and p not in ignored]
    root.set(f"{{{mc}}}Ignorable", " ".join(ignored))
    return root
