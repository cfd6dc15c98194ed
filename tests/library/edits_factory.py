"""Versions of a draft with planted operations, each known beforehand: what a comparison must find.

A draft is a list of paragraphs, each with an identity of its own; operations are planted in paragraphs far
enough from each other that none touches another's neighbours.
"""

import io
import random
import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from vankien.compare import compare
from vankien.compare.tokens import key_of
from vankien.model import Block, Document
from vankien.word.docx import read_docx

OPS = ("insert", "delete", "edit", "figure", "move", "move_edit", "split", "merge", "renumber")
_NEW = (
    "Tăng cường kiểm tra, giám sát việc thực hiện các kết luận sau thanh tra trên địa bàn",
    "Quan tâm đào tạo nghề, giới thiệu việc làm cho lao động nông thôn sau thu hồi đất",
    "Đẩy mạnh cải cách thủ tục hành chính, nâng tỷ lệ hồ sơ giải quyết đúng hạn lên 98,5%",
    "Xây dựng kế hoạch ứng phó thiên tai, bảo vệ đê điều và hồ đập trước mùa mưa lũ",
    "Chú trọng bồi dưỡng kỹ năng số cho đội ngũ cán bộ, công chức cấp cơ sở",
    "Phối hợp với Mặt trận Tổ quốc vận động nhân dân hiến đất mở rộng đường giao thông",
)
_WORDS = ("thường xuyên", "kịp thời", "toàn diện hơn", "có trọng tâm", "đúng quy định", "bền vững")
_NUMBER = re.compile(r"\d+(?:,\d+)?(?=\s*(?:%|tỷ|triệu|ha|người|hộ|km))")


@dataclass
class Planted:
    """`old` and `new` are block indexes; `words`: how many words had to be marked for it, at least."""

    op: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    words: int
    values: tuple[str, str] | None = None  # of a changed figure, as written


@dataclass
class _Line:
    text: str
    origin: tuple[int, ...] = ()
    mark: object = None


@dataclass
class Plant:
    """One operation under way: what it is, and how many words it marks."""

    op: str
    words: int = 0
    gone: tuple[int, ...] = ()
    made: list = field(default_factory=list)
    values: tuple[str, str] | None = None


def document(lines):
    return Document("docx", tuple(Block(i, unicodedata.normalize("NFC", t)) for i, t in enumerate(lines)))


def keys(document):
    """What its blocks say, as it is compared."""
    return [key_of(block.text) for block in document.blocks]


def settled(path, settle):
    """`keys` of a .docx after all its changes were accepted or rejected."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "word/document.xml":
                root = etree.fromstring(data)
                settle(root)
                data = etree.tostring(root)
            new.writestr(member, data)
    return keys(read_docx(made.getvalue()))


def count(text):
    return len(re.findall(r"\w+(?:[.,]\d+)*", text))


def plant(lines, seed, times=2, ops=OPS):
    """(the new version's lines, what was planted), `times` of each operation where the draft has room."""
    rng = random.Random(seed)  # noqa: S311 - chance that can be repeated
    new = [_Line(text, (i,)) for i, text in enumerate(lines)]
    free = {i for i, text in enumerate(lines) if len(text.split()) >= 12}
    plants = []
    for op in [op for op in ops for _time in range(times)]:
        spots = sorted(i for i in free if _fits(op, lines[i]))
        if spots:
            at = rng.choice(spots)
            done = _OPERATIONS[op](new, at, rng, lines)
            if done:
                plants.append(done)
                free -= {i for g in done.gone for i in range(g - 2, g + 3)} | set(range(at - 2, at + 3))
    index = {id(line): i for i, line in enumerate(new)}
    found = [Planted(p.op, p.gone, tuple(index[id(m)] for m in p.made), p.words, p.values) for p in plants]
    return [line.text for line in new], found


def found_again(drafts, seed):
    """(planted, found by its name and blocks: of each operation; words that had to be marked, that were)"""
    there, found, words, marked = Counter(), Counter(), 0, 0
    for number, lines in enumerate(drafts):
        new, planted = plant(lines, seed=seed + number)
        result = compare(document(lines), document(new))
        for one in planted:
            there[one.op] += 1
            found[one.op] += any(
                change.op == one.op and set(one.old) <= set(change.old) and set(one.new) <= set(change.new)
                for change in result.changes
            )
        words += sum(one.words for one in planted)
        marked += result.words.inserted + result.words.deleted + result.words.moved
    return there, found, words, marked


def _fits(op, text):
    if op == "figure":
        return bool(_NUMBER.search(text))
    if op == "split":
        return bool(_cuts(text)) and len(text.split()) > 16
    if op == "renumber":
        return bool(re.match(r"\d{1,2}\. ", text))
    return not re.match(r"[\dIVX]+\. ", text)


def _cuts(text):
    """Where a paragraph can be cut: behind a sentence or clause, with words enough on both sides."""
    return [m.end() for m in re.finditer(r"[.;,] (?=\w)", text) if 25 < m.end() < len(text) - 25]


def _where(new, at):
    return next(i for i, line in enumerate(new) if at in line.origin)


def _insert(new, at, rng, lines):
    line = _Line(f"{rng.choice(_NEW)} ({rng.choice(_WORDS)}, {rng.randrange(3, 90)} lượt).")
    new.insert(_where(new, at), line)
    return Plant("insert", count(line.text), (), [line])


def _delete(new, at, rng, lines):
    line = new.pop(_where(new, at))
    return Plant("delete", count(line.text), (at,), [])


def _reworded(text, rng):
    """(the text with one word replaced by two others and two put in, how many words that marks)"""
    words = text.split(" ")
    inside = [i for i in range(3, len(words) - 2) if words[i].isalpha()]
    at = rng.choice(inside)
    put = rng.choice(_WORDS).split()
    words[at : at + 1] = put
    return " ".join(words), 1 + len(put)


def _edit(new, at, rng, lines):
    line = new[_where(new, at)]
    line.text, words = _reworded(line.text, rng)
    return Plant("edit", words, (at,), [line])


def _figure(new, at, rng, lines):
    line = new[_where(new, at)]
    found = rng.choice(list(_NUMBER.finditer(line.text)))
    value = found[0][:-1] + str((int(found[0][-1]) + rng.randrange(1, 9)) % 10)
    line.text = line.text[: found.start()] + value + line.text[found.end() :]
    return Plant("edit", 2, (at,), [line], (found[0], value))


def _move(new, at, rng, lines):
    line = new.pop(_where(new, at))
    far = [i for i in range(len(new)) if abs(i - at) > 8]
    new.insert(rng.choice(far or [0]), line)
    return Plant("move", count(line.text), (at,), [line])


def _move_edit(new, at, rng, lines):
    done = _move(new, at, rng, lines)
    done.made[0].text, words = _reworded(done.made[0].text, rng)
    return Plant("move_edit", done.words + words - 1, done.gone, done.made)


def _split(new, at, rng, lines):
    spot = _where(new, at)
    line = new[spot]
    cut = min(_cuts(line.text), key=lambda c: abs(c - len(line.text) / 2))
    rest = _Line(line.text[cut:])
    line.text = line.text[: cut - 1]
    new.insert(spot + 1, rest)
    return Plant("split", 0, (at,), [line, rest])


def _merge(new, at, rng, lines):
    spot = _where(new, at)
    after = new[spot + 1] if spot + 1 < len(new) else None
    if (
        not after
        or len(after.origin) != 1
        or len(after.text.split()) < 6
        or re.match(r"[\dIVX]+\. ", after.text)
    ):
        return None
    new[spot].text += " " + after.text
    new[spot].origin += after.origin
    del new[spot + 1]
    return Plant("merge", 0, (at, at + 1), [new[spot]])


def _renumber(new, at, rng, lines):
    line = new[_where(new, at)]
    number = int(line.text.split(".")[0])
    line.text = f"{number + 1}." + line.text.split(".", 1)[1]
    return Plant("renumber", 0, (at,), [line])


_OPERATIONS = {
    "insert": _insert,
    "delete": _delete,
    "edit": _edit,
    "figure": _figure,
    "move": _move,
    "move_edit": _move_edit,
    "split": _split,
    "merge": _merge,
    "renumber": _renumber,
}
