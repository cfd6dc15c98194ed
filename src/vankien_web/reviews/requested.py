"""What the pages of requests show: rows, counts, the chain of one request, the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, Value, When, prefetch_related_objects
from django.http import Http404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vankien.model import Place
from vankien.packs import Pack, PackError
from vankien.text import bare
from vankien_web.accounts.models import User
from vankien_web.common import clock, history
from vankien_web.common.frame import Tab
from vankien_web.common.models import EventQuerySet
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.permissions import newest, works_on
from vankien_web.reviews.actions import answers, asked
from vankien_web.reviews.beside import Beside, beside
from vankien_web.reviews.coverage import WAITS, Standing, abreast, standing, with_proofs
from vankien_web.reviews.evidence import proposed
from vankien_web.reviews.models import (
    Answer,
    ChangeRequest,
    Meeting,
    RequestState,
    Verdict,
    VerdictValue,
)
from vankien_web.reviews.models.request import ChangeRequestQuerySet
from vankien_web.reviews.open import still_open
from vankien_web.reviews.permissions import (
    can_answer,
    can_check_answer,
    can_close_request,
    can_reopen_request,
    can_settle_correction,
)
from vankien_web.reviews.proving import measure
from vankien_web.units.models import COMMITTEE, who

TONES = {
    RequestState.OPEN: "now",
    RequestState.ANSWERED: "wait",
    RequestState.CHECKED: "wait",
    RequestState.CLOSED: "done",
}
SAID = {
    VerdictValue.MET: "done",
    VerdictValue.PARTLY: "soon",
    VerdictValue.NOT_MET: "stop",
    VerdictValue.NEEDS_PERSON: "soon",
}
# Of a standing: a proposal that a person must judge is work, not a warning.
STANDS = SAID | {VerdictValue.NEEDS_PERSON: "now", WAITS: "wait"}
_MEETING = "sentence__conclusion__meeting"


@dataclass(frozen=True)
class Row:
    """A request in a list: its tone, whose it is, whether it is met or late.

    `look`: the last word on it is the machine's, that a person must judge. `standing`: how far it is met in
    the version that is shown, where one is.
    """

    request: ChangeRequest
    tone: str
    owner: str
    done: bool
    late: bool
    look: bool = False
    standing: Standing | None = None

    @property
    def stands(self) -> str:
        """The tone of its standing."""
        return STANDS[self.standing.value] if self.standing else ""

    @property
    def proposes(self) -> str:
        """The tone of what the machine found."""
        return STANDS[self.standing.proof.value] if self.standing and self.standing.proof else ""

    @property
    def css(self) -> str:
        return "late" if self.late else "done" if self.done else ""


@dataclass(frozen=True)
class Step:
    """A link of the chain below a request: an answer or a verdict.

    `hidden`: the answer speaks of a version that was not sent up yet, so its text is not for this reader.
    `passages` are those it names, each with its version; empty where there is none in that version.
    """

    at: datetime
    answer: Answer | None = None
    verdict: Verdict | None = None
    tone: str = ""
    hidden: bool = False
    passages: tuple[tuple[Version, str], ...] = ()


def seen_requests(user: User) -> ChangeRequestQuerySet:
    """Those that were issued and that this person sees."""
    found: ChangeRequestQuerySet = ChangeRequest.objects.visible_to(user).filter(issued_at__isnull=False)
    return found.select_related(*asked.WITH)


def find(user: User, number: int) -> ChangeRequest:
    """Raises Http404 for what is hidden or not issued."""
    found: ChangeRequest | None = seen_requests(user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def chosen(user: User, wanted: Mapping[str, Any]) -> ChangeRequestQuerySet:
    """Late ones first, then by due date; what is closed comes last."""
    found, today = seen_requests(user), clock.today()
    if wanted.get("state"):
        found = found.filter(state=wanted["state"])
    if wanted.get("meeting"):
        found = found.filter(**{_MEETING: wanted["meeting"]})
    if words := wanted.get("owner"):
        folded = bare(words)
        named = Q(owner_unit__folded__contains=folded) | Q(congress__unit__folded__contains=folded)
        found = found.filter(named | Q(owner_group__name__icontains=words))
    if wanted.get("late"):
        found = found.filter(due__lt=today).exclude(state=RequestState.CLOSED)
    rank = Case(
        When(state=RequestState.CLOSED, then=Value(2)),
        When(due__lt=today, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    due = F("due").asc(nulls_last=True)
    return found.annotate(rank=rank).order_by(
        "rank", due, F(f"{_MEETING}__starts_at").desc(nulls_last=True), _MEETING, "number", "pk"
    )


def left_open(user: User, meeting: Meeting) -> list[Row]:
    """What this person sees of what the rounds before left open, in the order in which it was asked."""
    if meeting.earlier_id is None:
        return []
    found = seen_requests(user).filter(pk__in=still_open(meeting).values("pk"))
    return rows(user, found.order_by(f"{_MEETING}__starts_at", _MEETING, "number", "pk"))


def tabs(user: User, draft: Draft, version: Version) -> list[Tab]:
    """For whoever may see requests there."""
    if draft.congress is None or not (
        works_on(user, draft) or who(user).has(draft.congress.unit, *COMMITTEE)
    ):
        return []
    return [Tab(_("Requests"), reverse("draft_requests", args=[draft.pk]))]


def sums(shown: Iterable[Row]) -> dict[str, int]:
    """As `counts`, of rows that are all there."""
    all_of_them = list(shown)
    return {
        "total": len(all_of_them),
        "open": sum(row.request.state == RequestState.OPEN for row in all_of_them),
        "met": sum(row.done for row in all_of_them),
        "late": sum(row.late for row in all_of_them),
        "blocking": sum(row.request.blocking and not row.done for row in all_of_them),
    }


def counts(found: ChangeRequestQuerySet) -> dict[str, int]:
    """How many there are, are open, are met, are late, and still hold a congress up."""
    met = Q(state=RequestState.CLOSED)
    counted: dict[str, int] = found.order_by().aggregate(
        total=Count("pk"),
        open=Count("pk", filter=Q(state=RequestState.OPEN)),
        met=Count("pk", filter=met),
        late=Count("pk", filter=Q(due__lt=clock.today()) & ~met),
        blocking=Count("pk", filter=Q(blocking=True) & ~met),
    )
    return counted


def rows(user: User, found: Iterable[ChangeRequest], version: Version | None = None) -> list[Row]:
    """One query for what was said of them all; one more for what was found of them in a version."""
    shown, today = list(found), clock.today()
    said = Verdict.objects.select_related("by", "version")
    prefetch_related_objects(shown, Prefetch("verdicts", queryset=said))
    made = [_row(user, request, today) for request in shown]
    if version is None:
        return made
    with_proofs(shown, version)
    return [replace(row, standing=standing(row.request, version)) for row in made]


def stood(request: ChangeRequest, version: Version | None) -> Row:
    """One request where only its standing is shown; what was found of it was fetched with it."""
    return Row(request, "", "", False, False, standing=standing(request, version))


def _row(user: User, request: ChangeRequest, today: date) -> Row:
    last = next(reversed(request.verdicts.all()), None)
    done = request.state == RequestState.CLOSED
    late = bool(request.due and request.due < today and not done)
    tone = TONES[RequestState(request.state)]
    if request.reopened and request.state == RequestState.OPEN:
        tone = "stop"
    return Row(
        request,
        tone,
        owner(request),
        done,
        late,
        last is not None and last.value == VerdictValue.NEEDS_PERSON,
    )


def owner(request: ChangeRequest) -> str:
    return str(request.owner_group or (request.owner_unit.called if request.owner_unit else ""))


def may(user: User, request: ChangeRequest) -> dict[str, Any]:
    """Which verbs this person is offered; `first` is the page's one primary button."""
    allowed = {
        "answer": can_answer(user, request),
        "check": can_check_answer(user, request),
        "close": can_close_request(user, request),
        "reopen": can_reopen_request(user, request),
        "settle": can_settle_correction(user, request),
    }
    order = ("answer",) if request.state == RequestState.OPEN else ("check", "close", "answer")
    return allowed | {"first": next((verb for verb in order if allowed[verb]), "")}


def chain(user: User, request: ChangeRequest) -> list[Step]:
    """Answers and verdicts as they came; a verdict on what was not sent up is not there for those above."""
    whole, draft = sees_all(user, request), request.draft
    sent = draft.sent.number if draft and draft.sent else 0
    given, said = list(request.answers.all()), list(request.verdicts.all())
    named = (*(a.version for a in given), *(v.version for v in said))
    versions = {version.number: version for version in named if version is not None}

    def hidden(version: Version | None) -> bool:
        return not whole and version is not None and version.number > sent

    def passages(pieces: Iterable[Mapping[str, Any]]) -> tuple[tuple[Version, str], ...]:
        named = [(versions.get(p["version"]), p["place"]) for p in pieces]
        return tuple(
            (v, place["quote"] if place else "") for v, place in named if v is not None and not hidden(v)
        )

    steps = []
    for a in given:
        piece = [{"version": a.version.number, "place": a.place}] if a.version and a.place else []
        steps.append(Step(a.at, answer=a, hidden=hidden(a.version), passages=passages(piece)))
    for v in (v for v in said if not hidden(v.version)):
        steps.append(Step(v.at, None, v, SAID[VerdictValue(v.value)], passages=passages(v.evidence)))
    return sorted(steps, key=lambda step: step.at)


def with_answers(request: ChangeRequest) -> ChangeRequest:
    """What the owner said of it, fetched at once."""
    prefetch_related_objects([request], Prefetch("answers", Answer.objects.select_related("by", "version")))
    return request


def sees_all(user: User, request: ChangeRequest) -> bool:
    """Whether versions that were not sent up are this person's to see."""
    return request.draft is None or works_on(user, request.draft)


def events(user: User, request: ChangeRequest) -> EventQuerySet:
    """What was done to it, of versions that this person sees; how it was written is the committee's."""
    found = history.of(request)
    if not can_reopen_request(user, request):
        found = found.exclude(verb__in=("request_written", "request_changed"))
    if not sees_all(user, request) and request.draft:
        sent = request.draft.sent.number if request.draft.sent else 0
        told = ~Q(details__has_key="number") | Q(details__number__lte=sent)
        found = found.filter(told)
    return found.order_by("-pk")


def file_of(user: User, request: ChangeRequest, number: int) -> Answer:
    """The answer of this number, with a file that this person may read. Raises Http404."""
    given = Answer.objects.filter(request=request, number=number, sha256__gt="").select_related("version")
    found = given.first()
    if found is None or not may_read(user, request, found):
        raise Http404
    return found


def may_read(user: User, request: ChangeRequest, answer: Answer) -> bool:
    """Whether the version that the answer names was sent up, or is this person's to see."""
    return sees_all(user, request) or asked.was_sent(request, answer)


def passages(user: User, request: ChangeRequest, version: Version | None) -> dict[str, Any]:
    """Old and new text side by side where there is a newer one; else the passage as the meeting had it.

    `version` is the newest that the person sees. What was found there was fetched with the request.
    """
    before = request.version
    if version is None or version.under_way:
        return {"texts": []}
    versions = [version] if before is None or before.pk == version.pk else [version, before]
    named = [a.place for a in request.answers.all() if a.version_id == version.pk and a.place]
    spot = Place(**named[-1]) if named else None
    if sides := abreast(request, version, spot):
        return {"sides": sides, "texts": []}
    prefetch_related_objects(versions, "reading")
    found: list[Beside] = []
    for one in versions:
        there = spot if spot is not None and one is version else proposed(request, one)
        found += [beside(one, there)] if there is not None else []
    return {"texts": found}


def target_words(request: ChangeRequest) -> str:
    """What it is about, as people read it: "Chỉ tiêu: Tỷ lệ hộ nghèo · 3,2%", "Mục: Kinh tế · ≤ 70%"."""
    return " · ".join(filter(None, (_about(request), measure(request.target))))


def _about(request: ChangeRequest) -> str:
    target, pack = request.target, _pack(request)
    if id := target.get("indicator"):
        named = pack.indicators[id].name if pack and id in pack.indicators else id
        return _("Indicator: %(name)s") % {"name": named}
    if section := target.get("section"):
        return _("Section: %(name)s") % {"name": section}
    if id := target.get("part"):
        return _("Part: %(name)s") % {"name": _part(request, pack, id)}
    if topic := target.get("topic"):
        return _("Topic: %(name)s") % {"name": topic}
    return ""


def _pack(request: ChangeRequest) -> Pack | None:
    try:
        return request.congress.season.rules if request.congress else None
    except PackError:
        return None


def _part(request: ChangeRequest, pack: Pack | None, id: str) -> str:
    if pack is None or request.congress is None or request.draft is None:
        return id
    outline = pack.outlines.get((request.congress.kind, request.draft.kind))
    return next((capfirst(part.name) for part in outline.parts if part.id == id), id) if outline else id


def sees_draft(user: User, request: ChangeRequest) -> bool:
    """Without asking the database: whoever sees the request sees its draft from above or within the unit."""
    unit = request.congress.unit if request.draft and request.congress else None
    return unit is not None and (sees_all(user, request) or who(user).has(unit, *COMMITTEE))


def one(user: User, request: ChangeRequest) -> dict[str, Any]:
    """The context of one request's page."""
    now = newest(user, request.draft) if request.draft else None
    row = rows(user, [with_answers(request)], now)[0]
    last, allowed = asked.last_answer(request), may(user, request)
    meeting = request.meeting
    return {
        "title": request.label,
        "asked": request,
        "row": row,
        "target": target_words(request),
        "meeting": meeting,
        "sees_meeting": meeting is not None and who(user).has(meeting.unit, *COMMITTEE),
        "sees_draft": sees_draft(user, request),
        "chain": chain(user, request),
        "may": allowed,
        "seen": last.number if last else 0,
        "unsent": last is not None and not asked.was_sent(request, last),
        "note_needed": answers.note_needed(request) if allowed["close"] else "",
        "events": events(user, request),
    } | passages(user, request, now)
