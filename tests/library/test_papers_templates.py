"""Templates: what an office may write in one, what is wrong told in one sentence, and nothing else done."""

import time
import zipfile
from io import BytesIO

import docx
import pytest

from library.paper_factory import DAYS, PARTY_2020, STATE, paper
from library.test_papers_verify import changed
from vankien.outputs.papers import FORMS, PaperError, check_template, make, template, verify

HEAD = "{{ hoi_nghi }}"


def words(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes:
    """A template that an office typed from nothing; `rows`: of a table of one column at the end."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), 1)
        for row, text in zip(table.rows, rows, strict=True):
            row.cells[0].text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(data: bytes) -> list[str]:
    document = docx.Document(BytesIO(data))
    return [p.text for p in document.paragraphs] + [
        c.text for t in document.tables for r in t.rows for c in r.cells
    ]


@pytest.mark.parametrize("format", DAYS)
@pytest.mark.parametrize("form", FORMS)
def test_the_shipped_template_is_one_that_an_office_may_hand_back(form, format):
    shipped = template(form, format)
    assert check_template(form, shipped) is None
    given = paper(form, format)
    assert [t for t in text_of(make(given, shipped)) if t] == [t for t in text_of(make(given)) if t]


def test_an_edited_template_is_used_and_still_verified():
    edited = changed(template("giay-moi", PARTY_2020), ("trân trọng kính mời", "kính mời"))
    data = make(paper("giay-moi"), edited)
    assert "Thường trực Thành ủy kính mời:" in text_of(data)
    assert verify(data).unaltered and data == make(paper("giay-moi"), edited)


def test_a_tag_that_word_has_cut_into_runs_is_still_one():
    document = docx.Document()
    paragraph = document.add_paragraph("Họp: {{ ho")
    paragraph.add_run("i_ng").bold = True
    paragraph.add_run("hi }} ngày {").italic = True
    paragraph.add_run("{ ngay_hop }}")
    out = BytesIO()
    document.save(out)
    assert check_template("thong-bao-ket-luan", out.getvalue()) is None
    assert "ngày 13/02/2020" in text_of(make(paper("thong-bao-ket-luan"), out.getvalue()))[0]


def test_loops_and_conditions():
    made = make(
        paper("tiep-thu-giai-trinh"),
        words(
            "{% if so_giai_trinh %}Có giải trình{% else %}Không{% endif %}: {{ cac_yeu_cau|length }}",
            "{%p for y in cac_yeu_cau %}",
            "{{ y.stt }}/{{ y.la_ma }} {{ y.ma }}{% if not loop.last %};{% endif %}",
            "{%p endfor %}",
            rows=("Đầu bảng", "{%tr for y in cac_yeu_cau %}", "{{ y.ma }}", "{%tr endfor %}"),
        ),
    )
    assert text_of(made) == ["Có giải trình: 2", "1/I YC-01;", "2/II YC-02", "Đầu bảng", "YC-01", "YC-02"]


@pytest.mark.parametrize(
    ("paragraphs", "named"),
    [
        (("{{ hoi_ngh }}",), ("{{ hoi_ngh }}", "hoi_nghi")),
        (("{{ xyz_qwerty }}",), ("xyz_qwerty", "các trường dùng được", "noi_nhan")),
        (("{{ hoi_nghi",), ("{{ hoi_nghi", "ngoặc")),
        (("hoi_nghi }}",), ("ngoặc",)),
        (("{% for c in cac_phan",), ("{% for c in cac_phan",)),
        (("Ngày {", "{ ngay_hop }}"), ("ngoặc",)),
        (("{%p for p in cac_phan %}", "{{ p.tieu_de }}"), ("{%p for p in cac_phan %}", "endfor")),
        (("{%p if trich_yeu %}", HEAD), ("endif",)),
        (("{%p endfor %}",), ("{%p endfor %}", "thẻ mở")),
        (("{%p for p in cac_phan %}", HEAD, "{%p endif %}"), ("{%p endif %}",)),
        (("{% for p in cac_phan %}", HEAD, "{% endfor %}"), ("{% endfor %}", "cùng đoạn")),
        (("Các phần: {%p for p in cac_phan %}", "{%p endfor %}"), ("một mình",)),
        (("{%tr for p in cac_phan %}", "{%tr endfor %}"), ("một mình",)),
        (("{{ cac_phan }}",), ("danh sách", "for x in cac_phan")),
        (("{{ nguoi_ky }}",), ("nguoi_ky", "ho_ten")),
        (("{%p for p in hoi_nghi %}", "{%p endfor %}"), ("danh sách",)),
        (("{%p for p in cac_phan %}", "{{ p.ten_phan }}", "{%p endfor %}"), ("{{ p.ten_phan }}",)),
        (
            ("{%p for p in cac_phan %}", "{%p for q in cac_phan %}", HEAD, "{%p endfor %}", "{%p endfor %}"),
            ("p.",),
        ),
        (("{{ ''.__class__ }}",), ("viết chưa đúng",)),
        (("{{ hoi_nghi.__class__ }}",), ("__class__",)),
        (("{{ range(9) }}",), ("viết chưa đúng",)),
        (("{{ hoi_nghi * 99999 }}",), ("viết chưa đúng",)),
        (("{% include 'x' %}",), ("viết chưa đúng",)),
        (("{% set x = 1 %}",), ("viết chưa đúng",)),
        (("{# ghi chú #}",), ("{# ghi chú #}",)),
        ((HEAD,) * 501, ("500",)),
    ],
)
def test_a_wrong_tag_is_named(paragraphs, named):
    told = check_template("thong-bao-ket-luan", words(*paragraphs))
    assert told is not None and all(name in told for name in named), told
    assert "\n" not in told and told.endswith((".", "?"))
    with pytest.raises(PaperError):
        make(paper("thong-bao-ket-luan"), words(*paragraphs))


@pytest.mark.parametrize("data", [b"", b"Xin chao", b"PK\x05\x06" + bytes(18), b"%PDF-1.4\n"])
def test_what_is_no_word_file_is_told(data):
    assert ".docx" in (check_template("bien-ban", data) or "")


BODY = "<w:body>"


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        (
            BODY,
            BODY + '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
            "chưa duyệt",
        ),
        (BODY, BODY + '<w:p><w:bookmarkStart w:id="1" w:name="{{ hoi_nghi }}"/></w:p>', "thuộc tính"),
        (
            BODY,
            BODY + "<w:p><w:r><w:instrText>INCLUDETEXT {{ hoi_nghi }}</w:instrText></w:r></w:p>",
            "mã trường",
        ),
    ],
)
def test_what_does_not_belong_in_a_template_is_told(before, after, named):
    told = check_template("bien-ban", changed(template("bien-ban", PARTY_2020), (before, after)))
    assert named in (told or "")


@pytest.mark.parametrize(
    ("kind", "target", "named"),
    [
        ("attachedTemplate", "http://ngoai.example/x.dotm", "lạ"),
        ("image", "http://ngoai.example/x.png", "bên ngoài"),
    ],
)
def test_nothing_from_elsewhere(kind, target, named):
    link = (
        '<Relationship Id="rId99" TargetMode="External" Target="'
        + target
        + '" Type="http://schemas.openxmlformats'
        ".org/officeDocument/2006/relationships/" + kind + '"/></Relationships>'
    )
    data = changed(
        template("bien-ban", STATE), ("</Relationships>", link), part="word/_rels/document.xml.rels"
    )
    assert named in (check_template("bien-ban", data) or "")


def test_a_hostile_template_is_answered_soon():
    start = time.process_time()
    for text in ("{{tr " * 100_000, "{" * 200_000, "{%p for " * 50_000, "{{ hoi_nghi }}" * 20_000):
        assert check_template("thong-bao-ket-luan", words(text)) is not None
    assert time.process_time() - start < 5


def test_a_bomb_is_not_unpacked():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * (80 << 20))
    assert check_template("bien-ban", out.getvalue()) is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("document.main+xml", "template.main+xml"),  # a .dotx by another name
        ("document.main+xml", "nothing+xml"),
    ],
)
def test_a_file_that_only_word_can_open_is_told(before, after):
    data = changed(template("bien-ban", PARTY_2020), (before, after), part="[Content_Types].xml")
    assert ".docx" in (check_template("bien-ban", data) or "")
    with pytest.raises(PaperError):
        make(paper("bien-ban"), data)
