# ruff: noqa: E501 - XML and prose as Word stores them
"""Comments: anchors, replies, done."""

from library.word_factory import change, deleted, p, r, read, table, tc, tr


def start(id_: int) -> str:
    return f'<w:commentRangeStart w:id="{id_}"/>'


def end(id_: int) -> str:
    return f'<w:commentRangeEnd w:id="{id_}"/><w:r><w:commentReference w:id="{id_}"/></w:r>'


def comment(id_: int, *paragraphs: str, author: str = "Ủy viên 01") -> str:
    inner = "".join(
        p(f"<w:r><w:annotationRef/></w:r>{r(text)}").replace("<w:p>", f'<w:p w14:paraId="0000{id_}{n}">')
        for n, text in enumerate(paragraphs)
    )
    return f'<w:comment w:id="{id_}" w:author="{author}" w:initials="UV" w:date="2020-02-13T09:00:00Z">{inner}</w:comment>'


def place(body: str, id_: int = 1) -> tuple[int, str] | None:
    found = read(body, comments=comment(id_, "ý kiến")).comments[0].place
    return found and (found.block, found.quote)


def test_comment() -> None:
    document = read(
        p(r("Bổ sung ") + start(1) + r("hộ nghèo") + end(1)), comments=comment(1, "Thiếu", "số liệu")
    )
    found = document.comments[0]
    assert (found.id, found.author, found.initials, found.date) == (
        "1",
        "Ủy viên 01",
        "UV",
        "2020-02-13T09:00:00Z",
    )
    assert found.text == "Thiếu\nsố liệu"
    assert (found.place.block, found.place.start, found.place.end) == (0, 8, 16)  # type: ignore[union-attr]
    assert [b.text for b in document.blocks] == ["Bổ sung hộ nghèo"]


def test_range_over_paragraphs_lies_in_the_first() -> None:
    assert place(p(r("một ") + start(1) + r("hai")) + p("ba") + p(r("bốn") + end(1))) == (0, "hai")


def test_range_that_starts_at_a_paragraphs_end() -> None:
    assert place(p(r("một") + start(1)) + p(r("hai ba") + end(1))) == (1, "hai ba")


def test_point_anchor() -> None:
    document = read(
        p(r("một") + '<w:r><w:commentReference w:id="1"/></w:r>' + r(" hai")), comments=comment(1, "x")
    )
    assert document.comments[0].place.start == document.comments[0].place.end == 3  # type: ignore[union-attr]


def test_anchors_between_paragraphs_and_around_tables() -> None:
    assert place(
        p("trước") + start(1) + table(tr(tc("ô một"), tc("ô hai"))) + '<w:commentRangeEnd w:id="1"/>'
    ) == (1, "ô một")


def test_anchor_in_an_empty_or_deleted_paragraph() -> None:
    assert place(p("a") + p(start(1) + deleted("bỏ") + end(1)) + p("b")) == (1, "")
    assert place(p("a") + p(start(1) + end(1))) == (0, "")


def test_anchor_lost() -> None:
    assert place(p("không có")) is None


def test_anchor_in_inserted_text() -> None:
    assert place(p(r("a ") + change("ins", start(1) + r("thêm") + end(1)))) == (0, "thêm")


def test_replies_and_done() -> None:
    extended = (
        '<w15:commentEx w15:paraId="000011" w15:done="1"/>'
        '<w15:commentEx w15:paraId="000020" w15:paraIdParent="000011" w15:done="0"/>'
    )
    document = read(
        p(start(1) + r("chủ đề") + end(1)),
        comments=comment(1, "Thiếu", "chủ đề") + comment(2, "Đồng ý", author="Ủy viên 02"),
        commentsExtended=extended,
    )
    first, second = document.comments
    assert (first.done, first.parent, second.done, second.parent) == (True, None, False, "1")
    assert second.place == first.place


def test_comment_in_a_note() -> None:
    footnotes = f'<w:footnote w:id="1">{p(start(1) + r("chú thích") + end(1))}</w:footnote>'
    body = p(r("a") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    found = read(body, footnotes=footnotes, comments=comment(1, "x")).comments[0]
    assert (found.place.block, found.place.quote) == (1, "chú thích")  # type: ignore[union-attr]
