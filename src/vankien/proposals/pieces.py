"""A sentence cut into the things that it asks for, each with its verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vankien.proposals.words import found_in, has, opens, parts, words
from vankien.text import clean, fold

_SEPARATOR = re.compile(r"[;,]")
_AND = re.compile(r"\svà\s")
_NUMBERS = re.compile(r"(?<=\d),(?=\s?\d)")
VERBS = ("add", "make", "lack", "rewrite", "shorten", "remove", "verify", "task")
_LISTED = ("add", "make", "lack", "rewrite", "shorten", "remove")
_SENTENCE = re.compile(r"(?<=[a-zà-ỹ]{2})[.;]\s+(?=\d{1,2}[.)]\s|[A-ZĐÀ-Ỹ])")
_LABEL = re.compile(r"^(?:\d{1,2}[.)]|[a-zđ]\)|[-+*•])\s+")
_ITSELF = re.compile(r"\s*(?:toàn bộ )?(?:báo cáo|dự thảo|văn bản)\b")
_HIDDEN = "\ue000"


def pieces(text: str, names: Iterable[str] = ()) -> list[str]:
    """Each sentence in the pieces that its semicolons and commas make; a piece without a verb takes the last.

    "bổ sung tỷ lệ hộ nghèo, tăng thu ngân sách" → "bổ sung tỷ lệ hộ nghèo", "bổ sung tăng thu ngân sách".
    `names`: what may stand in a list by itself, and holds commas of its own.
    """
    known = tuple(names)
    sentences = (_LABEL.sub("", sentence).rstrip(" .;") for sentence in _SENTENCE.split(clean(text)))
    return [piece for sentence in sentences for piece in _pieces(sentence, known)]


def _pieces(text: str, known: tuple[str, ...]) -> list[str]:
    if is_for_others(text):  # a list of those who are asked, not of what is asked
        return [text] if text else []
    found: list[str] = []
    verb = ""
    for raw in _cut(_hidden(text, known)):
        own, goes_on = _leading_verb(raw)
        if found and _goes_on(raw, own, found[-1], known):
            found[-1] += f", {raw}"
            verb = own if own and goes_on else verb
            continue
        found.append(raw if own or not verb or opens(raw, "own") else f"{verb} {raw}")
        verb = own if goes_on else "" if own else verb
    return [piece.replace(_HIDDEN, ",") for piece in found]


def is_for_others(text: str) -> bool:
    """Whether departments or a working group are asked, not the unit."""
    return has(text, "verify") or has(text, "group") or asks_departments(text)


def asks_departments(text: str) -> bool:
    return has(text, "departments") and has(text, "checking") and has(text, "figures")


def _hidden(text: str, names: Iterable[str]) -> str:
    """With the commas inside numbers and names hidden: "quốc phòng, an ninh"."""
    text = _NUMBERS.sub(_HIDDEN, text)
    for name in (*words("pairs"), *names, *(cue for cues in parts().values() for cue in cues)):
        if "," in name and (at := found_in(text, name)) >= 0:
            text = text[:at] + text[at : at + len(name)].replace(",", _HIDDEN) + text[at + len(name) :]
    return text


def _goes_on(raw: str, own: str, before: str, names: tuple[str, ...]) -> bool:
    """Whether a piece only goes on with the one before: a reason, a manner, a verb alone."""
    if opens(raw, "joins") or _is_bare(before) or _ends(before, "leads"):
        return True
    if own in words("remove") and not _object(raw) and not _leading_verb(before)[0]:
        return _names_something(before, names)
    if own and _is_part(before) and not _object(raw):
        return True
    if own:
        return not _object(raw) and not any(_object_before(raw, own))
    return not (opens(raw, "things") or opens(raw, "own") or _names_something(raw, names))


def _is_part(piece: str) -> bool:
    """Whether a piece is a part's name alone, at the head of a list: "phần quốc phòng - an ninh"."""
    key = re.sub(r"(?<!\w)(?:các|phần|mục|nội dung|đề nghị|ở|về)(?!\w)", " ", fold(piece)).strip()
    return any(key == cue or key == cue.removeprefix("phần ") for cues in parts().values() for cue in cues)


def _is_bare(piece: str) -> bool:
    """Whether a piece is a verb alone: "sửa đổi", before ", bổ sung phần nguyên nhân"."""
    own, _ = _leading_verb(piece)
    return bool(own) and not _object(piece) and not any(_object_before(piece, own))


def _object(piece: str) -> list[str]:
    """The words after the leading verb that are no fillers."""
    own, _ = _leading_verb(piece)
    after = fold(piece)[found_in(piece, own) + len(own) :]
    return _left(_ITSELF.sub(" \ue001", after) if _ITSELF.match(after) else after)


def _object_before(piece: str, own: str) -> list[str]:
    return _left(piece[: max(found_in(piece, own), 0)])


def _left(text: str) -> list[str]:
    key = f" {fold(text)} "
    for filler in sorted(
        (*words("empty"), *(v for name in VERBS for v in words(name))), key=len, reverse=True
    ):
        key = re.sub(rf"(?<!\w){re.escape(filler)}(?!\w)", " ", key)
    return [word for word in key.split() if not word.isdigit()]


def _ends(piece: str, name: str) -> bool:
    return fold(piece).endswith(words(name))


def _names_something(raw: str, names: tuple[str, ...]) -> bool:
    text = raw.replace(_HIDDEN, ",")
    cues = (cue for cues in parts().values() for cue in cues)
    return any(found_in(text, name) >= 0 for name in (*cues, *names))


def _cut(text: str) -> Iterator[str]:
    """At semicolons, commas, and "và" before another verb."""
    for clause in _SEPARATOR.split(text):
        at = 0
        for hit in _AND.finditer(clause):
            after = clause[hit.end() :]
            names_a_part = any(found_in(after, cue) == 0 for cues in parts().values() for cue in cues)
            if not names_a_part and any(opens(after, name) for name in VERBS):
                yield clause[at : hit.start()].strip()
                at = hit.end()
        if clause[at:].strip():
            yield clause[at:].strip()


def _leading_verb(piece: str) -> tuple[str, bool]:
    """The verb that stands first, as it is written, and whether a list may follow it."""
    verbs = [(verb, name) for name in VERBS for verb in words(name)]
    named = {found_in(piece, cue) for cues in parts().values() for cue in cues}  # "xây dựng Đảng" is a name
    found = ((found_in(piece, verb), -len(verb), name) for verb, name in verbs)
    at = [hit for hit in found if hit[0] >= 0 and hit[0] not in named]
    first, length, name = min(at, default=(0, 0, ""))
    return piece[first : first - length], name in _LISTED
