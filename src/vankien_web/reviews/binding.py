"""Papers as PDF, each converted once, and many bound into one with bookmarks.

What is made here can be made again: it lies beside the store, in `converted/` and `bundles/` of the data
folder, in no backup, and goes when nobody has asked for it for a month. What is made of a sealed paper is
sealed, too (common.sealed).
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from vankien import word
from vankien.model import UnreadableFile
from vankien.word.kinds import kind_of
from vankien_web.common import office, sealed, storage

SECONDS = 100  # for one paper: the worker's own clock stops a task that takes longer than four minutes
KEPT = 30 * 24 * 3600


class Unbound(Exception):  # noqa: N818 - reads as what happened
    """A paper that cannot be made a PDF."""


def bundle_path(key: str) -> Path:
    return Path(settings.DATA) / "bundles" / f"{key}.pdf"


def converted(sha256: str) -> Path | None:
    """The paper as PDF where it is one, or was converted already."""
    made = _converted(sha256)
    if made.is_file():
        made.touch()
        return made
    original = storage.path(sha256)
    with sealed.readable(original) as plain:
        return original if _kind(plain) == "pdf" else None


def convert(sha256: str) -> Path:
    """The paper as PDF, converted if it must be. Raises Unbound."""
    known = converted(sha256)
    if known is not None:
        return known
    original = storage.path(sha256)
    with (
        tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder,
        sealed.readable(original) as plain,
    ):
        try:
            draft = word.as_docx(plain, Path(folder)) or plain
            suffix = ".txt" if draft == plain and _kind(plain) == "txt" else ".docx"
            data = office.to_pdf(draft, suffix=suffix, seconds=SECONDS)
        except (UnreadableFile, office.NotConverted) as error:
            raise Unbound from error
    return _keep(sealed.closed(data) if sealed.is_sealed(original) else data, _converted(sha256))


def bind(cover: bytes, parts: Iterable[tuple[str, list[tuple[str, Path]]]], key: str) -> list[str]:
    """Bind a cover and chapters of (bookmark, papers) into the bundle; returns what could not be bound."""
    writer, left_out, secret = PdfWriter(), [], False
    _append(writer, cover)
    for bookmark, papers in parts:
        first = len(writer.pages)
        bound = []
        for title, path in papers:
            at = len(writer.pages)
            secret = secret or sealed.is_sealed(path)
            try:
                _append(writer, sealed.content(path))
            except Unbound:
                left_out.append(title)
            else:
                bound.append((title, at))
        chapter = writer.add_outline_item(title=bookmark, page_number=first if bound else 0)
        for title, at in bound:
            writer.add_outline_item(title=title, page_number=at, parent=chapter)
    writer.page_mode = "/UseOutlines"
    out = io.BytesIO()
    writer.write(out)
    _keep(sealed.closed(out.getvalue()) if secret else out.getvalue(), bundle_path(key))
    return left_out


def sweep() -> None:
    """Remove what nobody has asked for lately."""
    for room in ("bundles", "converted"):
        for file in (Path(settings.DATA) / room).glob("*.pdf"):
            if time.time() - file.stat().st_mtime > KEPT:
                file.unlink(missing_ok=True)


def _append(writer: PdfWriter, data: bytes) -> None:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unbound
        writer.append(reader, import_outline=False)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise Unbound from error


def _converted(sha256: str) -> Path:
    return Path(settings.DATA) / "converted" / f"{sha256}.pdf"


def _kind(path: Path) -> str:
    try:
        return kind_of(path)
    except UnreadableFile:
        return ""


def _keep(data: bytes, target: Path) -> Path:
    """Whole or not at all: others read while this writes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(data)
    return Path(file.name).replace(target)
