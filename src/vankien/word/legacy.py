"""Text stored in other codes than Unicode, told by the font's name alone: TCVN3, VNI, Symbol, Wingdings."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_FAMILIES = {
    "symbol": "symbol", "wingdings": "wingdings", "wingdings 2": "wingdings2", "wingdings 3": "wingdings3",
    "webdings": "webdings",
}  # fmt: skip
_TCVN3_LETTER = re.compile(
    r"[a-zA-Z][¨©ª«¬®µ¶·¸¹»¼½¾Ææ×Ø÷ø]|[§®¬][a-z]|[a-z]\xad|\xad[a-z]|[¸µ¶·¹][a-z]?[ntcmpgh]"
)
_UNUSUAL = re.compile("[¨©ª«¬®µ¶·¸¹»¼½¾×÷ÄäÅåÆæËëÏïÑñÖöØøÛûÜü§]")
# Letters that neither code has: what holds one was typed in Unicode, whatever its font says.
_UNICODE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_VNI_LETTER = re.compile(
    r"[aA][ùøûõïêéèúüëâáàåãäÙØÛÕÏÊÉÈÚÜËÂÁÀÅÃÄ]|[eE][ùøûõïâáàåãäÙØÛÕÏÂÁÀÅÃÄ]|[oO][âùøûõïåäÂÙØÛÕÏÅÄ]|[ôöÔÖ][ùøûõïÙØÛÕÏ]|[ñÑ]"
)


@cache
def coding_of(font: str) -> str | None:
    """ ".VnTime" → "tcvn3", ".VnTimeH" → "tcvn3h", "VNI-Times" → "vni", "Symbol" → "symbol"; else None."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3h" if name.endswith("h") else "tcvn3"
    if name.startswith("vni-"):
        return "vni"
    return _FAMILIES.get(name)


@cache
def _table(coding: str) -> dict[int, str]:
    file = "legacy.toml" if coding in ("tcvn3", "vni") else "symbols.toml"
    text = resources.files("vankien.word").joinpath(file).read_text(encoding="utf-8")
    table = {int(code, 16): twin for code, twin in tomllib.loads(text)[coding].items()}
    private = {0xF000 + code: twin for code, twin in table.items()}
    if not is_legacy(coding):
        # A plain no-break space or soft hyphen is one in any font.
        table = {code: twin for code, twin in table.items() if code not in (0xA0, 0xAD)}
    return table | private


def is_legacy(coding: str | None) -> bool:
    """Whether letters are stored in an old Vietnamese code."""
    return coding is not None and coding.startswith(("tcvn3", "vni"))


def decode(text: str, coding: str) -> str:
    """Unicode for the stored characters. VNI gives combining marks, which NFC joins even across runs."""
    if is_legacy(coding):
        if _UNICODE.search(text):
            return text
        text = text.translate(_PRIVATE).translate(_table(coding.removesuffix("h")))
        return text.upper() if coding == "tcvn3h" else text
    text = text.translate(_table(coding))
    return text if coding == "symbol" else text.translate(_UNKNOWN)


def looks_legacy(text: str) -> bool:
    """Whether Unicode text looks like TCVN3 or VNI whose font was lost: a hint, never a reason to convert."""
    if not _UNUSUAL.search(text):
        return False
    return len(_TCVN3_LETTER.findall(text)) >= 3 or len(_VNI_LETTER.findall(text)) >= 3


_UNKNOWN = dict.fromkeys(range(0xF021, 0xF100), "•")
_PRIVATE = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}
