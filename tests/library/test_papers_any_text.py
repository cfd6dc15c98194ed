"""Whatever people write comes out as they wrote it: never a tag, never broken XML."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from library.paper_factory import NOTICE, OPINIONS, paper
from vankien.outputs.papers import make, verify
from vankien.outputs.papers.conclusion import Part, Sentence
from vankien.outputs.papers.opinions import DraftOpinions, Heading, OpinionRow

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
ANYTHING = st.text(
    st.one_of(
        st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "{}%#&<>\"'_|\a\t\n\r\x0b\x0c\u2028 …–0123456789"),
        st.characters(),
    ),
    max_size=80,
)
TAGS = st.sampled_from(
    ("{{ hoi_nghi }}", "{%p endfor %}", "{%tr for x in y %}", "{{r x}}", "{_{ x }_}", "{%", "}}")
)
TRICKS = st.sampled_from(("{#", "</w:t>", "&amp;", "{% raw %}", "&#123;{", "]]>", "\x00\x07", "\ufffe"))
WRITTEN = st.lists(st.one_of(TAGS, TRICKS, ANYTHING), max_size=4).map("".join)
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")


def seen(text: str) -> str:
    """What of a text can be seen."""
    return _UNSEEN.sub("", text)


@settings(max_examples=40, deadline=None)
@given(WRITTEN, WRITTEN)
def test_any_text_is_contained_in_the_paper_as_it_was_written(first, second):
    parts = (Part(f"Một{first}", (Sentence(1, f"đầu{second}cuối"),)),)
    data = make(paper("thong-bao-ket-luan", subject=f"về{second}", content=replace(NOTICE, parts=parts)))
    text = seen("".join(p.text for p in docx.Document(BytesIO(data)).paragraphs))
    assert seen(f"Một{first}") in text and seen(f"đầu{second}cuối") in text
    assert verify(data).unaltered


@settings(max_examples=25, deadline=None)
@given(WRITTEN, WRITTEN)
def test_any_text_in_a_table(opinion, giver):
    rows = (OpinionRow(f"x{opinion}y", "Khác", giver), OpinionRow("sau"))
    drafts = (DraftOpinions("Dự thảo", (Heading("Chung", rows),)),)
    data = make(paper("tong-hop-y-kien", content=replace(OPINIONS, drafts=drafts)))
    table = docx.Document(BytesIO(data)).tables[1]
    assert [seen(row.cells[2].text) for row in table.rows[2:]] == [seen(f"x{opinion}y"), "sau"]
    assert seen(table.rows[2].cells[4].text) == seen(giver)


def test_each_line_is_a_paragraph_of_its_own():
    parts = (Part("Phần", (Sentence(1, "dòng một\ndòng hai\r\n\tdòng ba"),)),)
    data = make(paper("thong-bao-ket-luan", content=replace(NOTICE, parts=parts)))
    text = [p.text for p in docx.Document(BytesIO(data)).paragraphs]
    at = text.index("1. dòng một")
    assert text[at : at + 3] == ["1. dòng một", "dòng hai", "\tdòng ba"]


def test_letters_keep_the_form_in_which_they_were_typed():
    decomposed = unicodedata.normalize("NFD", "Thống nhất ý kiến")
    data = make(paper("giay-moi", subject=decomposed))
    assert decomposed in [p.text for p in docx.Document(BytesIO(data)).paragraphs]
