"""What the search may find of a draft: its title and the passages that everybody who sees it may read."""

from collections.abc import Iterator

from vankien_web.common import search
from vankien_web.common.entries import Entry
from vankien_web.common.history import name_of
from vankien_web.drafts.models import PERSONNEL, Draft, Version
from vankien_web.drafts.naming import full_title

_PARTS = ("body", "table", "footnote", "endnote", "textbox")


def index(draft: Draft, version: Version | None) -> None:
    """Put the draft's title and the text of `version` in place of what was there.

    Once a draft was sent up, the version that was sent is the one to find: those above see no newer one.
    """
    if draft.kind == PERSONNEL or draft.congress is None:
        return
    subject = name_of(draft)
    search.put(subject, "draft", [Entry(title=draft.title, text=full_title(draft))])
    if version is not None:
        search.put(subject, "passage", _passages(version, f"{draft.title} · {draft.congress.unit.called}"))


def _passages(version: Version, title: str) -> Iterator[Entry]:
    for block in version.reading.document.blocks:
        if block.part in _PARTS:
            place = {"block": block.index, "version": version.number}
            yield Entry(part=f"b{block.index}", title=title, text=block.text, place=place)
