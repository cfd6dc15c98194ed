"""A cell that says a person's ethnicity and religion at once, divided.

The religions that the State recognises are few and listed, as are the ways to say that there is none; the
ethnicity is what is not one of them, so that no list of peoples and their spellings is needed.
"""

from __future__ import annotations

import re

from vankien.personnel import cells
from vankien.text import clean, fold

_BETWEEN = re.compile(r"[,;/|\n()]|\s+và\s+")
_DASH = re.compile(r"\s[-–—]\s")  # may stand within a name: "Bru - Vân Kiều"
_LABEL = re.compile(r"(?i)^(?:dân tộc|dt|tôn giáo|tg)\s*[:.]?\s+(?=\S)")
_NO_RELIGION = re.compile(r"không|(?:không|chưa|ko|k)(?: có| theo)?(?: tôn giáo| tg| đạo)?|lương|0|[-–—]")
_RELIGION = re.compile(
    r"(?:đạo )?(?:phật|phật giáo|công giáo|thiên chúa(?: giáo)?|thiên chúa|tin lành|cao đài|"
    r"(?:phật giáo )?hòa hảo|hồi(?: giáo)?|islam|bà la môn|baha.?i|bửu sơn kỳ hương|tứ ân hiếu nghĩa|"
    r"tịnh độ cư sĩ(?: phật hội)?|minh sư đạo|minh lý đạo|cơ đốc(?: phục lâm)?|mặc môn)(?: việt nam)?"
)


def divide(text: str) -> tuple[str, str] | None:
    """(ethnicity, religion) as written, in either order; "" for what is not said.

    None where two parts are both or neither a religion, or where there are more than two.
    """
    if cells.is_nothing(text):
        return "", ""
    parts = _parts(_BETWEEN, text)
    if len(parts) == 1 and any(map(_is_religion, dashed := _parts(_DASH, parts[0]))):
        parts = dashed
    if len(parts) == 1 and not _is_religion(parts[0]):
        parts = _side_by_side(parts[0])
    faiths = [p for p in parts if _is_religion(p)]
    peoples = [p for p in parts if not _is_religion(p)]
    if len(faiths) > 1 or len(peoples) > 1 or (peoples and re.search(r"\d", peoples[0])):
        return None
    return (peoples or [""])[0], (faiths or [""])[0]


def _parts(between: re.Pattern[str], text: str) -> list[str]:
    return [p for part in between.split(text) if (p := _LABEL.sub("", clean(part)))]


def _side_by_side(text: str) -> list[str]:
    """ "Mường Công giáo", where Word's line break within a paragraph was all that stood between."""
    words = text.split()
    cuts = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return next((list(cut) for cut in cuts if any(map(_is_religion, cut))), [text])


def _is_religion(text: str) -> bool:
    key = fold(text).strip(" .")
    return (_NO_RELIGION.fullmatch(key) or _RELIGION.fullmatch(key)) is not None
