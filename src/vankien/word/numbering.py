"""numbering.xml: the numbers that Word computes in front of paragraphs (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from vankien.word.names import ALTERNATE, VAL, Element, child, chosen, is_on, number, value, w
from vankien.word.numerals import padded, written
from vankien.word.styles import NumberRef

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One `w:lvl`. Every paragraph of a level below `restart` (from 0) restarts it; 0 is never."""

    index: int
    start: int
    format: str
    text: str
    pattern: str = ""
    suffix: str = "tab"
    restart: int = 0
    legal: bool = False
    picture: bool = False
    style: str | None = None
    indents: dict[str, str] = field(default_factory=dict)
    run: Element | None = None

    @property
    def bullet(self) -> bool:
        return self.format == "bullet"

    def count(self, n: int, *, legal: bool) -> str:
        """`n` in this level's format, in digits where a legal level shows it."""
        if legal and self.format not in ("bullet", "none", "decimalZero"):  # Word's own list: Section 1.01
            return str(n)
        return padded(n, self.pattern) if self.pattern else written(n, self.format)


@dataclass(slots=True)
class NumberList:
    """One `w:num`: its levels, overrides laid on. Lists of one `family` (`w:abstractNum`) count together."""

    family: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)

    def level_of_style(self, styles: tuple[str, ...]) -> int | None:
        """The level that is linked to the nearest of these styles."""
        for style in styles:
            for level in self.levels.values():
                if level.style == style:
                    return level.index
        return None


class Numbering:
    """The lists of a file, by `w:numId`."""

    def __init__(self, root: Element | None, style_list: Callable[[str], NumberRef | None]) -> None:
        found = root if root is not None else ()
        self._abstracts = {e.get(w("abstractNumId"), ""): e for e in found if e.tag == w("abstractNum")}
        self._numbers = {e.get(w("numId"), ""): e for e in found if e.tag == w("num")}
        self._style_list = style_list
        self._lists: dict[str, NumberList | None] = {}

    def list(self, id_: str) -> NumberList | None:
        """The list of a `w:numId`; None for 0 and for one that does not exist."""
        if id_ not in self._lists:
            self._lists[id_] = self._read(id_)
        return self._lists[id_]

    def level(self, reference: NumberRef) -> Level | None:
        """The level at which a paragraph with this reference stands."""
        found = self.list(reference.id)
        if found is None:
            return None
        linked = found.level_of_style(reference.styles)
        index = linked if linked is not None else reference.level or 0
        return found.levels.get(min(max(index, 0), _LEVELS - 1))

    def _read(self, id_: str) -> NumberList | None:
        element = self._numbers.get(id_)
        if element is None or id_ == "0":
            return None
        family = self._family(value(element, "abstractNumId") or "")
        if family is None:
            return None
        levels = {level.index: level for level in map(_level, self._abstracts[family].iterfind(w("lvl")))}
        found = NumberList(family, levels)
        for override in element.iterfind(w("lvlOverride")):
            _override(found, override)
        return found

    def _family(self, id_: str, depth: int = 0) -> str | None:
        """The abstract list, through a list style where it only points to one."""
        abstract = self._abstracts.get(id_)
        link = value(abstract, "numStyleLink")
        if link and depth < _LEVELS:
            reference = self._style_list(link)
            target = self._numbers.get(reference.id) if reference else None
            if target is not None:
                return self._family(value(target, "abstractNumId") or "", depth + 1)
        return id_ if abstract is not None else None


def _override(found: NumberList, override: Element) -> None:
    index = number(override.get(w("ilvl")))
    if index is None:
        return
    level = child(override, "lvl")
    if level is not None:
        found.levels[index] = replace(_level(level), index=index)
    start = number(value(override, "startOverride"))
    if start is not None:
        found.starts[index] = start


def _level(element: Element) -> Level:
    index = number(element.get(w("ilvl"))) or 0
    form = _format(element)
    text = child(element, "lvlText")
    restart = number(value(element, "lvlRestart"))
    indents = child(element, "pPr", "ind")
    start = number(value(element, "start"))
    return Level(
        index=index,
        start=0 if start is None else start,
        format=form.get(VAL, "decimal") if form is not None else "decimal",
        text=text.get(VAL, "") if text is not None and not _null(text) else "",
        pattern=form.get(w("format"), "") if form is not None and form.get(VAL) == "custom" else "",
        suffix=value(element, "suff") or "tab",
        restart=index if restart is None or restart > index else restart,
        legal=is_on(value(element, "isLgl") or None) if child(element, "isLgl") is not None else False,
        picture=child(element, "lvlPicBulletId") is not None,
        style=value(element, "pStyle"),
        indents={str(k): str(v) for k, v in indents.attrib.items()} if indents is not None else {},
        run=child(element, "rPr"),
    )


def _format(level: Element) -> Element | None:
    alternate = level.find(ALTERNATE)
    branch = chosen(alternate) if alternate is not None else None
    return child(branch if branch is not None else level, "numFmt")


def _null(text: Element) -> bool:
    return text.get(w("null")) is not None and is_on(text.get(w("null")))


class Counters:
    """Where each list stands. One set a story: body, text boxes, footnotes, each header count apart."""

    def __init__(self) -> None:
        self._values: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def next(self, id_: str, numbers: NumberList, level: Level) -> str:
        """Count one paragraph and return its number, without what follows it."""
        values = self._values.setdefault(numbers.family, [None] * _LEVELS)
        at = level.index
        for above in range(at):
            if values[above] is None:
                values[above] = self._start(numbers, above)
        current = values[at]
        first_use = (id_, at) not in self._restarted
        self._restarted.add((id_, at))
        if current is None or (at in numbers.starts and first_use):
            values[at] = self._start(numbers, at)
        else:
            values[at] = current + 1
        for below in range(at + 1, _LEVELS):
            deeper = numbers.levels.get(below)
            if deeper is None or at < deeper.restart:
                values[below] = None
        return self._label(numbers, level, values)

    @staticmethod
    def _start(numbers: NumberList, index: int) -> int:
        level = numbers.levels.get(index)
        return numbers.starts.get(index, level.start if level else 1)

    @staticmethod
    def _label(numbers: NumberList, level: Level, values: list[int | None]) -> str:
        def filled(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            shown, current = numbers.levels.get(index), values[index]
            return shown.count(current, legal=level.legal) if shown and current is not None else ""

        return level.text if level.bullet else _PLACEHOLDER.sub(filled, level.text)
