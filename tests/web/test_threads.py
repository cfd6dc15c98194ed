"""Comments that the file brought with it stand beside their passages, apart from the findings."""

import pytest
from django.utils import translation

from vankien.model import Block, Comment, Document, Place
from vankien_web.drafts.reading import lay_out
from vankien_web.drafts.threads import Said, threads

FIRST = Comment(
    "0", "Ủy viên 01", "U1", "2020-02-10T08:30:00Z", "Xem lại số liệu.", Place(1, 0, 4, "I", "Đạt")
)
REPLY = Comment("1", "Văn phòng", "VP", None, "Đã xem.", None, parent="0")
LOST = Comment("2", "", "", "hôm qua", "Chung chung.", None)


def document(*comments):
    return Document("docx", (Block(0, "I. Kết quả"), Block(1, "Đạt 9%.")), comments=comments)


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def test_a_reply_stands_under_what_it_answers():
    first, lost = threads(document(FIRST, LOST, REPLY))
    assert first.said == (
        Said("Ủy viên 01", "10/02/2020 08:30", "Xem lại số liệu."),
        Said("Văn phòng", "", "Đã xem."),
    )
    assert first.place == FIRST.place
    assert lost.said == (Said("", "", "Chung chung."),)


def test_replies_that_answer_each_other_lose_nothing():
    one, two = (Comment(i, "A", "", None, i, None, parent=p) for i, p in (("x", "y"), ("y", "x")))
    assert sorted(s.text for t in threads(document(one, two)) for s in t.said) == ["x", "y"]


def test_the_machines_own_remarks_are_no_comments_unless_answered():
    alone = Comment("7", "Văn kiện", "VK", None, "VK201. Dự thảo chưa có chủ đề đại hội.", None)
    answered = Comment("8", "Văn kiện", "VK", None, "VK203.", None)
    answer = Comment("9", "Ủy viên 01", "U1", None, "Đã bổ sung.", None, parent="8")
    (thread,) = threads(document(alone, answered, answer))
    assert [s.text for s in thread.said] == ["VK203.", "Đã bổ sung."]


def test_a_comment_stands_beside_its_passage_and_a_lost_one_above_the_text():
    page = lay_out(document(FIRST, LOST), (), {})
    heading, passage = page.chunks[0]
    assert heading.threads == ()
    assert [t.said[0].text for t in passage.threads] == ["Xem lại số liệu."]
    assert [t.said[0].text for t in page.loose_threads] == ["Chung chung."]
    assert (page.threads, page.rail) == (2, True)


@pytest.mark.django_db
def test_the_page_shows_them_escaped_and_apart_from_findings(client, bring, work, commented):
    address = bring(commented, "góp ý.docx")
    work()
    page = client.get(address).content.decode()
    assert page.count('class="thread"') == 1
    assert "Ủy viên &lt;02&gt;" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert 'data-filter="comment"' in page
    assert "Không phát hiện điểm nào" not in page
