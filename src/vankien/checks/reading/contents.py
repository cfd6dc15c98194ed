"""What several checks ask of a text: sentences, content lines, whether a passage is only a promise."""

import re
from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Block, Finding, Place
from vankien.text import clean, fold

_SENTENCE_END = re.compile(r"(?<=[.!?;])(?<!\d[.])\s+(?=\S)|(?<=\d[.])\s+(?=[^\W\d_a-zđ])")
_SIGNS = " .…,;:-–—*+•_/\\\"'“”‘’«»()[]{}<>"
_ITSELF = (
    r"(?:phần|nội dung|mục|chủ đề|phương châm|mục tiêu|khâu đột phá|chương trình|số liệu|bài học|chỉ tiêu|"
    r"nguyên nhân|hạn chế|tiểu ban|ban chấp hành|ban thường vụ|đảng ủy|văn phòng|tổ biên tập|đơn vị|cấp ủy)"
    r"(?:\s+[^\s.;]+){0,6}?\s+"
)
_WAITING = r"sẽ|đang|chưa|còn|chờ|đợi|cần|dự kiến|tiếp tục|được|để|xin|tạm thời|hiện|vẫn|đã|có|phải|sớm"
_WORK = (
    r"bổ sung|cập nhật|xây dựng|hoàn thiện|hoàn chỉnh|xác định|soạn thảo|biên soạn|viết|báo cáo|lấy ý kiến|"
    r"thảo luận|quyết định|trình|nghiên cứu|thống nhất|chốt|tổng hợp|rà soát|cho ý kiến|trống|thông qua|"
    r"làm rõ|điền|có|số liệu|ý kiến|trình bày|nêu"
)
_PROMISE = re.compile(
    rf"(?:{_ITSELF})?(?:(?:{_WAITING})\s+)*(?:{_WORK})(?:(?:,\s*|\s+(?:và\s+)?)(?:{_WORK}))*"
    r"(?:\s+(?:sau|tiếp|thêm|đủ|cụ thể|đầy đủ|chi tiết|lại|vào|này))*"
    r"(?:,?\s+(?:khi|theo|trong|trước|vào|sau|từ|của|tại|do|bởi|ở)\s.{0,120})?"
)
_ASKING = re.compile(rf"(?:(?:{_WAITING})\s+)*(?:xin|lấy|chờ)\s+ý kiến\b.{{0,80}}")
_LOOSE = re.compile(
    rf"\b(?:{_WAITING})\s+(?:\S+\s+){{0,4}}?(?:{_WORK})\b|\b(?:{_WORK})\b.{{0,30}}\bsau\b|"
    r"\b(?:sau khi|chờ|để trống)\b"
)
_ENGLISH = re.compile(r"(?:to be (?:decided|determined|added|confirmed|written)|tbd|tba|tbc|n/a)\b.{0,40}")
_ORDER = re.compile(r"(?:nêu|viết|ghi|trình bày|điền|đánh giá|bổ sung)\b")
_STATEMENT = re.compile(
    r"\b(?:sẽ|đang|chưa|chờ|đợi|dự kiến|xin ý kiến|lấy ý kiến|thảo luận|to be|tbd)\b|\bsau$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of each sentence or clause closed by a semicolon."""
    start = 0
    for boundary in _SENTENCE_END.finditer(text):
        yield start, boundary.start()
        start = boundary.end()
    if start < len(text):
        yield start, len(text)


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """The [start, end) of the sentence that holds a character."""
    return next((span for span in sentences(text) if span[0] <= position < span[1]), (0, len(text)))


def is_promise(text: str) -> bool:
    """Whether a passage says only that it will be written: "…", "(sẽ bổ sung sau)", "to be decided"."""
    key = fold(clean(text))
    core = key.strip(_SIGNS)
    if not core or set(core) <= set("x" + _SIGNS):
        return True
    if len(core.split()) > 30:
        return False
    bracketed = key.lstrip(" -–+*").startswith(("(", "[")) and key.rstrip(" .").endswith((")", "]"))
    return bool(
        _PROMISE.fullmatch(core)
        or _ASKING.fullmatch(core)
        or _ENGLISH.fullmatch(core)
        or (bracketed and (_LOOSE.search(core) or _ORDER.match(core)))
    )


def is_unwritten(text: str) -> bool:
    """As `is_promise`, for a slogan: no theme or motto says "will", "not yet" or "later" of itself."""
    core = fold(clean(text)).strip(_SIGNS)
    return is_promise(text) or (len(core.split()) <= 30 and bool(_STATEMENT.search(core)))


def content(draft: Draft, part: str) -> list[tuple[Block, int]]:
    """The blocks of a part with text of their own, headings left out, and where in them the text starts."""
    headings = {i for s in draft.sections for i in (s.block, s.title_block) if i is not None}
    run_in = {s.block: s.text_start for s in draft.sections if s.text_start is not None}
    found = []
    for block, offset in draft.passages(part):
        start = max(offset, run_in.get(block.index, 0))
        if (block.index not in headings or start) and block.text[start:].strip():
            found.append((block, start))
    return found or _after_colon(draft, part)


def _after_colon(draft: Draft, part: str) -> list[tuple[Block, int]]:
    """The content of a part that stands in the line of its heading: "PHƯƠNG CHÂM: KỶ CƯƠNG - TRÁCH NHIỆM"."""
    match = draft.parts.get(part)
    if match is None or has_headings(draft, part):
        return []
    block = draft.document.blocks[match.place.block]
    start = block.text.find(":", match.place.start) + 1
    return [(block, start)] if start and block.text[start:].strip() else []


def has_headings(draft: Draft, part: str) -> bool:
    """Whether sections of their own stand inside a part."""
    match = draft.parts[part]
    own = match.section
    return any(match.start <= s.block < match.end and s is not own for s in draft.sections)


def unwritten_place(draft: Draft, part: str) -> Place | None:
    """Where a part that was found is empty or only promised; None where it has content or was not found."""
    match = draft.parts.get(part)
    if match is None:
        return None
    lines = content(draft, part)
    if not lines:
        return None if has_headings(draft, part) else match.place
    slogan = part in ("theme", "motto")
    judge = is_unwritten if slogan else is_promise
    if not all(judge(block.text[offset:]) for block, offset in (lines[:1] if slogan else lines)):
        return None
    block, offset = lines[0]
    return draft.place(block.index, offset)


def missing(draft: Draft, code: str, part: str) -> Iterator[Finding]:
    """The finding of a part with a code of its own: required, and absent or only promised."""
    rule = draft.part(part)
    if rule is None or not rule.required:
        return
    place = unwritten_place(draft, part)
    if part in draft.parts and place is None:
        return
    written = bool(content(draft, part))
    if place and not written and draft.phase == "outline":
        return
    params = {"part": part, "part_name": rule.name, "variant": "promised" if written else "absent"}
    yield Finding(code, params, place, authority=rule.authority)
