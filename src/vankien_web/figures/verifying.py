"""What the pages of verification show: the figures of a document in a row, one of them whole, and sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import history
from vankien_web.common.frame import Tab
from vankien_web.common.written import vi_number
from vankien_web.drafts.models import Draft, Version
from vankien_web.drafts.pages import Further
from vankien_web.figures import naming
from vankien_web.figures.actions.verification import WITH
from vankien_web.figures.beside import Beside, beside
from vankien_web.figures.forms import verification as forms
from vankien_web.figures.models import Figure, Outcome, Standing, Verification, VerificationState
from vankien_web.figures.permissions import (
    can_answer_back,
    can_ask_verification,
    can_follow_verification,
    can_see_verification,
    can_verify,
)
from vankien_web.figures.routing import departments
from vankien_web.figures.signs import Stands, standings
from vankien_web.figures.stating import stated, unsealed
from vankien_web.units.models import Unit

_DONE = {Outcome.CONFIRMED: "done", Outcome.CORRECTED: "soon", Outcome.REJECTED: "stop"}
_WAITING = {
    VerificationState.WAITING: "wait",
    VerificationState.ASKED_BACK: "soon",
    VerificationState.GONE: "stop",
}
OPEN = (VerificationState.WAITING, VerificationState.ASKED_BACK)


@dataclass(frozen=True)
class Row:
    """A figure in a department's hands, with what the department's own data says."""

    verification: Verification
    beside: Beside | None
    mine: bool  # whether this person may answer now

    @property
    def tone(self) -> str:
        v = self.verification
        if v.broken_at:
            return "late"
        return _WAITING.get(VerificationState(v.state)) or _DONE.get(Outcome(v.outcome), "wait")

    @property
    def words(self) -> str:
        """How it stands: the state until it is answered, then the answer."""
        v = self.verification
        if v.broken_at:
            return _("changed after it was verified")
        if v.state == VerificationState.DONE:
            if v.outcome == Outcome.CORRECTED and v.figure.standing == Standing.VERIFIED:
                return _("corrected, and the draft says so now")
            return self.outcome
        return str(v.get_state_display())

    @property
    def outcome(self) -> str:
        """What the department said."""
        said = self.verification.outcome
        confirmed = said == Outcome.CONFIRMED
        return _("confirmed by the department") if confirmed else str(Outcome(said).label)

    @property
    def done(self) -> bool:
        return self.verification.state not in OPEN

    @cached_property
    def value(self) -> str:
        return stated(self.verification.figure).words

    @property
    def sealed(self) -> str:
        return unsealed(self.verification.sealed).words if self.verification.sealed else ""

    @property
    def equal(self) -> bool:
        """Whether it may be confirmed together with others: exactly the department's own value."""
        return self.mine and self.beside is not None and self.beside.equal and not self.verification.broken_at

    @property
    def difference(self) -> str:
        """ "+2,5 triệu đồng (+5,26 %)"; empty where there is nothing to compare."""
        if self.beside is None or self.beside.difference is None:
            return ""
        found = self.beside
        percent = "" if found.percent is None else f" ({_signed(found.percent)} %)"
        return f"{_signed(found.difference)} {found.unit}{percent}"


def rows(user: User, draft: Draft) -> list[Row]:
    """Those of the draft that this person sees, as they stand in the text. Two queries."""
    found = Verification.objects.visible_to(user).filter(draft=draft)
    found = found.select_related(*WITH, "answered_by", "asked_by").order_by("figure__number", "pk")
    asked = list(found)
    for one in asked:
        one.draft = draft
    if draft.sent_id:
        draft.standings = {draft.sent_id: [_stands(v) for v in asked if v.figure.version_id == draft.sent_id]}
    known = beside(asked, seen_by=user)
    return [Row(v, known.get(v.pk), can_verify(user, v)) for v in asked]


def _stands(v: Verification) -> Stands:
    figure = v.figure
    return Stands(figure.block, figure.start, figure.end, figure.surface, figure.standing, v.pk)


def chosen(all_rows: Sequence[Row], wanted: int) -> int:
    """Where in the row the one shown stands: the one asked for, else the first that waits for this person."""
    for at, row in enumerate(all_rows):
        if row.verification.pk == wanted:
            return at
    ready = (at for at, row in enumerate(all_rows) if row.mine)
    return next(ready, next((at for at, row in enumerate(all_rows) if not row.done), 0))


def following(all_rows: Sequence[Row], pk: int) -> int:
    """The next one that waits for this person after the one answered; from the start where none is below."""
    at = next((at for at, row in enumerate(all_rows) if row.verification.pk == pk), -1)
    order = (*all_rows[at + 1 :], *all_rows[: max(at, 0)])
    return next((row.verification.pk for row in order if row.mine), pk)


def screen(user: User, draft: Draft, wanted: int, bound: dict[str, Any]) -> dict[str, Any]:
    """The whole screen; `bound`: forms that were sent and not taken, by verb.

    Raises Http404 where there is nothing to see.
    """
    all_rows = rows(user, draft)
    may_ask = can_ask_verification(user, draft)
    if not all_rows and not can_see_verification(user, draft):
        raise Http404
    done = sum(row.done for row in all_rows)
    context: dict[str, Any] = {
        "rows": all_rows,
        "done": done,
        "total": len(all_rows),
        "may_ask": may_ask,
        "many": len({row.verification.department_id for row in all_rows}) > 1,
        "equal": [row for row in all_rows if row.equal],
        "late": _late(all_rows) if may_ask else [],
    }
    if all_rows:
        at = chosen(all_rows, wanted)
        context |= {"shown": all_rows[at], **_around(all_rows, at), **one(user, all_rows[at], bound)}
    return context


def _around(all_rows: Sequence[Row], at: int) -> dict[str, Any]:
    return {
        "place": at + 1,
        "before": all_rows[at - 1].verification.pk if at else None,
        "after": all_rows[at + 1].verification.pk if at + 1 < len(all_rows) else None,
    }


def one(user: User, row: Row, bound: dict[str, Any]) -> dict[str, Any]:
    """One figure: its sentence, what was said of it, and the forms in which this person may answer."""
    v = row.verification
    found: dict[str, Any] = {
        "sentence": marked(v.figure),
        "remarks": v.remarks.select_related("by", "to_unit"),
        "events": history.of(v),
        "verbs": dict[str, Any](),
        "opened": next(iter(bound), ""),
    }
    known = departments(v.draft).exclude(pk=v.department_id)
    start = {"revision": v.revision}
    if row.mine:
        found["verbs"] = {
            "confirm": forms.ConfirmForm(initial=start),
            "correct": forms.CorrectForm(initial=start | _proposed(row)),
            "reject": forms.RejectForm(initial=start),
            "ask_back": forms.AskBackForm(initial=start),
            "pass_on": forms.PassOnForm(initial=start, departments=known),
        }
    elif can_answer_back(user, v):
        found["verbs"] = {"answer_back": forms.AnswerBackForm(initial=start)}
    elif v.state == VerificationState.WAITING and can_follow_verification(user, v):
        found["verbs"] = {"pass_on": forms.PassOnForm(initial=start, departments=known)}
    found["verbs"] |= {verb: form for verb, form in bound.items() if verb in found["verbs"]}
    return found


def _proposed(row: Row) -> dict[str, Any]:
    """What the correction starts from: the department's own value, else the draft's unit."""
    if row.beside is None:
        return {"unit": row.verification.figure.unit}
    value = row.beside.value
    return {"value": value.value, "unit": value.unit, "source": value.source or value.reference.source}


def marked(figure: Figure) -> SafeString:
    """The sentence with the figure in it marked; of several that read alike, the one that is meant."""
    text, (start, end) = figure.sentence, naming.spot(figure)
    if start == end:
        return format_html("{}", text)
    return format_html("{}<mark>{}</mark>{}", text[:start], text[start:end], text[end:])


def _late(all_rows: Iterable[Row]) -> list[tuple[Unit, int, date]]:
    """Departments for which something waits: how much, and the nearest deadline."""
    waiting: dict[int, list[Verification]] = {}
    for row in all_rows:
        if row.verification.state == VerificationState.WAITING:
            waiting.setdefault(row.verification.department_id, []).append(row.verification)
    return [
        (some[0].department, len(some), min(v.due for v in some))
        for some in sorted(waiting.values(), key=lambda some: min(v.due for v in some))
    ]


def batches(user: User) -> QuerySet[Any]:
    """What departments have in hand, by document and department: open ones first, by deadline."""
    waits, back = Q(state=VerificationState.WAITING), Q(state=VerificationState.ASKED_BACK)
    sums = {
        "total": Count("pk"),
        "open": Count("pk", filter=waits | back),
        "waiting": Count("pk", filter=waits),
        "asked_back": Count("pk", filter=back),
        "broken": Count("pk", filter=Q(broken_at__isnull=False)),
        "first_due": Min("due", filter=waits | back),
        "last_due": Max("due"),
        "since": Min("asked_at"),
    }
    found: QuerySet[Any] = Verification.objects.visible_to(user).order_by().values("draft", "department")
    counted: QuerySet[Any] = found.annotate(**sums)
    return counted.order_by(F("first_due").asc(nulls_last=True), "draft")


def further(user: User, draft: Draft, version: Version | None) -> Further:
    """What this room adds to a draft's page (drafts.pages.MORE): the tab, and how far departments are."""
    if version is None or not can_see_verification(user, draft):
        return Further()
    url = reverse("verify_figures", args=[draft.pk])
    return Further([Tab(_("Verification"), url, among=_("Figures"))], (), _how_far(user, draft, version, url))


def _how_far(user: User, draft: Draft, version: Version, url: str) -> Iterator[tuple[str, str]]:
    """One query, on those pages alone that say it."""
    known = [one.standing for one in standings(user, draft, version) if one.standing]
    if known:
        yield _in_words(known, sum(one in (Standing.WAITING, Standing.STALE) for one in known)), url


def _in_words(known: Sequence[str], waits: int) -> str:
    verified = known.count(Standing.VERIFIED)
    counts = {
        "total": len(known),
        "verified": verified,
        "open": waits,
        "differs": len(known) - verified - waits,
    }
    text = _("Figures: %(verified)s of %(total)s verified, %(open)s waiting, %(differs)s differ")
    return text % {name: vi_number(count) for name, count in counts.items()}


def _signed(number: Any) -> str:
    return ("+" if number > 0 else "") + vi_number(number)
