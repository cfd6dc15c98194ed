# ruff: noqa: E501 - XML and prose as Word stores them
"""Pages of Word sections, and where the page number stands."""

import pytest

from library.word_factory import box, code, field, p, r, read
from vankien.model import PageSetup

PAGE = (
    field("begin")
    + code(" PAGE \\* MERGEFORMAT ")
    + field("separate")
    + r("2", '<w:sz w:val="28"/>')
    + field("end")
)
TAB = "<w:r><w:tab/></w:r>"


def section(*references: tuple[str, str, str], more: str = "") -> str:
    inner = "".join(f'<w:{k}Reference w:type="{t}" r:id="{i}"/>' for k, t, i in references)
    return (
        f'<w:sectPr>{inner}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" '
        f'w:left="1701" w:header="709" w:footer="567"/>{more}</w:sectPr>'
    )


def page(header: str, kind: str = "header", type_: str = "default", more: str = "") -> PageSetup:
    return read(p("x") + section((kind, type_, f"{kind}1"), more=more), **{f"{kind}1": header}).pages[0]


def test_sizes_in_millimetres() -> None:
    found = read(p("x") + section()).pages[0]
    assert (found.width, found.height) == (210.01, 297.0)
    assert (found.top, found.bottom, found.left, found.right) == (20.0, 20.0, 30.0, 15.01)
    assert (found.header_distance, found.footer_distance) == (12.51, 10.0)
    assert (found.landscape, found.page_number) == (False, None)


def test_every_section_is_a_page_setup() -> None:
    wide = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    pages = read(p("một", wide) + p("hai") + section()).pages
    assert [(s.landscape, s.width > s.height) for s in pages] == [(True, True), (False, False)]


@pytest.mark.parametrize(
    ("header", "place"),
    [
        (p(PAGE), "left"),
        (p(PAGE, '<w:jc w:val="center"/>'), "center"),
        (p(f'<w:fldSimple w:instr=" page ">{r("2")}</w:fldSimple>', '<w:jc w:val="right"/>'), "right"),
        (p(TAB + PAGE), "center"),
        (p(TAB + TAB + PAGE), "right"),
        (p(TAB + PAGE, '<w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>'), "right"),
        (p('<w:r><w:ptab w:relativeTo="margin" w:alignment="center" w:leader="none"/></w:r>' + PAGE), "center"),
        (p(PAGE, '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/>'), "center"),
        (p(PAGE, '<w:framePr w:wrap="around" w:xAlign="outside"/>'), "right"),
        ("<w:sdt><w:sdtContent>" + p(PAGE, '<w:jc w:val="center"/>') + "</w:sdtContent></w:sdt>", "center"),
        (p(box(p(PAGE, '<w:jc w:val="center"/>'))), "center"),
    ],
)  # fmt: skip
def test_where_the_page_number_stands(header: str, place: str) -> None:
    assert page(header).page_number == f"top-{place}"


def test_at_the_bottom_with_its_size() -> None:
    found = page(p(PAGE, '<w:jc w:val="center"/>').replace("<w:instrText>", "<w:instrText>"), "footer")
    assert found.page_number == "bottom-center"
    sized = PAGE.replace("<w:r><w:instrText>", '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:instrText>')
    assert page(p(sized), "footer").page_number_size == 14.0


def test_code_split_over_runs() -> None:
    split = field("begin") + code(" PA") + code("GE ") + field("separate") + r("2") + field("end")
    assert page(p(split, '<w:jc w:val="center"/>')).page_number == "top-center"


def test_other_fields_are_no_page_number() -> None:
    assert page(p(PAGE.replace("PAGE", "NUMPAGES"))).page_number is None
    assert page(p(PAGE.replace("PAGE", "PAGEREF x"))).page_number is None


def test_first_page() -> None:
    assert page(p(PAGE)).page_number_on_first is True
    different = page(p(PAGE), more="<w:titlePg/>")
    assert (different.different_first_page, different.page_number_on_first) == (True, False)
    both = read(
        p("x")
        + section(("header", "default", "header1"), ("footer", "first", "footer1"), more="<w:titlePg/>"),
        header1=p(PAGE, '<w:jc w:val="center"/>'),
        footer1=p(PAGE),
    ).pages[0]
    assert (both.page_number, both.page_number_on_first) == ("top-center", True)


def test_inherited_header() -> None:
    first = section(("header", "default", "header1"))
    pages = read(p("một", first) + p("hai") + section(), header1=p(PAGE)).pages
    assert [s.page_number for s in pages] == ["top-left", "top-left"]
