"""A parsed draft crosses a process unchanged."""

import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from vankien.model import Block, Cell, Comment, Document, Note, PageSetup, Place, Revision, Section, Span
from vankien.serial import document_from_data, sections_from_data, to_data


def test_a_document_comes_back_as_it_went():
    document = Document(
        "docx",
        (
            Block(
                0, "I. Kết quả", label="I.", style="Normal", outline_level=1, list_level=0, alignment="center"
            ),
            Block(1, "", cell=Cell(0, 1, 0, 2, 3, header=True)),
            Block(
                2,
                "chữ",
                "textbox",
                spans=(Span(0, 3, bold=True, size=14.0, font="Times New Roman"),),
                break_before=True,
            ),
        ),
        comments=(
            Comment("1", "", "", None, "x", Place(0, 0, 1, "I", "I")),
            Comment("2", "Ủy viên 01", "UV", "2020-02-13", "y", None, "1", True),
        ),
        revisions=(
            Revision("insertion", "", None, "", 0, 0, 0),
            Revision("move_to", "Ủy viên 01", "2020-02-13", "a", 1, 0, 1, "m1"),
        ),
        pages=(PageSetup(210.0, 297.0, 20.0, 20.0, 30.0, 15.0, 0.0, page_number="top-center"),),
        notes=(Note("macros_ignored"), Note("decomposed", 0)),
        properties={"title": "Dự thảo"},
    )
    assert document_from_data(json.loads(json.dumps(to_data(document)))) == document


def test_an_outline_comes_back_as_it_went():
    sections = (
        Section(1, None, "Lời nói đầu", 0, 3, ""),
        Section(1, "I", "", 3, 4, "I"),
        Section(2, "1", "Kinh tế", 4, 6, "I/1", parent=1, text_start=0, text_block=4),
    )
    assert sections_from_data(json.loads(json.dumps(to_data(sections)))) == sections


def test_an_empty_name_does_not_get_lost():
    document = Document("docx", (), comments=(Comment("", "", "", None, "", None),))
    assert document_from_data(json.loads(json.dumps(to_data(document)))) == document


def anything(cls, **known):
    """Any value of a dataclass: its fields by their types, but for those that are `known`."""
    return st.builds(cls, **({f.name: ... for f in fields(cls)} | known))


def some(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


points = st.floats(allow_nan=False, allow_infinity=False)
measures = [f.name for f in fields(PageSetup) if "float" in f.type]
spans = some(anything(Span, size=st.none() | points))
documents = anything(
    Document,
    blocks=some(anything(Block, first_line_mm=st.none() | points, spans=spans)),
    comments=some(anything(Comment)),
    revisions=some(anything(Revision)),
    pages=some(anything(PageSetup, **dict.fromkeys(measures, points))),
    notes=some(anything(Note)),
)


@given(documents)
def test_any_document_comes_back(document):
    assert document_from_data(json.loads(json.dumps(to_data(document)))) == document
