"""A paper's data → its Word file. The same data give the same bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from vankien.outputs.members import TYPES, Members, info, rels_of
from vankien.outputs.papers.fields import context
from vankien.outputs.papers.fill import fill, plain
from vankien.outputs.papers.forms import FORMS
from vankien.outputs.papers.letterhead import frame
from vankien.outputs.papers.measures import measures
from vankien.outputs.papers.model import Paper
from vankien.outputs.papers.stamp import custom_properties
from vankien.outputs.papers.template import examine, fill_office
from vankien.outputs.papers.template import template as shipped
from vankien.outputs.papers.tidy import tidy
from vankien.outputs.papers.xml import OPEN
from vankien.word.package import Package

_PACKAGE = f"{OPEN}/package/2006"
_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_ADDED = {
    _CORE: (
        f"{_PACKAGE}/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    _CUSTOM: (
        f"{OPEN}/officeDocument/2006/relationships/custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
}


def make(paper: Paper, template: bytes | None = None) -> bytes:
    """The .docx. `template`: an office's own; else the shipped one of the issuer's format.

    Raises PaperError for a template or a picture that cannot be used, packs.PackError for an unknown format.
    """
    form = FORMS[paper.form]
    if not isinstance(paper.content, form.content):
        raise TypeError(f"{form.id} is made of {form.content.__name__}")
    page = measures(paper.issuer.format, form.wide)
    words = context(frame(paper, page)) | context(paper.content)
    if template is None:
        filled = fill(shipped(form.id, page.format.id, paper.issuer.body.upper()), words)
    else:
        examine(form.id, template)
        filled = fill_office(template, words)
    return _finished(filled, paper)


def _finished(filled: bytes, paper: Paper) -> bytes:
    """Tidied, with the paper's own properties and its stamp; every member with the same date."""
    with zipfile.ZipFile(BytesIO(filled)) as archive:
        members = Members(archive)
        main = Package(filled).main()
        root = members.root(main)
        assert root is not None  # noqa: S101 - docxtpl has just written it
        tidy(root)
        members.put(main, root)
        body = _packed(members, zipfile.ZIP_STORED)
    with zipfile.ZipFile(BytesIO(body)) as archive:
        members = Members(archive)
        _add(members, _CORE, _core(paper))
        _add(members, _CUSTOM, custom_properties(Package(body), paper))
        return _packed(members)


def _packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for entry, data in members.all():
            archive.writestr(info(entry.filename), data, method)
    return packed.getvalue()


def _add(members: Members, part: str, xml: str) -> None:
    """Put a part of the package itself, related and declared once."""
    kind, content = _ADDED[part]
    members.put(part, etree.fromstring(xml.encode()))
    links, types = members.root(rels_of("")), members.root(TYPES)
    assert links is not None and types is not None  # noqa: S101 - no package without them
    for element in [e for e in links if e.get("Type") == kind]:
        links.remove(element)
    for element in [e for e in types if (e.get("PartName") or "").lstrip("/") == part]:
        types.remove(element)
    attributes = {"Id": f"rIdVk{list(_ADDED).index(part)}", "Type": kind, "Target": part}
    etree.SubElement(links, f"{{{_PACKAGE}/relationships}}Relationship", attributes)
    attributes = {"PartName": f"/{part}", "ContentType": content}
    etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override", attributes)
    members.put(rels_of(""), links)
    members.put(TYPES, types)


def _core(paper: Paper) -> str:
    """Title, issuer, language; dated as the paper is, not at all before it is."""
    title = f"{FORMS[paper.form].name()}: {paper.subject}" if paper.subject else FORMS[paper.form].name()
    kind = 'xsi:type="dcterms:W3CDTF"'
    days = "".join(
        f"<dcterms:{name} {kind}>{paper.dated.isoformat()}T00:00:00Z</dcterms:{name}>"
        for name in ("created", "modified")
        if paper.dated
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{plain(title)}</dc:title><dc:creator>{plain(paper.issuer.body)}</dc:creator>"
        f"<cp:lastModifiedBy>{plain(paper.issuer.body)}</cp:lastModifiedBy>"
        f"<dc:language>vi-VN</dc:language>{days}</cp:coreProperties>"
    )
