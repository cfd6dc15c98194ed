# ruff: noqa: E501 - XML and prose as Word stores them
"""What stands outside the body: text boxes, notes, headers and footers, in their order."""

from library.word_factory import box, change, code, deleted, field, mark, p, r, read, table, tc, texts, tr


def ref(kind: str, id_: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'


def note(kind: str, id_: int, text: str, type_: str = "") -> str:
    said = f' w:type="{type_}"' if type_ else ""
    return f'<w:{kind} w:id="{id_}"{said}>{p(f"<w:r><w:{kind}Ref/></w:r>" + r(text))}</w:{kind}>'


def margins(*references: tuple[str, str, str], more: str = "") -> str:
    inner = "".join(f'<w:{k}Reference w:type="{t}" r:id="{i}"/>' for k, t, i in references)
    return f"<w:sectPr>{inner}{more}</w:sectPr>"


def parts(body: str, **more: str) -> list[tuple[str, str]]:
    return [(b.text, b.part) for b in read(body, **more).blocks]


def test_text_box_after_its_paragraph_once() -> None:
    body = p(r("đầu ") + box(p("hộp 1") + p("hộp 2")) + r("cuối")) + p("sau")
    assert parts(body) == [("đầu cuối", "body"), ("hộp 1", "textbox"), ("hộp 2", "textbox"), ("sau", "body")]


def test_text_box_in_a_text_box_and_in_a_cell() -> None:
    inner = box(p(r("ngoài") + box(p("trong"))) + p("ngoài 2"))
    body = table(tr(tc(p(r("ô") + inner)), tc("ô 2")))
    assert [t for t, _ in parts(body)] == ["ô", "ngoài", "trong", "ngoài 2", "ô 2"]


def test_several_boxes_of_one_paragraph() -> None:
    assert texts(p(box(p("một")) + r("neo") + box(p("hai")))) == ["neo", "một", "hai"]


def test_box_anchored_in_an_empty_paragraph_and_a_table_in_it() -> None:
    assert texts(p("a") + p(box(table(tr(tc("b"))))) + p("c")) == ["a", "b", "c"]


def test_group_of_shapes_and_vml_alone() -> None:
    shape = "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>"
    group = f"<w:r><w:drawing><wpg:wgp>{shape.format(p('một'))}{shape.format(p('hai'))}</wpg:wgp></w:drawing></w:r>"
    vml = "<w:r><w:pict><v:group><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></v:group></w:pict></w:r>"
    assert texts(p(group) + p(vml.format(p("ba")))) == ["một", "hai", "ba"]


def test_deleted_box_is_gone_moved_box_is_kept_once() -> None:
    body = p(r("a") + change("del", box(p("bỏ")))) + p(
        change("moveFrom", box(p("dời"))) + change("moveTo", box(p("dời")))
    )
    assert texts(body) == ["a", "dời"]


def test_box_of_a_joined_paragraph_comes_after_the_whole() -> None:
    assert texts(p(r("một ") + box(p("hộp")), mark("del")) + p("hai")) == ["một hai", "hộp"]


def test_notes_in_order_of_first_use() -> None:
    footnotes = (
        note("footnote", -1, "", "separator")
        + note("footnote", 0, "", "continuationSeparator")
        + note("footnote", 1, "chú một")
        + note("footnote", 2, " chú hai")
        + note("footnote", 3, "không ai gọi")
        + note("footnote", 4, "bị xóa")
    )
    endnotes = note("endnote", 1, "cuối bài")
    body = (
        p(r("a") + ref("footnote", 2) + ref("endnote", 1))
        + table(tr(tc(p(r("b") + ref("footnote", 1)))))
        + p(r("c") + ref("footnote", 2) + change("del", ref("footnote", 4)))
    )
    assert parts(body, footnotes=footnotes, endnotes=endnotes) == [
        ("a", "body"), ("b", "table"), ("c", "body"), ("chú hai", "footnote"), ("chú một", "footnote"),
        ("cuối bài", "endnote"),
    ]  # fmt: skip


def test_dangling_note_is_left() -> None:
    assert texts(p(r("a") + ref("footnote", 9))) == ["a"]


def test_headers_before_footers_each_once() -> None:
    first = margins(("header", "default", "header1"), ("footer", "default", "footer1"))
    last = margins(("header", "default", "header2"))
    body = p("một", first) + p("hai", margins()) + p("ba") + last
    found = parts(body, header1=p("đầu 1"), header2=p("đầu 2"), footer1=p("chân 1"))
    assert found[3:] == [("đầu 1", "header"), ("đầu 2", "header"), ("chân 1", "footer")]


def test_a_header_written_once_a_section_is_told_once() -> None:
    def page(number: int) -> str:
        return p(
            r("Trang ") + field("begin") + code("PAGE") + field("separate") + r(str(number)) + field("end")
        )

    body = p("một", margins(("footer", "default", "footer1"))) + p(
        "hai", margins(("footer", "default", "footer2"))
    )
    body += p("ba") + margins(("footer", "default", "footer3"))
    found = parts(body, footer1=page(1), footer2=page(7), footer3=p("Trang cuối"))
    assert found[3:] == [("Trang 1", "footer"), ("Trang cuối", "footer")]


def test_only_headers_in_use() -> None:
    references = (
        ("header", "default", "header1"), ("header", "first", "header2"), ("header", "even", "header3"),
    )  # fmt: skip
    words = {"header1": p("thường"), "header2": p("trang đầu"), "header3": p("trang chẵn")}
    body = p("x")
    both = '<w:evenAndOddHeaders w:val="1"/>'
    assert texts(body + margins(*references), **words) == ["x", "thường"]
    assert texts(body + margins(*references, more="<w:titlePg/>"), **words) == ["x", "trang đầu", "thường"]
    assert texts(body + margins(*references), settings=both, **words) == ["x", "thường", "trang chẵn"]


def test_first_page_header_inherited() -> None:
    first = margins(("header", "first", "header1"), ("header", "default", "header2"))
    body = p("một", first) + p("hai") + margins(more="<w:titlePg/>")
    assert texts(body, header1=p("đầu"), header2=p("thường")) == ["một", "hai", "thường", "đầu"]


def test_page_field_and_table_in_a_footer() -> None:
    footer = p(f'<w:fldSimple w:instr=" PAGE ">{r("2")}</w:fldSimple>') + table(tr(tc("bảng")))
    found = parts(p("x") + margins(("footer", "default", "footer1")), footer1=footer)
    assert found[1:] == [("2", "footer"), ("bảng", "footer")]


def test_deleted_note_text_is_left_out() -> None:
    inner = f'<w:footnote w:id="1">{p(r("còn") + deleted(" mất"))}</w:footnote>'
    assert texts(p(r("a") + ref("footnote", 1)), footnotes=inner) == ["a", "còn"]


def test_watermark_is_a_property() -> None:
    mark_ = '<w:r><w:pict><v:shape><v:textpath string="DỰ  THẢO"/></v:shape></w:pict></w:r>'
    document = read(p("x") + margins(("header", "default", "header1")), header1=p(mark_))
    assert document.properties == {"watermark": "DỰ THẢO"}
    assert len(document.blocks) == 1
