"""What makes a finding the same finding in a later version: its code, what it says, and the passage."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from vankien.model import Document, Finding
from vankien.text import fold

_NAMES = ("_name", "_names", "in_words", "verifier")  # words of the pack, which may be reworded


def fingerprint(finding: Finding, document: Document) -> str:
    """The same for the same passage wherever it stands, another once the passage has changed.

    A passage is the whole block. A finding with a passage is not told by its counts, one without is:
    where a draft is longer than the last time, its length was not set aside.
    """
    place = finding.place
    passage = [_block(document, place.block), fold(place.quote)] if place else []
    said = {
        name: _plain(value, document, counts=place is None)
        for name, value in finding.params.items()
        if not name.endswith(_NAMES)
    }
    text = json.dumps([finding.code, said, passage], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _plain(value: Any, document: Document, *, counts: bool) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, Mapping):
        if "block" in value:  # another place of which the finding speaks
            return [_block(document, value["block"]), fold(str(value.get("quote", "")))]
        return {name: _plain(item, document, counts=counts) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, document, counts=counts) for item in value]
    return str(value) if counts or isinstance(value, bool) else ""


def _block(document: Document, index: int) -> str:
    """Its folded text without the automatic number, which changes when something is put in before it."""
    block = document.blocks[index]
    return fold(block.text[len(block.label) :].strip())
