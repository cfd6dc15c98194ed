"""A template and a paper's words → a .docx. docxtpl does it, in a sandbox that knows nothing but fields.

People's text is escaped where it is put in, its braces as character references: it can be no tag, no XML
and no end of a paragraph but its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from types import CodeType
from typing import Any
from xml.sax.saxutils import escape

import jinja2
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from vankien.outputs.papers.errors import PaperError

MOST_CHARACTERS = 40 << 20
MOST_SECONDS = 20.0
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BRACES = {"{": "&#123;", "}": "&#125;"}
_NEW_PARAGRAPH = "\a"  # docxtpl's own mark
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_PICTURE = 150.0


def fill(template: bytes, context: dict[str, Any], width: float = _PICTURE) -> bytes:
    """`width`: of pictures, in millimetres. Raises PaperError."""
    document = _Template(BytesIO(template))
    filled = BytesIO()
    document.render(context, _Environment(document, width))
    document.docx.save(filled)
    return filled.getvalue()


def shown(text: str) -> str:
    """Text as it may stand inside `w:t`: escaped, each line a paragraph of its own.

    >>> shown("Tỷ lệ < 3% & {{ số }}")
    'Tỷ lệ &lt; 3% &amp; &#123;&#123; số &#125;&#125;'
    """
    return escape(_NO_TEXT.sub("", _LINE_ENDS.sub("\n", text)).strip("\n"), _BRACES).replace(
        "\n", _NEW_PARAGRAPH
    )


def plain(text: str) -> str:
    """Text on one line, as it may stand inside any XML element."""
    return escape(" ".join(_NO_TEXT.sub("", text).split()))


class _Environment(SandboxedEnvironment):
    """Jinja without functions, filters but `length`, or attributes: an item of a paper's data or nothing."""

    def __init__(self, document: DocxTemplate | None, width: float) -> None:
        super().__init__(undefined=jinja2.StrictUndefined, finalize=self._finalize, cache_size=0)
        self.filters, self.tests, self.globals = {"length": len}, {}, {}
        self._document, self._width = document, width

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext) and attribute in ("first", "last", "index"):
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict) and argument in obj:
            return obj[argument]
        return self.undefined(obj=obj, name=str(argument))

    def _finalize(self, value: Any) -> Any:
        if isinstance(value, bytes):
            return self._picture(value)
        return shown(value) if isinstance(value, str) else value

    def _picture(self, image: bytes) -> Any:
        try:
            return str(InlineImage(self._document, BytesIO(image), width=Mm(self._width)))
        except (UnrecognizedImageError, ValueError, KeyError, IndexError) as error:
            raise PaperError("picture") from error


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl, which renders the text alone, in pieces that are counted."""

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Not from templates: the paper's own are written at the end."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """No fields in notes."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        self.current_rendering_part = part
        template = jinja2.Template.from_code(jinja_env, _code(src_xml), {})
        pieces = template.generate(context)
        return _PARAGRAPH.sub(self._listed, "".join(_bounded(pieces)))

    def _listed(self, paragraph: re.Match[str]) -> str:
        """docxtpl's own splitting of lines, which is slow, only where there is a line to split."""
        xml = paragraph[0]
        return self.resolve_listing(xml) if _NEW_PARAGRAPH in xml or "\t" in xml else xml


@lru_cache(maxsize=64)
def _code(source: str) -> CodeType:
    """Compiled once: the same few templates are filled again and again."""
    return _Environment(None, 0).compile(source)


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    end, size = time.monotonic() + MOST_SECONDS, 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_CHARACTERS or time.monotonic() > end:
            raise PaperError("too_long")
        yield piece
