"""Reviewers' Word copies of a base with planted remarks, each known beforehand."""

from dataclasses import dataclass

from docx import Document as Word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
COMMENTS = (
    "Đề nghị bổ sung số liệu cụ thể để chứng minh",
    "Nên viết gọn lại đoạn này",
    "Cần nêu rõ nguyên nhân chủ quan",
    "Số liệu này chưa khớp với báo cáo của phòng Thống kê",
    "Diễn đạt còn chung chung, cần cụ thể hơn",
)
WORDS = ("kịp thời", "thường xuyên", "đồng bộ", "quyết liệt", "hiệu quả")


@dataclass
class Remark:
    kind: str
    block: int
    author: str
    text: str = ""
    old: str = ""
    new: str = ""


def written(lines, path, rng):
    """The base: paragraphs cut into runs anywhere."""
    made = Word()
    for text in lines:
        paragraph = made.add_paragraph()
        while text:
            size = rng.randrange(4, 40)
            paragraph.add_run(text[:size])
            text = text[size:]
    made.save(path)
    return path


def copy_of(lines, path, author, rng, remarks=8):
    """A copy with remarks of every kind, at most one in a paragraph. Returns them in reading order."""
    made = Word()
    long = [i for i, text in enumerate(lines) if len(text.split()) >= 10]
    chosen = dict(zip(rng.sample(long, min(remarks, len(long))), _kinds(rng, remarks), strict=False))
    found = []
    for block, text in enumerate(lines):
        kind = chosen.get(block)
        if kind == "untracked_edit":
            words = text.split(" ")
            at = rng.randrange(3, len(words) - 2)
            put = rng.choice(WORDS)
            found.append(Remark(kind, block, author, old=words[at], new=put))
            words[at] = put
            text = " ".join(words)
        paragraph = made.add_paragraph()
        pieces = _cut(text, rng, kind)
        runs = [paragraph.add_run(piece) for piece in pieces]
        if kind in ("insertion", "deletion", "replacement"):
            found.append(_track(paragraph, runs, kind, block, author, rng))
        elif kind in ("comment", "reply"):
            found += _comment(made, runs, kind, block, author, rng)
    made.core_properties.last_modified_by = author
    made.save(path)
    return found


def _kinds(rng, number):
    kinds = ["comment", "comment", "reply", "insertion", "deletion", "replacement", "untracked_edit"]
    return [kinds[i % len(kinds)] for i in range(number)]


def _cut(text, rng, kind):
    """Three pieces with whole words in the middle one."""
    words = text.split(" ")
    first = rng.randrange(2, len(words) - 5) if len(words) > 8 else len(words) // 2
    last = first + rng.randrange(1, 4)
    return [" ".join(words[:first]) + " ", " ".join(words[first:last]), " " + " ".join(words[last:])]


def _track(paragraph, runs, kind, block, author, rng):
    middle = runs[1]
    put = rng.choice(WORDS)
    gone = middle.text
    if kind == "insertion":
        middle.text = f"{put} {gone}"
        new = paragraph.add_run(put + " ")
        middle.text = gone
        middle._r.addprevious(new._r)
        _wrap(new, "ins", author)
        return Remark(kind, block, author, new=put)
    _wrap(middle, "del", author)
    if kind == "deletion":
        return Remark(kind, block, author, old=gone)
    new = paragraph.add_run(put)
    middle._r.getparent().addnext(new._r)
    _wrap(new, "ins", author)
    return Remark(kind, block, author, old=gone, new=put)


def _wrap(run, kind, author):
    wrapper = run._r.makeelement(
        W + kind, {W + "id": "9", W + "author": author, W + "date": "2020-02-10T08:00:00Z"}
    )
    run._r.addprevious(wrapper)
    wrapper.append(run._r)
    if kind == "del":
        for text in run._r.findall(W + "t"):
            text.tag = W + "delText"
            text.set(SPACE, "preserve")


def _comment(made, runs, kind, block, author, rng):
    text = f"{rng.choice(COMMENTS)} ({block})"
    made.add_comment([runs[1]], text, author=author, initials="UV")
    return [Remark("comment", block, author, text=text, old=runs[1].text)]
