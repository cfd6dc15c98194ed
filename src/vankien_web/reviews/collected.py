"""What reviewers wrote into their copies, as its pages show it: sums, who wrote, rows by heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import Any, get_args

from django.db.models import Count, Min, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vankien.collate import Collation as Collated
from vankien.collate import CopyCount
from vankien.collate.model import Kind
from vankien.sentences import catalogue, sentence
from vankien_web.accounts.models import User
from vankien_web.common.forms import numeral
from vankien_web.common.frame import Tab
from vankien_web.drafts.models import UNDER_WAY, Draft, Version
from vankien_web.drafts.permissions import newest
from vankien_web.reviews.models import AgendaItem, Collation, CopyState, Remark, Reviewer, ReviewerCopy
from vankien_web.reviews.permissions import can_write_conclusion, collects_for, items_of
from vankien_web.reviews.replied import Reply, replies, unanswered

_ONLY = {"clash": Q(clash__gt=""), "alike": Q(group__gt=""), "left": Q(opinion=None)}
_SPOKEN = ("comment", "reply")
_COUNTED = ("comments", "replies", "tracked", "untracked", "rows")
_LONGEST = 400  # characters of a passage that are quoted
_NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Line:
    """One remark as it is shown; `alike` is how many share its group, `replies` what it is answered."""

    remark: Remark
    kind: str
    quote: str
    alike: int
    replies: Sequence[Reply] = ()

    @property
    def spoken(self) -> bool:
        return self.remark.kind in _SPOKEN


@dataclass(frozen=True)
class Run:
    """Rows that are read together: one, or all that clash over one passage."""

    clash: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Part:
    """What was written under one heading of the base; without a name where the place is not known."""

    name: str
    placed: bool
    runs: list[Run] = field(default_factory=list)


@dataclass(frozen=True)
class CopyLine:
    """A copy with the sentence on what became of it, empty where all is well; `tone` is its badge's;
    `answered`: some of its remarks are."""

    copy: ReviewerCopy
    sentence: str
    tone: str
    answered: bool = False


_TONES = {
    CopyState.QUEUED: "wait",
    CopyState.READING: "now",
    CopyState.DONE: "done",
    CopyState.FAILED: "stop",
}


def tabs(user: User, draft: Draft) -> list[Tab]:
    """For whoever may collect copies of the draft."""
    if collects_for(user, draft) is None:
        return []
    return [Tab(_("Reviewers' copies"), reverse("collation", args=[draft.pk]), among=_("Opinions"))]


def bases(user: User, draft: Draft) -> list[Version]:
    """Versions that copies may be made from, the newest first."""
    latest = newest(user, draft)
    if latest is None:
        return []
    seen = draft.versions.filter(number__lte=latest.number).exclude(state__in=UNDER_WAY)
    return list(seen.order_by("-number"))


def of_version(user: User, draft: Draft, version: Version) -> Collation | None:
    """That of the unit for which this person collects, else any that the person sees; `written` counts its
    remarks."""
    seen = Collation.objects.visible_to(user).filter(draft=draft, version=version)
    rows = list(seen.select_related("unit__parent").annotate(written=Count("remarks")))
    own = collects_for(user, draft)
    return next((row for row in rows if row.unit_id == own), rows[0] if rows else None)


def find(user: User, pk: int) -> Collation:
    """With its draft. Raises Http404."""
    seen = Collation.objects.visible_to(user).select_related(
        "draft__congress__unit__parent",
        "draft__congress__season",
        "draft__latest",
        "draft__sent",
        "version",
        "unit__parent",
    )
    found: Collation = get_object_or_404(seen, pk=pk)
    return found


def concluding(user: User, draft: Draft) -> AgendaItem | None:
    """The draft's item in the last meeting whose conclusion this person may write now."""
    return next((item for item in items_of(user, draft) if can_write_conclusion(user, item.meeting)), None)


def copy_lines(collation: Collation, language: str, said: Iterable[str]) -> list[CopyLine]:
    """`said`: the keys of remarks that are answered."""
    numbers = {key.partition("-")[0] for key in said}
    rows = collation.copies.defer("content")
    return [copy_line(copy, language, answered=str(copy.number) in numbers) for copy in rows]


def copy_line(copy: ReviewerCopy, language: str, *, answered: bool = False) -> CopyLine:
    return CopyLine(copy, told(copy, language), _TONES[CopyState(copy.state)], answered)


def told(copy: ReviewerCopy, language: str) -> str:
    """Why a copy was not read, or what is odd about it."""
    reason = copy.failure.get("reason", "")
    if reason in ("interrupted", "defect"):
        return _("The machine could not put this copy together with the others: tell the administrator.")
    if reason == "secret":
        return _("It bears a secrecy stamp, and this site is connected to a network: refused and erased.")
    if reason in catalogue(language)["file"]:
        params: dict[str, Any] = {"file": copy.file_name} | (copy.failure.get("params") or {})
        return sentence("file", reason, language, **params)
    if copy.strange:
        return _("Hardly a passage of the draft stands in it: is it a copy of this version?")
    return ""


def sums(copies: Sequence[ReviewerCopy]) -> dict[str, int]:
    """What all copies hold together."""
    found = {name: sum(getattr(copy, name) for copy in copies) for name in _COUNTED}
    found["copies"] = len(copies)
    found["failed"] = sum(copy.state == CopyState.FAILED for copy in copies)
    found["waiting"] = sum(copy.under_way for copy in copies)
    found["read"] = found["copies"] - found["waiting"]
    found["done"] = found["read"] - found["failed"]
    return found


def unknown(reviewers: Sequence[Reviewer]) -> list[Reviewer]:
    """Of whom nobody has said who they are."""
    return [one for one in reviewers if one.person_id is None and not one.outside]


def chosen(collation: Collation, asked: Mapping[str, str]) -> QuerySet[Remark]:
    """The remarks of an author, a kind, a heading, a group, or of those that clash."""
    only = asked.get("only", "")
    rows = unanswered(collation) if only == "unanswered" else collation.remarks.all()
    if asked.get("author"):
        rows = rows.filter(author=numeral(asked["author"]))
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("heading"):
        rows = rows.filter(heading=asked["heading"])
    if asked.get("group"):
        rows = rows.filter(group=asked["group"])
    return rows.filter(_ONLY.get(only, Q()))


def headings(collation: Collation) -> list[tuple[str, int]]:
    """Those under which something was written, in the order of the draft, and how much."""
    rows = collation.remarks.exclude(heading="").order_by().values_list("heading")
    counted = rows.annotate(first=Min("position"), n=Count("pk")).order_by("first")
    return [(name, n) for name, _first, n in counted]


def parts(collation: Collation, rows: Sequence[Remark], language: str) -> list[Part]:
    """By heading, and within it what clashes together; one query for how many are alike."""
    names = {row.group for row in rows if row.group}
    counted = collation.remarks.filter(group__in=names).order_by()
    alike = dict(counted.values_list("group").annotate(n=Count("pk"))) if names else {}
    return list(_parts(lines(collation, rows, language, alike)))


def lines(
    collation: Collation, rows: Sequence[Remark], language: str, alike: Mapping[str, int] = _NOBODY
) -> list[Line]:
    """Each with what it is answered; `alike`: how many remarks share a group."""
    words = {kind: capfirst(sentence("remark", kind, language)) for kind in get_args(Kind)}
    said = replies(collation, rows)
    return [
        Line(row, words[row.kind], _quote(row), alike.get(row.group, 0), said.get(row.key, ()))
        for row in rows
    ]


def _parts(lines: Sequence[Line]) -> Iterator[Part]:
    for (name, placed), group in groupby(lines, key=_heading):
        runs = groupby(enumerate(group), key=lambda pair: pair[1].remark.clash or pair[0])
        found = [
            Run(str(key) if isinstance(key, str) else "", [line for _n, line in run]) for key, run in runs
        ]
        yield Part(name, placed, found)


def _heading(line: Line) -> tuple[str, bool]:
    return line.remark.heading, line.remark.place is not None


def _quote(row: Remark) -> str:
    place: dict[str, Any] = row.place or {}
    quote = str(place.get("quote", ""))
    return quote if len(quote) <= _LONGEST else quote[:_LONGEST].rpartition(" ")[0] + " …"


def collated(collation: Collation, language: str) -> Collated:
    """As the library has it, for its tables."""
    copies = list(collation.copies.defer("content"))
    counts = [
        CopyCount(
            copy.file_name,
            copy.reviewer,
            **{name: getattr(copy, name) for name in _COUNTED},
            error=_named(copy, language) if copy.state == CopyState.FAILED else "",
        )
        for copy in copies
    ]
    rows = collation.remarks.select_related("copy", "author__person").defer("copy__content")
    return Collated(tuple(counts), tuple(row.row() for row in rows.order_by("position", "pk")))


def _named(copy: ReviewerCopy, language: str) -> str:
    said = told(copy, language)
    return said if copy.file_name in said else f"{copy.file_name}: {said}"


def base_of(bases: Sequence[Version], wanted: str) -> Version:
    """The version that an address asks for, the newest where it asks for none. Raises Http404."""
    if not wanted and bases:
        return bases[0]
    found = next((version for version in bases if str(version.number) == wanted), None)
    if found is None:
        raise Http404
    return found
