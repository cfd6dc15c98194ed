"""The file does not look like the kind of document asked for: a news item, a plan, another report.

Told once, beside the many parts that are missing, where a title in capitals names another kind of the pack
and none names this one, or where fewer than a quarter of the outline's required parts have a heading and no
short line at the top names the kind ("Báo cáo chính trị"). A draft of a few lines is let pass. Authority:
the outline of the pack.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.model import Finding
from vankien.text import fold

CODE = "VK107"
TOP, TITLE_WORDS, FEWEST_WORDS = 30, 25, 60


def check(draft: Draft) -> Iterator[Finding]:
    required = [part.id for part in draft.outline.parts if part.required]
    found = sum(id in draft.parts for id in required)
    words = sum(len(block.text.split()) for block in draft.blocks)
    if words < FEWEST_WORDS:
        return
    if not _is_titled_otherwise(draft) and (found * 4 >= len(required) or _is_named(draft)):
        return
    name = draft.pack.kinds[draft.kind]
    params = {"kind": draft.kind, "kind_name": name, "found": found, "required": len(required)}
    yield Finding(CODE, params, draft.place(draft.blocks[0].index), authority=draft.outline.authority)


def _is_named(draft: Draft) -> bool:
    """Whether short lines at the top have the first two words of the kind's name and the next or last two."""
    top = " ".join(fold(text) for text in _short_lines(draft))
    words = _title(draft, draft.kind).split()
    return " ".join(words[:2]) in top and any(" ".join(two) in top for two in (words[2:4], words[-2:]))


def _is_titled_otherwise(draft: Draft) -> bool:
    """Whether the first title in capitals, on one line or two, that names a kind names another than this."""
    own = _title(draft, draft.kind)
    kinds = {_title(draft, kind) for kind in draft.pack.kinds}
    lines = _short_lines(draft)
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        title = fold(f"{line} {below}").removeprefix("dự thảo ").removeprefix("đề cương ")
        named = {kind for kind in kinds if title.startswith(kind)} if line.isupper() else set()
        if named:  # "báo cáo" alone is the beginning of "báo cáo của ban chấp hành trình đại hội"
            return not any(own.startswith(kind) for kind in named)
    return False


def _short_lines(draft: Draft) -> list[str]:
    return [b.text for b in draft.blocks[:TOP] if len(b.text.split()) <= TITLE_WORDS]


def _title(draft: Draft, kind: str) -> str:
    """A kind's name as titles begin with it."""
    return fold(draft.pack.kinds[kind]).removeprefix("đề cương ").removesuffix(" của ban chấp hành")
