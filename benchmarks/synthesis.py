"""How merging grows from a thousand opinions to a million: seconds of processor time, memory, lines.

`python -m benchmarks.synthesis [MOST]` measures 10³, 10⁴ … up to MOST (a million), each in a process of its
own, prints the table, and writes it into docs/synthesis.md where MOST is a million.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

from vankien.synthesis import Conference, Contribution, Remark, Sealed, new_key, seal, synthesis

_DOC = Path(__file__).resolve().parent.parent / "docs/synthesis.md"
_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_TITLES = (
    "Chủ đề|Phương châm|Kinh tế|Văn hóa - xã hội|Quốc phòng - an ninh|Xây dựng Đảng|Chính quyền|Hạn chế|"
    "Nguyên nhân|Bài học|Phương hướng|Chỉ tiêu|Nhiệm vụ trọng tâm|Đột phá|Tổ chức thực hiện"
)
_HEADINGS = tuple(f"{number}. {title}" for number, title in enumerate(_TITLES.split("|"), 1))
_LEADS = ("Đề nghị", "Cần", "Nên", "Kiến nghị", "Mong")
_SAID = (
    "bổ sung đánh giá làm rõ tỷ lệ hộ nghèo thu nhập bình quân đầu người nông thôn mới chuyển đổi số "
    "cải cách hành chính thu ngân sách hợp tác xã bảo hiểm y tế lao động việc làm giáo dục đào tạo môi "
    "trường rác thải giao thông đường liên thôn thủy lợi du lịch đầm phá công nghiệp làng nghề đảng viên "
    "chi bộ sinh hoạt chuyên đề kiểm tra giám sát kỷ luật dân vận mặt trận thanh niên phụ nữ đất đai"
)
_WORDS = _SAID.split(" ")
_ROW = "| {opinions:,} | {units:,} | {lines:,} | {s:.1f} | {each:.0f} | {mb:,} | {input:,} |"
_CONFERENCES, _SPOKEN = 12, 33  # of a commune, at a conference


def main() -> None:
    if sys.argv[1:2] == ["one"]:
        print(json.dumps(measured(int(sys.argv[2]))))
        return
    most = int(float(sys.argv[1])) if len(sys.argv) > 1 else _SIZES[-1]
    rows = ["| opinions | units | lines | s | µs per opinion | MB | of them the input |", "|" + "---|" * 7]
    for size in (size for size in _SIZES if size <= most):
        command = [sys.executable, "-m", "benchmarks.synthesis", "one", str(size)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append(
            "| {opinions:,} | {units:,} | {lines:,} | {s:.1f} | {each:.0f} | {mb:,} | {input:,} |".format(
                **told
            )
        )
        print(rows[-1], flush=True)
    if most >= _SIZES[-1]:
        text = _DOC.read_text(encoding="utf-8")
        table = "\n".join(rows)
        _DOC.write_text(
            re.sub(r"<!-- measured -->\n(\|.*\n)*", f"<!-- measured -->\n{table}\n", text), encoding="utf-8"
        )


def measured(size: int) -> dict[str, float]:
    """Of one synthesis of `size` opinions."""
    sealed = generated(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    made = synthesis(sealed)
    seconds = time.process_time() - start
    assert made.opinions == size
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = {"opinions": size, "units": made.units, "lines": len(made.lines), "s": seconds}
    return told | {"each": seconds / size * 1e6, "mb": after // 1024, "input": before // 1024}


def generated(size: int, seed: int = 1) -> list[Sealed]:
    chance, key = random.Random(seed), new_key()  # noqa: S311
    subjects = [
        [_phrase(chance) for _ in range(max(20, int(size**0.6) // len(_HEADINGS)))] for _ in _HEADINGS
    ]
    sealed: list[Sealed] = []
    left = size
    while left:
        held = tuple(
            Conference(f"h{n}", f"Hội nghị {n}", "2025-11-01", chance.randint(20, 80))
            for n in range(_CONFERENCES)
        )
        here = min(left, _CONFERENCES * _SPOKEN)
        remarks = tuple(_remark(chance, subjects, held[n // _SPOKEN].id) for n in range(here))
        left -= here
        unit = ("Tỉnh", f"Xã {len(sealed) + 1}")
        made = "2025-11-02T08:00:00"
        sealed.append(seal(Contribution("Dự thảo", unit, 1, made, _HEADINGS, held, remarks), key))
    return sealed


def _phrase(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(6, 14)))


def _remark(chance: random.Random, subjects: list[list[str]], conference: str) -> Remark:
    """On early headings more often; a known subject in one's own words, or something nobody else says."""
    at = min(int(chance.expovariate(0.25)), len(_HEADINGS) - 1)
    known = subjects[at]
    words = known[min(int(chance.paretovariate(0.6)) - 1, len(known) - 1)].split()
    for _time in range(chance.choice((0, 0, 1, 2))):
        words[chance.randrange(len(words))] = chance.choice(_WORDS)
    if chance.random() < 1 / 3:
        words = _phrase(chance).split()
    text = f"{chance.choice(_LEADS)} {' '.join(words)}"
    return Remark(_HEADINGS[at], text, conference, chance.randint(1, 5))


if __name__ == "__main__":
    main()
