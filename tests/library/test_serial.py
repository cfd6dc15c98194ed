"""A parsed draft crosses a process unchanged."""

import json

from vankien.model import Block, Cell, Comment, Document, Note, PageSetup, Place, Revision, Span
from vankien.serial import document_from_data, to_data


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
