"""A block's text as HTML: every character once, escaped, marked where a remark speaks of it."""

import re
from html import unescape

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from vankien.checks import Rendered
from vankien.model import Block, Cell, Document, Place, Revision, Span
from vankien_web.drafts.passage import passage
from vankien_web.drafts.reading import Table, lay_out
from vankien_web.drafts.remarks import Remark

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def remark(number, block, start, end, severity="warning"):
    return Remark(number, "VK401", severity, "Cần xem lại", Rendered("m", "h", "a"), Place(block, start, end))


def read(html):
    """What a reader sees of the text itself: no numbers of remarks, no deleted words."""
    without = re.sub(r'<a class="ref.*?</a>|<del.*?</del>', "", html)
    return unescape(re.sub(r"<[^>]*>", "", without))


def test_text_is_escaped():
    html = passage(Block(0, "a < b & <script>"), (), ())
    assert html == "a &lt; b &amp; &lt;script&gt;"


def test_overlapping_remarks_mark_every_character_they_speak_of():
    block = Block(0, "Tỷ lệ hộ nghèo còn 2,1%", spans=(Span(0, 8, bold=True), Span(8, 23, italic=True)))
    html = passage(block, (remark(1, 0, 0, 14), remark(2, 0, 6, 23, "error")), ())
    assert read(html) == block.text
    assert 'data-remarks="1 2"' in html
    assert 'class="error" data-remarks="2"' in html
    assert [html.count(f'id="m{n}"') for n in (1, 2)] == [1, 1]


def test_tracked_changes_are_shown():
    changes = (
        Revision("insertion", "Ủy viên 01", None, "sáu", 0, 4, 7),
        Revision("deletion", "Ủy viên 02", None, "năm", 0, 4, 4),
    )
    html = passage(Block(0, "Đạt sáu phần"), (), changes)
    assert '<ins title="Ủy viên 01 thêm">sáu</ins>' in html
    assert '<del title="Ủy viên 02 xóa">năm</del>' in html
    assert html.index("<del") < html.index("<ins")
    assert read(html) == "Đạt sáu phần"


def test_a_remark_beyond_the_text_still_has_its_number():
    assert 'id="m1"' in passage(Block(0, "ngắn"), (remark(1, 0, 40, 50),), ())
    assert 'id="m1"' in passage(Block(0, ""), (remark(1, 0, 0, 0),), ())


ranges = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)


@settings(max_examples=150)
@given(st.text("aă<&. ", max_size=12), st.lists(ranges, max_size=3), st.lists(ranges, max_size=3))
def test_every_character_is_shown_once(text, marks, bold):
    spans = tuple(Span(a, b, bold=True) for a, b in bold)
    remarks = [remark(i, 0, a, b) for i, (a, b) in enumerate(marks, start=1)]
    html = passage(Block(0, text, spans=spans), remarks, ())
    assert read(html) == text
    assert all(html.count(f'id="m{r.number}"') == 1 for r in remarks)


def test_tables_keep_spans_and_fill_gaps():
    blocks = (
        Block(0, "Chỉ tiêu", part="table", cell=Cell(0, 0, 0, row_span=2, header=True)),
        Block(1, "Kết quả", part="table", cell=Cell(0, 0, 1, column_span=2, header=True)),
        Block(2, "2019", part="table", cell=Cell(0, 1, 1)),
        Block(3, "Hộ nghèo", part="table", cell=Cell(0, 2, 0)),
        Block(4, "1,2%", part="table", cell=Cell(0, 2, 2)),
        Block(5, "Sau bảng"),
    )
    page = lay_out(Document("docx", blocks), (remark(1, 4, 0, 4),), {})
    table, after = page.chunks[0]
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [2, 2, 3]
    assert (table.rows[0][0].row_span, table.rows[0][1].column_span) == (2, 2)
    assert [bool(slot.paragraphs) for slot in table.rows[2]] == [True, False, True]
    assert [r.number for r in table.remarks] == [1]
    assert after.block.index == 5


def test_headers_and_notes_stand_apart():
    blocks = (Block(0, "Nội dung"), Block(1, "Chú thích", part="footnote"), Block(2, "MẪU", part="header"))
    page = lay_out(Document("docx", (*blocks, Block(3, "MẪU", part="header"))), (), {0: 1})
    assert [p.block.index for p in page.chunks[0]] == [0]
    assert [p.block.index for p in page.notes] == [1]
    assert [p.block.index for p in page.running] == [2]
    assert "heading-1" in page.chunks[0][0].css
