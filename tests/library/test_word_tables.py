"""Tables: cells in order, merges, nesting, tracked rows."""

from library.word_factory import change, deleted, p, r, read, table, tc, texts, tr


def test_cells_in_reading_order() -> None:
    body = p("trước") + table(tr(tc("a"), tc("b")), tr(tc(p("c") + p("d")), tc(p()))) + p("sau")
    document = read(body)
    assert [(b.text, b.part) for b in document.blocks] == [
        ("trước", "body"), ("a", "table"), ("b", "table"), ("c", "table"), ("d", "table"), ("sau", "body"),
    ]  # fmt: skip
    cell = document.blocks[3].cell
    assert cell is not None
    assert (cell.table, cell.row, cell.column) == (0, 1, 0)
    assert document.blocks[5].cell is None


def test_vertical_merge() -> None:
    body = table(
        tr(tc("gộp", '<w:vMerge w:val="restart"/>'), tc("1")),
        tr(tc("thừa", "<w:vMerge/>"), tc("2")),
        tr(tc("thừa", '<w:vMerge w:val="continue"/>'), tc("3")),
        tr(tc("riêng"), tc("4")),
    )
    document = read(body)
    assert [b.text for b in document.blocks] == ["gộp", "1", "2", "3", "riêng", "4"]
    assert document.blocks[0].cell.row_span == 3  # type: ignore[union-attr]


def test_two_merges_one_below_the_other() -> None:
    body = table(
        tr(tc("một", '<w:vMerge w:val="restart"/>')),
        tr(tc("", "<w:vMerge/>")),
        tr(tc("hai", '<w:vMerge w:val="restart"/>')),
        tr(tc("", "<w:vMerge/>")),
    )
    assert [(b.text, b.cell.row, b.cell.row_span) for b in read(body).blocks] == [
        ("một", 0, 2),
        ("hai", 2, 2),
    ]  # type: ignore[union-attr]


def test_a_continuation_of_nothing_shows() -> None:
    assert texts(table(tr(tc("vẫn thấy", "<w:vMerge/>")))) == ["vẫn thấy"]


def test_horizontal_merges() -> None:
    body = table(
        tr(tc("rộng", '<w:gridSpan w:val="2"/>'), tc("c")),
        tr(tc("cũ", '<w:hMerge w:val="restart"/>'), tc("thừa", "<w:hMerge/>"), tc("d")),
        tr(tc("e"), properties='<w:gridBefore w:val="2"/>'),
    )
    found = [(b.text, b.cell.column, b.cell.column_span) for b in read(body).blocks]  # type: ignore[union-attr]
    assert found == [("rộng", 0, 2), ("c", 2, 1), ("cũ", 0, 2), ("d", 2, 1), ("e", 2, 1)]


def test_header_row() -> None:
    body = table(tr(tc("Chỉ tiêu"), properties="<w:tblHeader/>"), tr(tc("Hộ nghèo")))
    assert [b.cell.header for b in read(body).blocks] == [True, False]  # type: ignore[union-attr]


def test_nested_table_stands_where_it_is() -> None:
    inner = table(tr(tc("trong")))
    body = table(tr(tc(p("trên") + inner + p("dưới")), tc("bên"))) + table(tr(tc("bảng khác")))
    found = [(b.text, b.cell.table) for b in read(body).blocks]  # type: ignore[union-attr]
    assert found == [("trên", 0), ("trong", 1), ("dưới", 0), ("bên", 0), ("bảng khác", 2)]


def test_content_controls_around_rows_and_cells() -> None:
    def wrap(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = table(wrap(tr(tc("a"), wrap(tc("b")))), f"<w:customXml>{tr(tc('c'))}</w:customXml>")
    assert texts(body) == ["a", "b", "c"]


def test_deleted_and_inserted_rows() -> None:
    by = 'w:id="1" w:author="Người 01" w:date="2020-02-13T08:00:00Z"'
    body = table(
        tr(tc("giữ")),
        tr(tc(p(deleted("bỏ"))), properties=f"<w:del {by}/>"),
        tr(tc("bỏ cả dòng"), properties=f"<w:del {by}/>"),
        tr(tc(p(change("ins", r("thêm")))), properties=f"<w:ins {by}/>"),
    )
    document = read(body)
    assert [(b.text, b.cell.row) for b in document.blocks] == [("giữ", 0), ("thêm", 1)]  # type: ignore[union-attr]
    assert [(v.kind, v.text) for v in document.revisions] == [
        ("deletion", "bỏ"), ("deletion", "bỏ cả dòng"), ("insertion", "thêm"),
    ]  # fmt: skip


def test_deleted_cell() -> None:
    gone = '<w:cellDel w:id="1" w:author="Người 01"/>'
    assert texts(table(tr(tc("a"), tc("b", gone), tc("c")))) == ["a", "c"]


def test_a_cell_does_not_join_the_next() -> None:
    lost_mark = '<w:rPr><w:del w:id="1" w:author="Người 01"/></w:rPr>'
    assert texts(table(tr(tc(p("a", lost_mark)), tc("b"))) + p("c")) == ["a", "b", "c"]


def test_deep_nesting_is_read() -> None:
    body = p("đáy")
    for _ in range(60):
        body = table(tr(tc(body)))
    assert texts(body) == ["đáy"]
