"""Whether a draft bears a secrecy stamp: MẬT, TỐI MẬT, TUYỆT MẬT on a line of its own, near the top."""

import re

from vankien.model import Document
from vankien.text import fold

_STAMP = re.compile(
    r"[\W_]*(?:độ mật\s*:?\s*)?(?:tuyệt|tối)?\s*mật[\W_]*(?:\(?bản số.{0,12}|\d*)", re.IGNORECASE
)
_TOP = 25  # blocks; a stamp stands in the header block of the first page
_RUNNING = ("header", "footer", "textbox")


def stamp(document: Document) -> str | None:
    """The stamp's text as the file has it, else None. "Bảo mật", "bí mật" in a sentence are no stamps."""
    body = [b for b in document.blocks if b.part not in _RUNNING][:_TOP]
    running = [b for b in document.blocks if b.part in _RUNNING]
    for block in (*body, *running):
        if len(block.text) <= 40 and _STAMP.fullmatch(fold(block.text)) and _loud(block.text):
            return block.text
    return None


def _loud(text: str) -> bool:
    """A stamp is written in capitals (or drawn so): "Mật" alone on a line counts, "mật" does not."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and letters[0].isupper()
