"""Whatever a draft says, the road holds: offsets point at what they quote, sections nest, nothing breaks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vankien import checks
from vankien.model import Block, Document
from vankien.text import clean

# Scraps of real drafts, so that chance meets the rules, and any characters at all.
SCRAPS = (
    "PHẦN THỨ NHẤT", "Phần II", "I.", "1.", "2.1.", "a)", "đ)", "-", "(1)", ":", ";", ".", ",", "“", "”",
    "/", "%", "12", "1.234,5", "99.3%", "1/2", "11/11 chi bộ", "từ 86 đến 88%", "16 tỷ 434 triệu đồng",
    "triệu đồng/người/năm", "năm 2019", "2015 - 2020", "nhiệm kỳ 2020-2025", "đến năm 2025", "so với",
    "tăng", "giảm", "đạt", "trên", "trở lên", "Chủ đề Đại hội", "Phương châm", "HẠN CHẾ", "Nguyên nhân",
    "mục tiêu", "hộ nghèo", "thu nhập bình quân đầu người", "Đảng bộ xã", "lần thứ XXVII", "khóa XXVI",
    "kết nạp", "đảng viên", "chỉ tiêu", "trong đó", "lần lượt là",
)  # fmt: skip
words = st.one_of(st.sampled_from(SCRAPS), st.text(max_size=8))
lines = st.lists(words, min_size=1, max_size=12).map(" ".join).map(clean).filter(bool)


def document_of(texts, parts):
    blocks = (Block(i, text, part) for i, (text, part) in enumerate(zip(texts, parts, strict=True)))
    return Document("txt", tuple(blocks))


documents = st.lists(
    st.tuples(lines, st.sampled_from(["body", "body", "body", "textbox", "footnote"])), max_size=12
).map(lambda rows: document_of([text for text, _ in rows], [part for _, part in rows]))


@settings(deadline=None, max_examples=60)  # a cold start is slow
@given(documents)
def test_every_place_quotes_its_own_characters(document):
    draft = checks.prepare(document, pack="dang-2019", unit="xa-phuong", kind="political_report")
    for figure in draft.figures:
        assert figure.surface == document.blocks[figure.block].text[figure.start : figure.end] != ""
        assert isinstance(figure.value, tuple) == (figure.comparator == "range")
    for finding in checks.run(draft):
        message = checks.render(finding).message
        assert message and "{" not in message.replace(finding.place.quote if finding.place else "", "")
        if finding.place:
            place = finding.place
            assert place.quote == document.blocks[place.block].text[place.start : place.end]


@settings(deadline=None, max_examples=60)  # a cold start is slow
@given(documents)
def test_sections_nest_and_parts_stand_inside_the_draft(document):
    draft = checks.prepare(document, pack="dang-2025", unit="co-quan", kind="political_report")
    for section in draft.sections:
        assert 0 <= section.block < section.end <= len(document.blocks)
        if section.parent is not None:
            above = draft.sections[section.parent]
            assert above.block < section.block < section.end <= above.end
            assert section.level == above.level + 1
    for match in draft.parts.values():
        assert 0 <= match.place.block <= match.start <= match.end <= len(document.blocks)
