"""Official papers: made from the record, issued with a number of the committee's series, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien.outputs import papers as library
from vankien_web.accounts.models import User
from vankien_web.common import clock, storage
from vankien_web.common.history import record
from vankien_web.common.models import Event
from vankien_web.common.notices import tell
from vankien_web.congresses.models import ProgressReport
from vankien_web.congresses.permissions import goes_on
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.reviews import papers
from vankien_web.reviews.actions.issue import Issued
from vankien_web.reviews.actions.numbers import next_number
from vankien_web.reviews.actions.templates import nearest
from vankien_web.reviews.models import ANSWERS, EXTRACT, Meeting, Paper, Rendition
from vankien_web.reviews.papers import ready
from vankien_web.reviews.papers.ready import Line
from vankien_web.reviews.permissions import (
    can_extract,
    can_issue_paper,
    can_make_papers,
    can_report_answers,
    season_goes_on,
    tells_personnel,
)
from vankien_web.units.models import Person, Post, Role, Unit
from vankien_web.units.reach import group_people, holders

Then = Callable[[Paper], object]
_LEADERS = (Role.CHAIR, Role.UNIT_SECRETARY)
_TOLD = (Role.UNIT_SECRETARY, Role.UNIT_DRAFTER, Role.VERIFIER, Role.OFFICE)


class Lacking(ValidationError):  # noqa: N818 - reads as what is the matter
    """The record does not hold yet what the paper is made of."""


class Over(ValidationError):  # noqa: N818 - reads as what is the matter
    """The season of the meeting is closed: it takes no writes."""


def make_paper(
    meeting: Meeting,
    form: str,
    *,
    subject: Draft | ProgressReport | None = None,
    personnel: bool = False,
    by: User,
    then: Then = id,
) -> Paper:
    """A copy to look at, in the place of the last one. `personnel`: with what tells of personnel plans.

    `then` is done in the same transaction. Raises PermissionDenied, Over, Lacking, storage.TooLarge.
    """
    secret = personnel or (isinstance(subject, Draft) and subject.kind == PERSONNEL)
    _may_make(by, meeting, form, subject, secret=secret)
    _goes_on(meeting)
    wanted = f"{subject._meta.model_name}:{subject.pk}" if subject else ""
    line = ready.line(meeting, form, wanted, personnel=secret)
    if line is None:
        raise Lacking(_("This paper cannot be made of this meeting."))
    return _make(line, by=by, then=then)


def make_extract(draft: Draft, unit: Unit, *, by: User, then: Then = id) -> Paper:
    """What `unit`, a department, confirmed of the draft's figures; of the committee's office: what all did.

    Raises PermissionDenied, Over, Lacking.
    """
    if not can_extract(by, unit):
        raise PermissionDenied
    if draft.congress is None or not goes_on(draft.congress):
        raise Over(_("The season is closed: its papers stay as they are; none is made, issued or withdrawn."))
    return _make(ready.extract(draft, unit), by=by, then=then)


def make_papers(meeting: Meeting, *, by: User, then: Then = id) -> list[Paper]:
    """Every paper that lacks nothing and is not there yet, all or none. Raises PermissionDenied, Over."""
    if not can_make_papers(by, meeting.unit):
        raise PermissionDenied
    _goes_on(meeting)
    with transaction.atomic():
        there = list(Paper.objects.filter(meeting=meeting, personnel=False))
        ends = papers.states(paper.record for paper in there)
        done = {(p.form, p.subject) for p in there if p.issued_at or ends[p.record] == p.state_hash}
        wanted = [line for line in ready.lines(meeting) if (line.form, line.source.subject) not in done]
        return [_make(line, by=by, then=then) for line in wanted if not line.lacks]


def issue_paper(
    paper: Paper, *, signed_by: Post | None, dated: date, also_to: str = "", by: User, then: Then = id
) -> Paper:
    """Number, date and signature block; never changed afterwards. News bears neither number nor signature.

    Raises PermissionDenied, Issued, ValidationError by field, Lacking.
    """
    if not can_issue_paper(by, paper) or not _sees(by, paper):
        raise PermissionDenied
    with transaction.atomic():
        held = _held(paper)
        if held.issued_at:
            raise Issued(_("This paper has been issued already."))
        line = _line_of(held)
        if line.lacks or line.waits:
            raise Lacking([*line.lacks, *line.waits])
        _check_signer(line, held, signed_by, dated)
        _number(held, line, dated)
        held.dated, held.signed_by, held.also_to = dated, signed_by, also_to.strip()
        held.issued_at, held.made_by = clock.now(), by
        _write(held, line)
        told = papers.recipients_of(line.source, papers.FORMS[held.form])
        held.recipients.set(told.units)
        held.groups.set(told.groups)
        event = record("paper_issued", held, by=by, paper=held.title, number=held.label or "–")
        _tell(held, event)
        then(held)
    return held


def withdraw_paper(paper: Paper, why: str, *, by: User) -> Paper:
    """It stays, with its number, marked as withdrawn. Raises PermissionDenied, Over, ValidationError."""
    if not can_issue_paper(by, paper) or not _sees(by, paper):
        raise PermissionDenied
    if not why.strip():
        raise ValidationError({"why": _("Say why the paper is withdrawn.")})
    with transaction.atomic():
        held = _held(paper)
        if held.issued_at is None or held.withdrawn_at:
            raise ValidationError(_("Only a paper that is issued and in force can be withdrawn."))
        held.withdrawn_at, held.withdrawn_why = clock.now(), why.strip()[:500]
        held.save(update_fields=("withdrawn_at", "withdrawn_why"))
        event = record(
            "paper_withdrawn", held, by=by, paper=held.title, number=held.label or "–", why=held.withdrawn_why
        )
        _tell(held, event)
    return held


def signers(paper: Paper, day: date) -> list[Post]:
    """Who may sign it on that day: the leaders of the unit that issues it; a group's report, its head."""
    posts = Post.objects.held_on(day).select_related("person", "unit")
    if paper.subject.startswith("progressreport:"):
        report = ProgressReport.objects.get(pk=int(paper.subject.partition(":")[2]))
        heads = report.group.members.filter(is_head=True).values("person")
        return list(posts.filter(person__in=heads).order_by("rank", "pk"))
    own = posts.filter(unit=paper.unit).order_by("rank", "body", "pk")
    return list(own if paper.form == EXTRACT else own.exclude(role=Role.VERIFIER))


def _may_make(
    by: User, meeting: Meeting, form: str, subject: Draft | ProgressReport | None, *, secret: bool
) -> None:
    own = form == ANSWERS and isinstance(subject, Draft) and can_report_answers(by, subject)
    if not own and not can_make_papers(by, meeting.unit):
        raise PermissionDenied
    path = subject.unit_path if isinstance(subject, Draft) else meeting.unit.path
    if secret and not tells_personnel(by, path or ""):
        raise PermissionDenied


def _held(paper: Paper) -> Paper:
    """The paper as it is, held until this transaction ends. Raises Over."""
    rows = Paper.objects.select_for_update(of=("self",))
    held: Paper = rows.select_related("meeting__unit__parent", "meeting__season", "unit").get(pk=paper.pk)
    _goes_on(held.meeting)
    return held


def _goes_on(meeting: Meeting | None) -> None:
    if not season_goes_on(meeting):
        text = _("The season is closed: its papers stay as they are; none is made, issued or withdrawn.")
        raise Over(text)


def _sees(by: User, paper: Paper) -> bool:
    return not paper.personnel or tells_personnel(by, paper.subject_path)


def _make(line: Line, *, by: User, then: Then) -> Paper:
    if line.lacks:
        raise Lacking(line.lacks)
    source, rule = line.source, papers.FORMS[line.form]
    key = {
        "unit": rule.issuer(source),
        "form": line.form,
        "subject": source.subject,
        "personnel": source.personnel,
    }
    with transaction.atomic():
        found = Paper.objects.select_for_update().filter(**key, issued_at=None)
        paper = found.first() or Paper(**key, subject_path=source.subject_path)
        try:
            with transaction.atomic():
                return _fill(paper, line, by, then)
        except IntegrityError:  # somebody made the first copy at the same moment
            return _fill(found.get(), line, by, then)


def _fill(paper: Paper, line: Line, by: User, then: Then) -> Paper:
    paper.meeting, paper.made_by, paper.made_at = line.source.held, by, clock.now()
    before = paper.sha256
    _write(paper, line)
    if paper.sha256 != before:
        record("paper_made", paper, by=by, paper=paper.title)
    then(paper)
    return paper


def _write(paper: Paper, line: Line) -> None:
    """The file anew from the record as it stands, and the row that names it."""
    source, rule = line.source, papers.FORMS[line.form]
    day, old = paper.dated or clock.today(), paper.sha256
    paper.record = rule.record(source)
    paper.state_hash, paper.title = papers.state(paper.record), papers.title_of(source, rule)[:255]
    paper.template = nearest(paper.unit, paper.form)
    told = papers.compose(
        source,
        rule,
        paper.record,
        paper.state_hash,
        post=paper.signed_by or _expected(paper, day),
        day=day,
        number=paper.number,
        dated=paper.dated,
        also_to=paper.also_to.splitlines(),
    )
    own = storage.path(paper.template.sha256).read_bytes() if paper.template else None
    data = library.make(told, own)
    paper.sha256, paper.size = storage.keep([data], len(data))
    paper.save()
    if old and old != paper.sha256:
        forget(old)


def _expected(paper: Paper, day: date) -> Post | None:
    """Who will sign as a rule: the chair of the meeting, or the secretary of the unit that answers."""
    chair = paper.meeting.chair if paper.meeting else None
    if chair is not None and chair.unit_id == paper.unit_id:
        return chair
    return next((post for post in signers(paper, day) if post.role in _LEADERS), None)


def forget(sha256: str) -> None:
    """The file of a copy that another has replaced, and how it looked."""
    Rendition.objects.filter(source=sha256).delete()
    storage.drop_unused(sha256)


def _line_of(paper: Paper) -> Line:
    if paper.form == EXTRACT:
        return ready.extract(Draft.objects.get(pk=int(paper.subject.partition(":")[2])), paper.unit)
    if paper.meeting is None:
        raise Lacking(_("This paper cannot be made of this meeting."))
    line = ready.line(paper.meeting, paper.form, paper.subject, personnel=paper.personnel)
    if line is None:
        raise Lacking(_("What this paper is about is no longer on the agenda."))
    return line


def _check_signer(line: Line, paper: Paper, post: Post | None, dated: date) -> None:
    if dated > clock.today():
        raise ValidationError({"dated": _("A paper cannot bear a day that has not come.")})
    if not library.FORMS[paper.form].letterhead:
        return
    if post is None or post not in signers(paper, dated):
        raise ValidationError({"signed_by": _("Choose somebody who held a post here on that day.")})


def _number(paper: Paper, line: Line, dated: date) -> None:
    """Where the form bears one. A later number never bears an earlier day."""
    form, rule = library.FORMS[paper.form], papers.FORMS[paper.form]
    if not form.symbol:
        return
    head = papers.head_of(line.source, rule, dated)
    if not head.term:
        raise ValidationError(_("In which term numbers run is not known: write it in the letterhead."))
    issuer = head.symbol if line.source.report else ""
    series, number = next_number(paper.unit, form.symbol, head.term, issuer=issuer, personnel=paper.personnel)
    later = series.papers.filter(dated__gt=dated).order_by("-number").first()
    if later is not None and later.dated:
        told = _("Number %(number)s bears the day %(day)s: a later number cannot bear an earlier day.")
        raise ValidationError({"dated": told % {"number": later.label, "day": f"{later.dated:%d/%m/%Y}"}})
    first, second = "-/" if head.family == "dang" else "/-"
    paper.symbol = f"{first}{form.symbol}{second}{head.symbol}"
    paper.series, paper.number = series, number


def _tell(paper: Paper, event: Event) -> None:
    """Whoever it was sent to; of personnel nobody is told by a notice."""
    if paper.personnel:
        return
    people: dict[Person, None] = {}
    for unit in paper.recipients.all():
        people |= dict.fromkeys(holders(unit, *_TOLD))
    for group in paper.groups.all():
        people |= dict.fromkeys(group_people(group))
    tell(event, people, reverse("paper", args=(paper.pk,)), about=paper.title)
