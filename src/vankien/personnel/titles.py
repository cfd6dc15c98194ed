"""The lines before a table as the title of its list: for which bodies it is, and of whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vankien.personnel import cells
from vankien.personnel.groups import LEAVING
from vankien.personnel.model import Body, Track
from vankien.personnel.phrases import HEADING
from vankien.text import clean, fold

_TITLE = re.compile(r"danh sách|trích ngang")
_COUNTED = re.compile(r"\s*\(\d+ ?(?:đồng chí|đ/c|người|ủy viên)\)(?=[.:]?$)")  # "2. Tái cử (11 đồng chí)"
_SIZE = re.compile(r"số lượng|\d+ ?(?:đồng chí|đ/c|người|ủy viên)|: ?\d|giữ chức")
_LISTED: tuple[Body, ...] = ("committee", "standing", "inspection", "delegation")
_SHORT = 12  # words of a title without "danh sách"
_POSTS = re.compile(r"(?:(?:các|chức danh|chức vụ|nhân sự|giới thiệu|dự kiến|bầu|về) )*$")


@dataclass(frozen=True, slots=True)
class Title:
    """`bodies`: all that the list is said to be for; `track`: of whom; `leaving`: of those who go."""

    bodies: tuple[Body, ...] = ()
    track: Track | None = None
    leaving: bool = False

    @property
    def body(self) -> Body | None:
        return self.bodies[0] if self.bodies else None

    @property
    def of_all(self) -> tuple[Body, ...]:
        """What everybody in the list is proposed for: of several posts each row says which."""
        several = len(self.bodies) > 1 and self.body not in _LISTED
        return () if several else self.bodies[:1]


UNTITLED = Title()


def title_of(lines: Sequence[str], union: bool) -> Title:
    """As the nearest titles say it, up to the next heading; sentences and sizes are no titles."""
    bodies: tuple[Body, ...] = ()
    for line in reversed(lines):
        key = _COUNTED.sub("", fold(clean(line)))
        cue = _TITLE.search(key)
        if cue is None and (len(key.split()) > _SHORT or _SIZE.search(key)):
            continue
        bodies = _bodies(key, cue, union)
        if cue or HEADING.match(key):
            return Title(bodies, cells.track(key), LEAVING.search(key) is not None)
        if bodies:
            break
    return Title(bodies)


def _bodies(key: str, cue: re.Match[str] | None, union: bool) -> tuple[Body, ...]:
    """The bodies that a title names; single posts only after "danh sách", or where a heading begins so."""
    found = sorted((start, body) for body, start, _ in cells.bodies_in(key, union))
    after = [(start, body) for start, body in found if cue is None or start >= cue.end()]
    heading = HEADING.match(key)
    posts = bool(cue and "danh sách" in key) or bool(
        heading and after and _POSTS.match(key[heading.end() : after[0][0]])
    )
    return tuple(dict.fromkeys(body for _, body in after if body in _LISTED or posts))
