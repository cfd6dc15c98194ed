"""A template's .docx: the parts that Word needs and nothing else, with fixed dates."""

from __future__ import annotations

import zipfile
from io import BytesIO

from vankien.outputs.members import info
from vankien.outputs.papers.measures import Measures
from vankien.outputs.papers.styles import styles_xml
from vankien.outputs.papers.xml import OPEN, R, W, twips

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"document": "document.main", "styles": "styles", "settings": "settings", "header1": "header"}
_TYPES = (
    f'<Types xmlns="{OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in _PARTS.items()
    )
    + "</Types>"
)
_RELS = (
    f'<Relationships xmlns="{OPEN}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_WORD_RELS = (
    f'<Relationships xmlns="{OPEN}/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate(
            (("styles", "styles"), ("settings", "settings"), ("header1", "header")), 1
        )
    )
    + "</Relationships>"
)
_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>'
)


def package(body: str, measures: Measures, *, annex: bool = False) -> bytes:
    """The .docx of this body; `annex`: its last pages follow a section of their own (`section`)."""
    header = (
        f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="header"/></w:pPr><w:fldSimple w:instr=" PAGE ">'
        "<w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>"
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        f"{body}{_page(measures, first=not annex)}"
        "</w:body></w:document>",
        "word/_rels/document.xml.rels": _WORD_RELS,
        "word/styles.xml": styles_xml(measures),
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": header,
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(info(name), _HEAD + text)
    return packed.getvalue()


def section(measures: Measures) -> str:
    """The end of the pages so far, before an annex."""
    return f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{_page(measures)}</w:pPr></w:p>'


def _page(measures: Measures, *, first: bool = True) -> str:
    """A section; on a paper's first page no page number, where the format begins with the second."""
    (width, height), margins = measures.page, measures.margins
    number = measures.rule("page_number")
    edges = " ".join(f'w:{side}="{twips(length)}"' for side, length in margins.items())
    turned = ' w:orient="landscape"' if measures.wide else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar {edges} w:header="{twips(number.get("from_top", 10))}" w:footer="567" w:gutter="0"/>'
        + ("<w:titlePg/>" if first and number.get("first", 2) > 1 else "")
        + "</w:sectPr>"
    )
