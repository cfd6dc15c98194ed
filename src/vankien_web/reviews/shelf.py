"""The official papers as pages list them: what can be made, what was made, what has gone out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from vankien.outputs import papers as library
from vankien_web.accounts.models import User
from vankien_web.drafts.models import Draft
from vankien_web.reviews import papers
from vankien_web.reviews.models import ChangeRequest, Meeting, Paper, Rendition
from vankien_web.reviews.papers import ready
from vankien_web.reviews.papers.ready import Line
from vankien_web.reviews.permissions import tells_personnel
from vankien_web.units.models import WRITERS, who


@dataclass
class Row:
    """A paper that a meeting may have. `stale`: the record has changed since the copy was made."""

    line: Line
    copy: Paper | None = None
    issued: list[Paper] = field(default_factory=list)
    stale: bool = False

    @property
    def name(self) -> str:
        return library.FORMS[self.line.form].name("vi")

    @property
    def to_do(self) -> bool:
        """Whether making it now gives something that is not there yet."""
        fresh = self.copy is not None and not self.stale
        return not self.line.lacks and not fresh and not self.issued

    @property
    def state(self) -> tuple[str, str]:
        """Its tone and its words."""
        if self.issued:
            return "done", _("issued")
        if self.copy is None:
            return ("wait", _("not complete yet")) if self.line.lacks else ("soon", _("can be made"))
        return ("late", _("copy out of date")) if self.stale else ("now", _("copy to preview"))


def rows(meeting: Meeting, user: User) -> list[Row]:
    """In the order in which an office makes them. Six queries."""
    found = ready.lines(meeting, personnel=tells_personnel(user, meeting.unit.path or ""))
    by_key: dict[tuple[str, str, bool], list[Paper]] = defaultdict(list)
    for paper in Paper.objects.visible_to(user).filter(meeting=meeting).order_by("number", "pk"):
        by_key[paper.form, paper.subject, paper.personnel].append(paper)
    ends = papers.states(paper.record for some in by_key.values() for paper in some)
    return [_row(line, by_key, ends) for line in found]


def _row(line: Line, by_key: dict[tuple[str, str, bool], list[Paper]], ends: dict[str, str]) -> Row:
    made = by_key[line.form, line.source.subject, line.source.personnel]
    copy = next((paper for paper in made if paper.issued_at is None), None)
    issued = [paper for paper in made if paper.issued_at]
    return Row(line, copy, issued, stale=copy is not None and ends[copy.record] != copy.state_hash)


def answered(user: User) -> list[tuple[Draft, Meeting]]:
    """The drafts of one's own unit of which a conclusion has asked something, and the last such meeting."""
    own = who(user).units(*WRITERS)
    if not own:
        return []
    asked = ChangeRequest.objects.visible_to(user).filter(
        draft__congress__unit__in=own, issued_at__isnull=False, sentence__isnull=False
    )
    asked = asked.select_related("draft__congress__unit", "sentence__conclusion__meeting__unit")
    last = {r.draft: r.asking.conclusion.meeting for r in asked.order_by("issued_at", "pk") if r.draft}
    return list(last.items())


def is_late(paper: Paper) -> bool:
    """Whether the record has changed since the paper was made."""
    return papers.state(paper.record) != paper.state_hash


def pages_of(paper: Paper) -> Rendition | None:
    return Rendition.objects.filter(source=paper.sha256).first()


@dataclass(frozen=True)
class Verified:
    """`told`: what the file says of itself; `paper`: the one stored here that it is, or was made with."""

    told: library.Verified
    paper: Paper | None
    same: bool
    changed: bool

    @property
    def name(self) -> str:
        return library.FORMS[self.told.form].name("vi")


def verified(user: User, data: bytes) -> Verified:
    """Which paper of this site these bytes are, of those that this person sees. Raises UnreadableFile."""
    told = library.verify(data)
    seen = Paper.objects.visible_to(user).select_related("unit")
    stored = papers.stored_as(seen, data)
    made = seen.filter(form=told.form, record=told.record, state_hash=told.state)
    paper = stored or made.order_by("-issued_at", "-pk").first()
    changed = paper is not None and papers.state(paper.record) != told.state
    return Verified(told, paper, same=stored is not None, changed=changed)
