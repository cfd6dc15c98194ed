"""Reading drafts: `read` in this process; `read_apart` and `read_many` in children, for strange files."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from vankien.model import Document, UnreadableFile
from vankien.word.apart import read_apart
from vankien.word.many import read_many

__all__ = ["as_docx", "read", "read_apart", "read_many"]


def read(path: Path, *, name: str | None = None) -> Document:
    """Any supported file, by its content. `name`: what people call it, if `path` is a stored copy.

    Raises UnreadableFile, whose params always name the `file`.
    """
    path = Path(path)
    name = name or path.name or str(path)
    try:
        return _read(path, name)
    except UnreadableFile as error:
        error.params.setdefault("file", name)
        raise
    except MemoryError:
        raise UnreadableFile("too_heavy", file=name) from None
    except Exception as error:  # hostile files find what no list of exceptions foresees
        raise UnreadableFile("damaged", file=name) from error


def _read(path: Path, name: str) -> Document:
    from vankien.word.kinds import kind_named

    kind = kind_named(path, name)
    if kind == "txt":
        from vankien.word.plain import read_plain

        return read_plain(path, "md" if name.lower().endswith((".md", ".markdown")) else "txt")
    if kind == "pdf":
        from vankien.word.pdf import read_pdf

        return read_pdf(path)
    if kind == "docx":
        return _read_docx(path)
    return _read_converted(path, kind)


def _read_docx(path: Path) -> Document:
    from vankien.word.docx import read_docx
    from vankien.word.guard import check_package

    check_package(path)
    return read_docx(path)


def _read_converted(path: Path, kind: str) -> Document:
    from vankien.word.convert import to_docx

    with tempfile.TemporaryDirectory(prefix="vankien-", ignore_cleanup_errors=True) as folder:
        document = _read_docx(to_docx(path, kind, Path(folder)))
    return replace(document, format=_FORMATS.get(kind, kind))


def as_docx(path: Path, folder: Path) -> Path | None:
    """The draft as a .docx: itself, or converted into `folder`; None for a PDF or plain text."""
    from vankien.word.convert import to_docx
    from vankien.word.kinds import kind_of

    kind = kind_of(path)
    if kind in ("pdf", "txt"):
        return None
    return path if kind == "docx" else to_docx(path, kind, folder)


_FORMATS = {"flat_opc": "docx", "word_xml": "doc", "fodt": "odt", "mhtml": "html"}
