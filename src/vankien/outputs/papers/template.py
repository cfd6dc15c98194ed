"""The templates: those that the product ships, drawn from a format, and those that an office has edited."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from vankien.model import UnreadableFile
from vankien.outputs.papers.errors import PaperError
from vankien.outputs.papers.fields import Field
from vankien.outputs.papers.fill import fill
from vankien.outputs.papers.forms import FORMS, fields
from vankien.outputs.papers.letterhead import draw_foot, draw_head
from vankien.outputs.papers.measures import measures
from vankien.outputs.papers.opening import opened
from vankien.outputs.papers.package import package, section
from vankien.outputs.papers.sheet import Sheet
from vankien.outputs.papers.tags import Reader
from vankien.word.names import w
from vankien.word.package import Package

MOST_BYTES = 8 << 20
MOST_XML = 2 << 20
_LEFT_OVER = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "commentReference")))
_FOREIGN = ("vbaProject", "oleObject", "aFChunk", "attachedTemplate", "package", "control")
_STORIES = ("header", "footer")


@lru_cache(maxsize=64)
def template(form: str, format: str, body: str = "") -> bytes:
    """The shipped template, for an office to edit in Word. `body`: who issues: the rule below fits its name.

    Raises KeyError for a form, packs.PackError for a format that does not exist.
    """
    kind = FORMS[form]
    sheet = Sheet(measures(format, kind.wide))
    if kind.letterhead:
        draw_head(sheet, kind.title, body)
    kind.draw(sheet)
    if kind.letterhead:
        draw_foot(sheet)
    if kind.annex is None:
        return package("".join(sheet.parts), sheet.measures)
    lying = Sheet(measures(format, wide=True))
    kind.annex(lying)
    return package("".join([*sheet.parts, section(sheet.measures), *lying.parts]), lying.measures, annex=True)


def check_template(form: str, data: bytes, language: str = "vi") -> str | None:
    """What is wrong with an office's template, in one sentence; None where nothing is."""
    try:
        examine(form, data)
        fill_office(data, _sample(fields(form)))
    except PaperError as error:
        return error.sentence(language)
    return None


def fill_office(data: bytes, context: dict[str, Any]) -> bytes:
    """An office's examined template, filled; whatever it still hides becomes a PaperError."""
    try:
        return fill(data, context)
    except PaperError:
        raise
    except Exception as error:  # a file from outside finds what no list of exceptions foresees
        raise PaperError("not_filled") from error


def _sample(known: tuple[Field, ...]) -> dict[str, Any]:
    """Every field with something in it, every list with one item."""
    return {f.name: _sample_of(f) for f in known}


def _sample_of(field: Field) -> Any:
    item = _sample(field.fields) if field.fields else field.name
    return [item] if field.many else item


def examine(form: str, data: bytes) -> None:
    """Raises PaperError for a file that is no .docx, brings foreign things along or has a wrong tag."""
    if len(data) > MOST_BYTES:
        raise PaperError("too_big", megabytes=str(MOST_BYTES >> 20))
    package = _opened(data)
    main = package.main()
    reader = Reader(fields(form))
    for part in (main, *(p for kind in _STORIES for p in package.related(main, kind))):
        _harmless(package, part)
        root = package.root(part)
        if root is None:
            raise PaperError("not_word")
        if any(True for _ in root.iter(*_LEFT_OVER)):
            raise PaperError("left_over")
        reader.read(root)


def _opened(data: bytes) -> Package:
    try:
        package = opened(data)
    except UnreadableFile as error:
        raise PaperError("not_word") from error
    if package.size(package.main()) > MOST_XML:
        raise PaperError("not_word")
    return package


def _harmless(package: Package, part: str) -> None:
    """Nothing that runs, and nothing from elsewhere: a paper is complete in itself."""
    for link in package.relationships(part).values():
        if link.kind in _FOREIGN:
            raise PaperError("foreign", what=link.kind)
        if link.external and link.kind != "hyperlink":
            raise PaperError("external", target=link.target[:120])
