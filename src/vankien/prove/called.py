"""What a section is called, whatever the accents, marks and short forms."""

from __future__ import annotations

import re

from vankien.prove.doubts import table
from vankien.text import bare

_LEAD = re.compile(
    r"^(?:phan|muc|tieu muc|chuong|noi dung|linh vuc|cong tac|ve|nhung|cac|mot so|lanh dao|ket qua)\s+(?=\S)"
)
_LABEL = re.compile(r"^(?:\d+(?:\.\d+)*|[IVXLC]+|[A-Za-zđ])\s?[.)/-]\s*(?=[^\W\d])")


def spoken(name: str) -> str:
    """A name without marks, accents and short forms: "Phần QP-AN" → "quoc phong an ninh"."""
    key = " ".join(re.findall(r"[^\W_]+", bare(name)))
    for short, long in table("short").items():
        key = re.sub(rf"\b{short}\b", long, key)
    while (led := _LEAD.sub("", key)) != key:
        key = led
    return key


def without_number(name: str) -> str:
    """ "2.1. Kinh tế" → "Kinh tế"."""
    return _LABEL.sub("", name.strip())
