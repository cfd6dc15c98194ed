"""Plain text and Markdown: one block a line that is not empty."""

from __future__ import annotations

from pathlib import Path

from vankien.model import Block, Document, Note, UnreadableFile
from vankien.text import clean
from vankien.word.guard import MAX_PARAGRAPHS, MAX_XML, MEGABYTE

_CONTROLS = dict.fromkeys((*range(9), 0x0E, 0x0F, *range(0x10, 0x1C), 0x7F))


def read_plain(path: Path, format: str = "txt") -> Document:
    """UTF-8, UTF-16, else windows-1258 with a note. `format` is "txt" or "md"; both are read alike."""
    if path.stat().st_size > MAX_XML:
        raise UnreadableFile("too_big", megabytes=str(MAX_XML // MEGABYTE))
    text, guessed = decode(path.read_bytes())
    lines = [line for line in map(clean, text.translate(_CONTROLS).splitlines()) if line]
    if len(lines) > MAX_PARAGRAPHS:
        raise UnreadableFile("too_many_paragraphs", limit=f"{MAX_PARAGRAPHS:,}".replace(",", "."))
    notes = (Note("legacy_suspected", detail="windows-1258"),) if guessed else ()
    return Document(format, tuple(Block(i, line) for i, line in enumerate(lines)), notes=notes)


def decode(data: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding had to be guessed."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), False
    evens, odds = data[0:4096:2].count(0), data[1:4096:2].count(0)
    if max(evens, odds) * 5 > len(data[:4096]):
        return data.decode("utf-16-le" if odds > evens else "utf-16-be", "replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace"), True
