"""Whether a draft bears a secrecy stamp: MẬT, TỐI MẬT or TUYỆT MẬT, not a sentence that speaks of secrets.

The three degrees: Luật Bảo vệ bí mật nhà nước (29/2018/QH14), Điều 8. The stamps (capitals in a box): Mẫu số
02 of Thông tư 24/2020/TT-BCA, from 01/7/2020; before it Thông tư 33/2015/TT-BCA, Điều 16; copies are numbered
by Mẫu số 08. "GIẢI MẬT" (Mẫu số 05) alone says that a paper is secret no more.

What is drawn in a picture, a scanned stamp above all, is out of reach: a draft in which no stamp is found is
not thereby free of secrets.
"""

import re
import unicodedata
from collections.abc import Iterator

from vankien.model import Block, Document
from vankien.text import clean, fold

TOP = 25  # blocks; the letterhead of the first page
RUNNING = ("header", "footer", "textbox")
NOTES = ("footnote", "endnote")
LONGEST = 90  # characters of a line that is nothing but a stamp and its companions

_LOOKALIKES = str.maketrans("МТмт", "MTmt")  # Cyrillic
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SPACED = re.compile(r"(?<!\w)\w(?:[ .·_-]{1,3}\w(?!\w)){2,}")
_MAT = r"m ?ậ ?t"  # a broken word: the reader makes a space of a zero-width one
_DEGREE = rf"(?:t ?u ?y ?ệ ?t|t ?ố ?i)?\s*{_MAT}"
_COMPANIONS = "|".join(
    (
        r"bản số[\s:.…]*(?:\d+(?:/\d+)?)?",
        r"số\s*:?\s*\d[^\s()]*",
        r"trang\s*\d+(?:\s*/\s*\d+)?",
        r"(?:thượng )?khẩn|hỏa tốc(?: hẹn giờ)?",
        r"tài liệu thu hồi",
        r"chỉ người có tên mới được bóc bì",
        r"thời hạn bảo vệ.*",
        r"dự thảo(?: lần (?:thứ )?\w+)?",
    )
)
_KINDS = r"(?:tài liệu|văn bản|hồ sơ)"
_COMPANY = re.compile(rf"(?<!\w)(?:{_COMPANIONS})(?!\w)")
_STAMP = re.compile(_DEGREE)
_LETTER = re.compile("[ậẬ]")  # no stamp without it; blocks are in normal form C
_LOUD = re.compile(_MAT.upper())
_LOUD_STAMP = re.compile(rf"(?:{_KINDS} |độ )?{_DEGREE}")
_LABELLED = re.compile(rf"(?:dấu )?độ mật[\s:-]+{_DEGREE}")
_DIGIT = re.compile(r"\d")
_BULLET = re.compile(r"[-+•*]\s")
_WORD = re.compile(r"[^\W\d_]+|\S")
_SPOKEN_OF = {"dấu", "về", "và", "hoặc", "loại"}


def stamp(document: Document) -> str | None:
    """The line that bears the first stamp, as the file has it; None where there is none.

    Takes what `word.read` and `word.read_apart` give (legacy letters are Unicode by then).
    """
    top = _first_blocks(document)
    letterheads = {b.cell.table for b in document.blocks if b.cell and _is_letterhead(b.text)}
    for block in document.blocks:
        at_top = block.index in top or bool(block.cell and block.cell.table in letterheads)
        if block.part not in NOTES and _LETTER.search(block.text) and _bears_stamp(block, at_top):
            return block.text
    return None


def _first_blocks(document: Document) -> set[int]:
    body = [b.index for b in document.blocks if b.part not in (*RUNNING, *NOTES)]
    return set(body[:TOP])


def _is_letterhead(text: str) -> bool:
    return fold(text).startswith(("đảng cộng sản việt nam", "cộng hòa xã hội chủ nghĩa"))


def _bears_stamp(block: Block, at_top: bool) -> bool:
    """A running line or the letterhead may write "Mật"; further down only capitals or "Độ mật: Mật" count."""
    running = block.part in RUNNING
    if (
        not (running or at_top) and len(block.text) > 3 * LONGEST
    ):  # letters set apart take three times the room
        return False
    line = _shown(block)
    if (running or at_top) and _beside_others(line, running):
        return True
    if len(line) > LONGEST:
        return False
    bare = _without_company(fold(line))
    if _LABELLED.fullmatch(bare):
        return True
    if _LOUD.search(line) and _LOUD_STAMP.fullmatch(bare):
        return (block.part != "table" or at_top) and not (block.part == "table" and bare == "độ mật")
    quiet_enough = (running or at_top) and not _BULLET.match(line)
    return quiet_enough and _STAMP.fullmatch(bare) is not None and _first_letter(line).isupper()


def _shown(block: Block) -> str:
    """The line as it is seen: capitals by style, no look-alikes, no letters set apart, one normal form."""
    text = block.text
    for span in block.spans:
        if span.caps:
            text = text[: span.start] + text[span.start : span.end].upper() + text[span.end :]
    text = clean(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_LOOKALIKES))
    return _SPACED.sub(lambda m: re.sub(r"[\W_]", "", m[0]), text)


def _without_company(line: str) -> str:
    """What is left of a folded line once the frame and all that may stand beside a stamp are taken off."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", _COMPANY.sub("", line))


def _first_letter(line: str) -> str:
    return next((c for c in line if c.isalpha()), "")


def _beside_others(line: str, running: bool) -> bool:
    """A stamp in capitals among other words: at an end of a running line, or right behind a number."""
    for before, run, after in _runs_of_capitals(line):
        if _STAMP.fullmatch(fold(run)):
            if running and not (before and after) and before not in _SPOKEN_OF:
                return True
            if "/" in before:
                return True
    return False


def _runs_of_capitals(line: str) -> Iterator[tuple[str, str, str]]:
    """Each unbroken run of words in capitals, with the word or mark before and after it."""
    words = [w for token in line.split() for w in ([token] if _DIGIT.search(token) else _WORD.findall(token))]
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].isalpha() and words[end].isupper():
            end += 1
        if end > start:
            yield words[start - 1] if start else "", " ".join(words[start:end]), "".join(words[end : end + 1])
        start = max(end, start + 1)
