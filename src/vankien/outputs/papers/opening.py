"""A .docx from outside, opened once it is known to be sane."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vankien.model import UnreadableFile
from vankien.word.guard import check_package
from vankien.word.package import Package

MOST_BYTES = 64 << 20


def opened(data: bytes) -> Package:
    """Raises UnreadableFile for what is no Word file ("no_paper"), is damaged, or unpacks to too much."""
    if not data.startswith(b"PK"):
        raise UnreadableFile("no_paper")
    if len(data) > MOST_BYTES:
        raise UnreadableFile("too_big", megabytes=str(MOST_BYTES >> 20))
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        check_package(Path(file.name))
    package = Package(data)
    if "[Content_Types].xml" not in package:
        raise UnreadableFile("no_paper")
    if package.root(package.main()) is None:
        raise UnreadableFile("damaged")
    return package
