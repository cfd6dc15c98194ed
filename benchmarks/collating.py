"""How long `vankien collate` takes, the whole command: 12 copies of 8 pages, 100 copies with 50 remarks."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx

_CASES = ((12, 20, 8, 3.0), (100, 50, 16, 30.0))  # copies, remarks, pages, seconds that are the bar
_PARAGRAPHS, _WORDS = 9, 50  # of a page, of a paragraph
_SENTENCE = (
    "đảng bộ lãnh đạo nhân dân thực hiện tốt nhiệm vụ phát triển kinh tế văn hóa xã hội quốc phòng an ninh "
    "xây dựng nông thôn mới giảm nghèo bền vững thu ngân sách hoàn thành chỉ tiêu nghị quyết"
)
_SAID = ("Đề nghị bổ sung số liệu", "Nên viết gọn lại", "Cần nêu rõ nguyên nhân", "Số liệu chưa khớp")


def rows() -> list[list[str]]:
    """What, seconds, the bar."""
    found = []
    for copies, remarks, pages, bar in _CASES:
        seconds = min(measure(copies, remarks, pages) for _try in range(2))
        found.append(
            [f"{copies} copies of {pages} pages, {remarks} remarks each", f"{seconds:.1f}", f"{bar:g}"]
        )
    return found


def measure(copies: int, remarks: int, pages: int) -> float:
    """Seconds of the command, the master written."""
    chance = random.Random(copies)  # noqa: S311 - chance that can be repeated
    with tempfile.TemporaryDirectory() as folder:
        base, words = Path(folder) / "base.docx", _SENTENCE.split()
        lines = [" ".join(chance.choices(words, k=_WORDS)) for _ in range(pages * _PARAGRAPHS)]
        _write(lines, base, "", 0, chance)
        files = [Path(folder) / f"{number:03}.docx" for number in range(copies)]
        for file in files:
            _write(lines, file, f"Ủy viên {file.stem}", remarks, chance)
        command = [sys.executable, "-m", "vankien", "collate", str(base), *map(str, files), "--json"]
        start = time.perf_counter()
        subprocess.run(
            [*command, "--master", str(Path(folder) / "master.docx")], check=True, stdout=subprocess.DEVNULL
        )
        return time.perf_counter() - start


def _write(lines: list[str], target: Path, author: str, remarks: int, chance: random.Random) -> None:
    """A copy with comments and, every second time, a word changed with tracking off."""
    made = docx.Document()
    chosen = set(chance.sample(range(len(lines)), min(remarks, len(lines))))
    for number, line in enumerate(lines):
        words = line.split(" ")
        at = chance.randrange(5, len(words) - 5)
        if number in chosen and number % 2:
            words[at] = "kịp thời"
        paragraph = made.add_paragraph(" ".join(words[:at]) + " ")
        run = paragraph.add_run(words[at])
        paragraph.add_run(" " + " ".join(words[at + 1 :]))
        if number in chosen and not number % 2:
            made.add_comment([run], f"{chance.choice(_SAID)} ({number})", author=author, initials="UV")
    made.save(str(target))
