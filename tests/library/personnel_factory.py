"""Personnel plans as Word files in the shapes that offices make. Candidates bear numbers, not names."""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document as WordFile
from docx.table import Table

Rows = list[list[str]]


def person(number: int, birth: str = "15/6/1980", sex: str = "nam", **more: str) -> dict[str, str]:
    """The usual columns of a candidate."""
    return {
        "tt": str(number),
        "name": f"Ứng viên {number:02}",
        "birth": birth,
        "sex": sex,
        "ethnicity": "Kinh",
        "home": "Xã minh họa",
        "posts": "Công chức",
        "professional": "Đại học Luật",
        "theory": "Trung cấp",
        "party": "03/02/2005",
        "official": "03/02/2006",
        "post": "Ủy viên BCH",
        "track": "Tái cử",
        "note": "",
    } | more


HEADS = {
    "tt": "TT", "name": "Họ và tên", "birth": "Ngày, tháng, năm sinh", "sex": "Giới tính",
    "ethnicity": "Dân tộc", "home": "Quê quán", "posts": "Chức vụ, đơn vị công tác hiện nay",
    "professional": "Trình độ chuyên môn", "theory": "Lý luận chính trị", "party": "Ngày vào Đảng (dự bị)",
    "official": "Ngày chính thức", "post": "Dự kiến chức danh", "track": "Tái cử/Lần đầu", "note": "Ghi chú",
}  # fmt: skip


def word_plan(path: Path, lines: list[str], *tables: tuple[list[str], Rows]) -> Path:
    """Lines of text with "@" where the next table (its head, its rows) stands."""
    file = docx.Document()
    waiting = list(tables)
    for line in lines:
        if line == "@":
            head, rows = waiting.pop(0)
            _table(file, [head, *rows])
        else:
            file.add_paragraph(line)
    file.save(str(path))
    return path


def _table(file: WordFile, rows: Rows) -> Table:
    """ "<" goes on from the cell on the left, "^" from the cell above; a row of one cell spans the table."""
    width = len(rows[0])
    table = file.add_table(rows=len(rows), cols=width)
    for r, row in enumerate(rows):
        if len(row) == 1:
            table.cell(r, 0).merge(table.cell(r, width - 1)).text = row[0]
            continue
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                right = next((n for n in range(c + 1, width) if row[n] != "<"), width) - 1
                down = (
                    next(
                        (n for n in range(r + 1, len(rows)) if len(rows[n]) < width or rows[n][c] != "^"),
                        len(rows),
                    )
                    - 1
                )
                cell = table.cell(r, c)
                if (right, down) != (c, r):
                    cell = cell.merge(table.cell(down, right))
                cell.text = text
    return table
