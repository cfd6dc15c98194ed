"""A sheet on which a form writes its text, its fields and its tables, in the measures of a format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from vankien.outputs.papers.measures import Measures
from vankien.outputs.papers.xml import Run, bold, cell, paragraph, row, table

Words = str | Run
CENTRED = "TableCentre"


class Column(NamedTuple):
    """`share` of the table's width; numbers stand in the middle."""

    title: str
    share: float
    centred: bool = False


class Sheet:
    """The body of a template. What stands in braces is a field; see `fields.py`."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.parts: list[str] = []

    @property
    def after_roman(self) -> str:
        """ "I-" in the Party, "I." in the state."""
        labels = self.measures.rule("part_heading").get("labels")
        return labels[0][-1] if labels else "-" if self.measures.party else "."

    @property
    def end_mark(self) -> str:
        return self.measures.end_mark

    def add(self, xml: str) -> None:
        self.parts.append(xml)

    def heading(self, level: int, *words: Words) -> None:
        self.add(paragraph(f"Heading{level}", *words))

    def text(self, *words: Words, style: str = "BodyText") -> None:
        self.add(paragraph(style, *words))

    def each(self, loop: str) -> None:
        """`each("x in list")` … `end()`: what stands between comes once for every item."""
        self.text("{%p for " + loop + " %}")

    def when(self, condition: str) -> None:
        self.text("{%p if " + condition + " %}")

    def end(self, what: str = "for") -> None:
        self.text("{%p end" + what + " %}")

    def table(self, columns: Sequence[Column], rows: Sequence[str | Sequence[str | Sequence[str]]]) -> None:
        """A row is a tag ("for y in list", "endfor"), the cells' texts, or one text over the whole width."""
        whole = self.measures.text_width
        shares = sum(c.share for c in columns)
        widths = [whole * c.share / shares for c in columns]
        heads = [
            cell(w, paragraph("TableHead", c.title), middle=True)
            for w, c in zip(widths, columns, strict=True)
        ]
        drawn = [row(heads, header=True)]
        for content in rows:
            drawn.append(self._row(columns, widths, content))
        self.add(table(widths, drawn, lined=True))
        self.text(style="AfterTable")

    def _row(
        self, columns: Sequence[Column], widths: Sequence[float], content: str | Sequence[str | Sequence[str]]
    ) -> str:
        if isinstance(content, str):
            content, style = ["{%tr " + content + " %}"], "TableText"
        elif len(content) == 1:
            style = "TableGroup"
        else:
            style = ""
        if style:
            whole = paragraph(style, str(content[0]))
            return row([cell(sum(widths), whole, span=len(widths))])
        return row(
            cell(width, _paragraphs(CENTRED if column.centred else "TableText", texts))
            for width, column, texts in zip(widths, columns, content, strict=True)
        )


def given(name: str, text: str = "") -> tuple[str, str, str]:
    """A paragraph that is there only where the field has something to say."""
    return "{%p if " + name + " %}", text or "{{ " + name + " }}", "{%p endif %}"


def _paragraphs(style: str, texts: str | Sequence[str]) -> str:
    texts = (texts,) if isinstance(texts, str) else texts
    return "".join(paragraph(style, text) for text in texts)


def listed(name: str, item: str = "{{ x }}") -> str:
    """The items of a list on one line."""
    return "{% for x in " + name + " %}{% if not loop.first %}; {% endif %}" + item + "{% endfor %}"


__all__ = ["Column", "Sheet", "bold", "given", "listed"]
