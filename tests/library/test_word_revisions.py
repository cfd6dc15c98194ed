# ruff: noqa: E501 - XML and prose as Word stores them
"""Tracked changes: what is kept, and who changed what, when and where."""

from library.word_factory import change, deleted, mark, p, r, read, texts

DATE = "2020-02-13T08:00:00Z"


def test_insertions_in_deletions_out() -> None:
    document = read(p(r("Tỷ lệ ") + deleted("5%") + change("ins", r("4%") + r(",5")) + r(" hộ")))
    assert document.blocks[0].text == "Tỷ lệ 4%,5 hộ"
    removed, added = document.revisions
    assert (removed.kind, removed.text, removed.start, removed.end) == ("deletion", "5%", 6, 6)
    assert (added.kind, added.text, added.start, added.end) == ("insertion", "4%,5", 6, 10)
    assert (added.author, added.date, added.block) == ("Người 01", DATE, 0)


def test_inserted_then_deleted_by_another() -> None:
    document = read(
        p(r("a") + change("ins", change("del", "<w:r><w:delText>b</w:delText></w:r>", "Người 02")))
    )
    assert document.blocks[0].text == "a"
    assert [(v.kind, v.author, v.text) for v in document.revisions] == [("deletion", "Người 02", "b")]


def test_neighbouring_runs_of_one_author_are_one_change() -> None:
    document = read(
        p(change("ins", r("một ")) + change("ins", r("hai ")) + change("ins", r("ba"), "Người 02"))
    )
    assert [(v.author, v.text) for v in document.revisions] == [("Người 01", "một hai "), ("Người 02", "ba")]


def test_deleted_paragraph_mark_joins_and_the_later_style_rules() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Sau"/></w:style>'
    body = p("Một ", mark("del")) + p("hai", '<w:pStyle w:val="S"/>') + p("ba")
    document = read(body, styles=styles)
    assert [b.text for b in document.blocks] == ["Một hai", "ba"]
    assert document.blocks[0].style == "Sau"
    change_ = document.revisions[0]
    assert (change_.kind, change_.paragraph_mark, change_.start) == ("deletion", True, 4)


def test_whole_deleted_paragraphs() -> None:
    body = p("Trước") + p(deleted("Một"), mark("del")) + p(deleted("Hai"), mark("del")) + p("Sau")
    document = read(body)
    assert [b.text for b in document.blocks] == ["Trước", "Sau"]
    assert [(v.text, v.block, v.start, v.paragraph_mark) for v in document.revisions] == [
        ("Một", 1, 0, True),
        ("Hai", 1, 0, True),
    ]


def test_deletion_at_the_very_end_belongs_to_the_last_block() -> None:
    document = read(p("Còn lại") + p(deleted("Bỏ")))
    assert [b.text for b in document.blocks] == ["Còn lại"]
    assert [(v.text, v.block, v.start, v.end) for v in document.revisions] == [("Bỏ", 0, 7, 7)]


def test_inserted_paragraph() -> None:
    document = read(p("a") + p(change("ins", r("mới")), mark("ins")) + p("b"))
    assert [b.text for b in document.blocks] == ["a", "mới", "b"]
    assert [(v.text, v.block, v.paragraph_mark) for v in document.revisions] == [("mới", 1, True)]


def test_a_mark_inserted_by_one_and_deleted_by_another() -> None:
    both = mark("ins").replace("</w:rPr>", '<w:del w:id="7" w:author="Người 02"/></w:rPr>')
    document = read(p("a ", both) + p("b"))
    assert [b.text for b in document.blocks] == ["a b"]
    assert [(v.kind, v.author) for v in document.revisions] == [("deletion", "Người 02")]


def test_move_source_out_destination_kept() -> None:
    """Word writes `w:t`, not `w:delText`, inside a move's source."""

    def range_(kind: str, id_: int, inner: str) -> str:
        return (
            f'<w:{kind}RangeStart w:id="{id_}" w:name="move1" w:author="Người 01"/>{inner}'
            f'<w:{kind}RangeEnd w:id="{id_}"/>'
        )

    source = range_("moveFrom", 1, p(change("moveFrom", r("Đoạn dời")), mark("moveFrom")))
    target = range_("moveTo", 2, p(change("moveTo", r("Đoạn dời")), mark("moveTo")))
    document = read(source + p("giữa") + target + p(change("ins", r("khác"))))
    assert [b.text for b in document.blocks] == ["giữa", "Đoạn dời", "khác"]
    assert [(v.kind, v.text, v.block, v.move) for v in document.revisions] == [
        ("move_from", "Đoạn dời", 0, "move1"),
        ("move_to", "Đoạn dời", 1, "move1"),
        ("insertion", "khác", 2, None),
    ]


def test_formatting_changes_are_not_text() -> None:
    changed = '<w:pPrChange w:id="1" w:author="x"><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>'
    run = r("a", '<w:rPrChange w:id="1" w:author="x"><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrChange>')
    block = read(p(run, changed)).blocks[0]
    assert (block.text, block.alignment, block.outline_level, block.spans[0].bold) == ("a", None, None, False)


def test_content_control_and_link_inside_a_change() -> None:
    inner = f'<w:hyperlink r:id="x">{change("ins", r("mới"))}{deleted("cũ")}</w:hyperlink>'
    assert texts(p(f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>")) == ["mới"]


def test_deletion_keeps_its_old_encoding_readable() -> None:
    gone = '<w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr><w:delText>§¶ng bé</w:delText></w:r>'
    assert read(p(r("a") + change("del", gone))).revisions[0].text == "Đảng bộ"
