"""The paragraph styles of a paper, in the format's sizes: an office changes one, and all its lines follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vankien.outputs.papers.measures import Measures
from vankien.outputs.papers.xml import LAYOUT, W, twips

_FIRST_LINE = 10.0
_INSET = f'w:left="{twips(10)}" w:right="{twips(10)}"'
_WORDS_OWN = ("Title", "Subtitle", "Body Text", "caption", "header", "heading 1", "heading 2", "heading 3")


class Style(NamedTuple):
    """A paragraph style. `shape`: more of `w:pPr`, in Word's order; `size` in points, None as the base."""

    id: str
    name: str
    size: float | None = None
    bold: bool = False
    italic: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    indent: str = ""
    keep: bool = False
    level: int | None = None
    line: str = ""
    underlined: bool = False
    caps: bool = False


def styles_xml(measures: Measures) -> str:
    """The whole part."""
    font, size = measures.font, measures.size("body")
    face = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{face}{_size(size)}"
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )
    base = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    drawn = "".join(_style(s) for s in (*_frame(measures), *_body(measures), *_tables(measures)))
    return f'<w:styles xmlns:w="{W}">{defaults}{base}{drawn}{_TABLES}</w:styles>'


def _frame(m: Measures) -> Iterator[Style]:
    """What stands around the text."""
    yield Style(
        "National", "Quốc hiệu", m.size("national_header"), m.flag("national_header", "bold"), align="center"
    )
    if m.rule("national_motto"):
        yield Style(
            "Motto", "Tiêu ngữ", m.size("national_motto"), m.flag("national_motto", "bold"), align="center"
        )
    yield Style("Superior", "Cơ quan cấp trên", m.size("superior_body"), align="center")
    yield Style("IssuingBody", "Cơ quan ban hành", m.size("issuing_body"), bold=True, align="center")
    yield Style("Star", "Dấu sao", m.size("issuing_body"), bold=True, align="center")
    yield Style("Number", "Số và ký hiệu", m.size("number"), align="center", before=2)
    yield Style("DraftMark", "Dấu dự thảo", m.size("number"), align="center", before=2, italic=True)
    yield Style("PlaceDate", "Địa danh và ngày", m.size("place_date"), italic=True, align="center", before=2)
    yield Style("Rule", "Đường kẻ", 2, line='w:line="60" w:lineRule="exact"')
    yield Style(
        "Title", "Title", m.size("kind_title"), bold=True, align="center", before=18, indent=_INSET, keep=True
    )
    yield Style(
        "Subtitle", "Subtitle", m.size("subject"), bold=True, align="center", indent=_INSET, keep=True
    )
    yield Style("Separator", "Gạch dưới trích yếu", m.size("subject"), bold=True, align="center", after=10)
    mark = m.size("signature", "mark_size")
    yield Style("Authority", "Quyền hạn", mark, m.flag("signature", "mark_bold"), align="center", keep=True)
    yield Style("Post", "Chức vụ người ký", mark, m.flag("signature", "post_bold"), align="center", keep=True)
    yield Style("Signed", "Chỗ ký", mark, align="center", before=54, keep=True)
    yield Style("SignerName", "Họ tên người ký", mark, m.flag("signature", "name_bold"), align="center")
    title = m.rule("recipients")
    yield Style(
        "RecipientsTitle", "Nơi nhận", m.size("recipients", "title_size"), bool(title.get("title_bold")),
        bool(title.get("title_italic")), underlined=bool(title.get("title_underline")), keep=True,
    )  # fmt: skip
    yield Style("Recipients", "Danh sách nơi nhận", m.size("recipients", "list_size"))


def _body(m: Measures) -> Iterator[Style]:
    """The text: headings are Word's own, so that its navigation finds them."""
    rule, size = m.rule("body"), m.size("body")
    first = rule.get("first_line", _FIRST_LINE)
    indent = f'w:firstLine="{twips(first if isinstance(first, int | float) else first[0])}"'
    line = _line(m)
    gap = float(rule.get("space_between", 6))
    heading = m.size("part_heading")
    yield Style("BodyText", "Body Text", size, align="both", indent=indent, after=gap, line=line)
    yield Style("ListItem", "Dòng liệt kê", size, align="both", indent=indent, after=gap / 2, line=line)
    yield Style("BeforeSignature", "Trước chữ ký", 6, after=gap, keep=True)
    yield Style("Centred", "Giữa dòng", size, align="center", after=gap, line=line)
    yield Style("Author", "Tác giả", size, bold=True, align="right", before=gap)
    yield Style("Caption", "caption", size - 1, italic=True, align="center", before=3, after=gap)
    yield Style("Picture", "Ảnh", size, align="center", before=gap, keep=True)
    for level in (1, 2, 3):
        yield Style(
            f"Heading{level}", f"heading {level}", heading, bold=True, italic=level == 3, align="both",
            indent=indent, before=gap, after=gap, keep=True, level=level - 1, line=line, caps=level == 1,
        )  # fmt: skip


def _tables(m: Measures) -> Iterator[Style]:
    small = m.size("recipients", "list_size")
    yield Style("TableText", "Chữ trong bảng", small, before=2, after=2)
    yield Style("TableCentre", "Số trong bảng", small, align="center", before=2, after=2)
    yield Style("TableHead", "Đầu bảng", small, bold=True, align="center", before=2, after=2, keep=True)
    yield Style("TableGroup", "Nhóm trong bảng", small, bold=True, before=2, after=2, keep=True)
    yield Style("AfterTable", "Sau bảng", 6)
    number = m.rule("page_number").get("size")
    yield Style("header", "header", number[0] if number else m.size("body"), align="center")


def _line(m: Measures) -> str:
    rule = m.rule("body")
    if "line" in rule:
        return f'w:line="{round(rule["line"][0] * 20)}" w:lineRule="exact"'
    return f'w:line="{round(rule.get("line_multiple", [1])[0] * 240)}" w:lineRule="auto"'


def _style(s: Style) -> str:
    keep = "<w:keepNext/>" if s.keep else ""
    indent = f"<w:ind {s.indent}/>" if s.indent else ""
    level = f'<w:outlineLvl w:val="{s.level}"/>' if s.level is not None else ""
    spacing = f'<w:spacing w:before="{round(s.before * 20)}" w:after="{round(s.after * 20)}" {s.line}/>'
    look = ("<w:b/>" if s.bold else "") + ("<w:i/>" if s.italic else "") + ("<w:caps/>" if s.caps else "")
    look += _size(s.size) if s.size else ""
    look += '<w:u w:val="single"/>' if s.underlined else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(s.name not in _WORDS_OWN)}" '
        f'w:styleId="{s.id}"><w:name w:val="{s.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}{spacing}{indent}<w:jc w:val="{s.align}"/>{level}</w:pPr>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
_TABLES = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    f"{_SIDES}</w:tblBorders>{_MARGINS.format(85)}</w:tblPr></w:style>"
    f'<w:style w:type="table" w:customStyle="1" w:styleId="{LAYOUT}">'
    '<w:name w:val="Khung trình bày"/><w:tblPr>'
    f"{_MARGINS.format(0)}</w:tblPr></w:style>"
)
