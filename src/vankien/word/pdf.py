"""PDF text: what stands where on each page. `paragraphs` makes blocks of it."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import addressof, byref, c_double, c_float, create_string_buffer
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from vankien.model import Document, Note, UnreadableFile
from vankien.word import legacy, paragraphs
from vankien.word.columns import Line, Page, Rule, Style, Word

MAX_PAGES = 3000
_MAX_CHARACTERS = 10_000_000
_THIN = 2.5  # points: a path no thicker is a ruling line
_WIDE_GAP = 3.0  # em: no stretched space is that wide, so another cell begins
_PASSWORD = 4
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0de\uf02d"


def read_pdf(path: Path) -> Document:
    """The file's text layer, one block a paragraph. Raises UnreadableFile (password, damage, no text)."""
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        raise UnreadableFile("encrypted_pdf" if locked else "damaged") from None
    with pdf:
        if len(pdf) > MAX_PAGES:
            raise UnreadableFile("too_many_pages", limit=str(MAX_PAGES))
        pages = _pages(pdf)
    blocks = paragraphs.blocks(pages)
    if not blocks:
        raise UnreadableFile("pdf_without_text")
    blank = sum(not page.lines for page in pages)
    notes = [Note("pdf_without_text", detail=str(blank))] if blank else []
    old = {
        w.style.font
        for p in pages
        for s in p.lines
        for w in s.words
        if legacy.is_legacy(legacy.coding_of(w.style.font))
    }
    notes += [Note("legacy_converted", detail=font) for font in sorted(old)]
    return Document("pdf", tuple(blocks), notes=tuple(notes))


def _pages(pdf: pdfium.PdfDocument) -> list[Page]:
    pages, characters = [], 0
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > _MAX_CHARACTERS:
            raise UnreadableFile("too_heavy")
        upright, flat = _rules(page)
        width, height = page.get_size()
        lines = tuple(_Lines(text.raw, number, upright).read())
        pages.append(Page(number, width, height, lines, tuple(upright), tuple(flat)))
        text.close()
        page.close()
    return pages


def _rules(page: pdfium.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Ruling lines (position, from, to), upright and flat. A frame gives its four sides."""
    upright, flat = [], []
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), 20_000)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        box = [c_float() for _ in range(4)]
        raw.FPDFPageObj_GetBounds(item, *map(byref, box))
        left, bottom, right, top = (side.value for side in box)
        wide, tall = right - left > _THIN, top - bottom > _THIN
        if tall:
            upright += [(left, bottom, top)] + ([(right, bottom, top)] if wide else [])
        if wide:
            flat += [(top, left, right)] + ([(bottom, left, right)] if tall else [])
    return upright, flat


class _Lines:
    """Gathers the characters of a page into words and the words into lines, in the order of the file."""

    def __init__(self, text: Any, page: int, upright: list[Rule]) -> None:
        self.text, self.page, self.upright = text, page, upright
        self.fonts: dict[int, tuple[str, bool, bool]] = {}
        self.origin, self.box = (c_double(), c_double()), raw.FS_RECTF()

    def read(self) -> Iterator[Line]:
        words: list[Word] = []
        for word in self._words():
            if words and (word is None or self._apart(words[-1], word)):
                yield Line(tuple(words), self.page)
                words = []
            if word is not None:
                words.append(word)
        if words:
            yield Line(tuple(words), self.page)

    def _apart(self, word: Word, following: Word) -> bool:
        """Whether two neighbours on a line belong to different cells, columns or lines."""
        size = max(word.style.size, following.style.size, 1)
        gap = following.left - word.right
        if gap < -size or gap > _WIDE_GAP * size or abs(word.baseline - following.baseline) > 0.7 * size:
            return True
        middle = word.baseline + size / 3
        return any(
            word.right - 1 <= x <= following.left + 1 and low <= middle <= high
            for x, low, high in self.upright
        )

    def _words(self) -> Iterator[Word | None]:
        """Words in order; None where a line ends."""
        letters: list[str] = []
        first = last = 0
        for index in range(raw.FPDFText_CountChars(self.text)):
            char = _character(raw.FPDFText_GetUnicode(self.text, index))
            if not char:
                continue
            if not char.isspace():
                first, last = (first, index) if letters else (index, index)
                letters.append(char)
                continue
            if letters:
                yield self._word("".join(letters), first, last)
                letters = []
            if char in "\r\n":
                yield None
        if letters:
            yield self._word("".join(letters), first, last)

    def _word(self, text: str, first: int, last: int) -> Word:
        """A word in Unicode: letters of old fonts by the font's name, a symbol font's bullet as a dash."""
        style = self._style(first)
        coding = legacy.coding_of(style.font)
        if len(text) == 1 and "\uf021" <= text <= "\uf0ff":
            text = "-" if text in _BULLETS else legacy.decode(text, "symbol")
        elif legacy.is_legacy(coding):
            text = legacy.decode(text, str(coding))
        x, y = self.origin
        raw.FPDFText_GetCharOrigin(self.text, first, byref(x), byref(y))
        left, right = self._box(first), self._box(last)
        return Word(normalize("NFC", text), left[0], max(left[1], right[1]), y.value, style)

    def _box(self, index: int) -> tuple[float, float]:
        """Where a character begins and where the next one may."""
        raw.FPDFText_GetLooseCharBox(self.text, index, byref(self.box))
        return self.box.left, self.box.right

    def _style(self, index: int) -> Style:
        matrix = raw.FS_MATRIX()
        scale = abs(matrix.d) if raw.FPDFText_GetMatrix(self.text, index, byref(matrix)) else 1
        size = raw.FPDFText_GetFontSize(self.text, index) * (scale or abs(matrix.b) or 1)
        return Style(round(size * 2) / 2, *self._font(index))

    def _font(self, index: int) -> tuple[str, bool, bool]:
        """Name, bold, italic."""
        item = raw.FPDFText_GetTextObject(self.text, index)
        font = raw.FPDFTextObj_GetFont(item) if item else None
        if not font:
            return "", False, False
        key = addressof(font.contents)
        if key not in self.fonts:
            buffer = create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace").split("+")[-1]
            low = name.lower()
            bold = "bold" in low or "black" in low or raw.FPDFFont_GetWeight(font) >= 600
            self.fonts[key] = name.split("-")[0].split(",")[0], bold, "italic" in low or "oblique" in low
        return self.fonts[key]


def _character(code: int) -> str:
    """The character; a hyphen where the library marks one at a line's end; nothing for what is no text."""
    if code in (2, 0xFFFE):
        return "-"
    if code in (9, 10, 13):
        return chr(code)
    if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in (0xAD, 0xFFFF):
        return ""
    return chr(code)
