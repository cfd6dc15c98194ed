"""The paper itself: title, sections, paragraphs, tables; and where each of them ends up when it is read."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.accuracy import ROOT  # it puts tests/ on the path  # noqa: F401
from benchmarks.planted.frames import ground
from corpus.builder import build
from corpus.truth import CorpusDraft, Heading
from corpus.truth import Line as Written


class Section(Enum):
    LEAD = auto()
    ECONOMY = auto()
    SOCIETY = auto()
    DEFENCE = auto()
    PARTY = auto()
    CLOSING = auto()
    DIRECTION = auto()


class Line:
    """A sentence or a table. `paragraph` is what it became: sentences may share one."""

    def __init__(self, text: str, rows: list[tuple[str, ...]] | None = None) -> None:
        self.text, self.rows = text, rows
        self.paragraph: list[Written] = []

    @property
    def item(self) -> bool:
        return self.text[0] in "-+*"


class Report:
    """The lines of each section until `close` makes paragraphs of them."""

    def __init__(self, called: str, name: str, start: int, office: bool, rng: Random) -> None:
        self.called, self.name, self.start, self.office, self.rng = called, name, start, office, rng
        self.sections: dict[Section, list[Line]] = {section: [] for section in Section}
        self.tables: list[Line] = []
        self.lines: list[Written] = []
        self.loose = rng.random() < 0.4
        self.spaced = rng.random() < 0.1
        self.roman = rng.random() < 0.5

    def say(self, text: str, section: Section | None) -> Line:
        line = Line(text.replace("%", " %").replace("  %", " %") if self.spaced else text)
        self.sections[section or _home(text)].append(line)
        return line

    def table(self, title: str, rows: list[tuple[str, ...]]) -> Line:
        line = Line(title, rows)
        self.tables.append(line)
        return line

    def close(self) -> None:
        """Makes the paper; no line may be added after."""
        term = f"{self.start} - {self.start + 5}"
        unit = self.name if self.office else f"{self.called} {self.name}"
        self._centred(f"ĐẢNG BỘ {unit}".upper())
        self._centred("BÁO CÁO CHÍNH TRỊ")
        self._centred(f"của Ban Chấp hành Đảng bộ {unit} nhiệm kỳ {term}")
        self._section(Section.LEAD)
        self._heading(1, 1, f"KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI NHIỆM KỲ {term}")
        economy = "Thực hiện nhiệm vụ chính trị" if self.office else "Phát triển kinh tế"
        titles = {
            Section.ECONOMY: economy,
            Section.SOCIETY: "Văn hóa - xã hội",
            Section.DEFENCE: "Quốc phòng - an ninh",
            Section.PARTY: "Xây dựng Đảng và hệ thống chính trị",
        }
        for number, (section, title) in enumerate(titles.items(), 1):
            self._heading(2, number, title)
            self._section(section)
        self._heading(1, 2, "ĐÁNH GIÁ CHUNG, HẠN CHẾ VÀ NGUYÊN NHÂN")
        self._section(Section.CLOSING)
        self._heading(1, 3, f"PHƯƠNG HƯỚNG, NHIỆM VỤ NHIỆM KỲ {self.start + 5} - {self.start + 10}")
        self._section(Section.DIRECTION)
        for number, table in enumerate(self.tables, 1):
            self.lines.append(Written(f"Biểu {number}. {table.text}"))
            table.paragraph = [Written(" ".join(row), cells=row) for row in table.rows or ()]
            self.lines += table.paragraph
        self.lines.append(Written("Trên đây là báo cáo trình Đại hội xem xét, thảo luận và thông qua."))

    def _centred(self, text: str) -> None:
        self.lines.append(Written(text, centred=True))

    def _heading(self, level: int, number: int, title: str) -> None:
        printed = ("I", "II", "III")[number - 1] + "." if level == 1 else f"{number}."
        if level == 1 and not self.roman:
            printed = f"{'ABC'[number - 1]}."
        text = f"{printed} {title}"
        heading = Heading(level, printed[:-1], title)
        self.lines.append(Written(text, heading=heading, printed_number=printed, bold_until=len(text)))

    def _section(self, section: Section) -> None:
        """Each line a paragraph, or sentences gathered by two or three."""
        lines = self.sections[section]
        self.rng.shuffle(lines)
        together: list[Line] = []
        for line in lines:
            if together and (
                line.item or together[-1].item or self.loose or len(together) == self.rng.choice((2, 3))
            ):
                self._paragraph(together)
                together = []
            together.append(line)
        if together:
            self._paragraph(together)

    def _paragraph(self, lines: list[Line]) -> None:
        paragraph = Written(" ".join(line.text for line in lines))
        for line in lines:
            line.paragraph = [paragraph]
        self.lines.append(paragraph)

    def file(self, name: str, kind: str, folder: Path) -> Path:
        head: dict[str, Any] = {"file": kind, "headings": ("bold", "styles")[self.roman]}
        return build(CorpusDraft(name, head, self.lines), folder)

    def blocks(self, line: Line) -> set[int]:
        """The indices of the blocks that `line` became."""
        found, index = set(), 0
        for written in self.lines:
            count = len([cell for cell in written.cells if cell]) if written.cells else 1
            if any(written is own for own in line.paragraph):
                found |= set(range(index, index + count))
            index += count
        return found


def _home(text: str) -> Section:
    for section in ground()["section"]:
        if any(word in text for word in section["words"]):
            return Section[section["id"].upper()]
    return Section.ECONOMY
