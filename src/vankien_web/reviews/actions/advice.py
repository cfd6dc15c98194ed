"""Advice of other services: asked for, given once, reminded of, asked again, withdrawn.

Every step stands in the enquiry's own stream: the unit whose draft it is about does not read it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from vankien_web.accounts.models import User
from vankien_web.common import clock
from vankien_web.common.conflict import save_checked
from vankien_web.common.history import By, record
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.drafts.telling import office_above, tell_of
from vankien_web.reviews.enquiry import About
from vankien_web.reviews.models import Advice, AdviceOutcome
from vankien_web.reviews.permissions import asks_for, can_ask_advice, can_follow_advice, can_give_advice
from vankien_web.units.models import Person, Unit, WorkingGroup
from vankien_web.units.reach import department_people

BEFORE = timedelta(days=3)  # the first reminder comes so long before the deadline


def ask_advice(
    draft: Draft,
    service: Unit,
    question: str,
    due: date,
    about: About,
    *,
    again: Advice | None = None,
    by: User,
) -> Advice:
    """Ask a service for its formal advice. Raises PermissionDenied, ValidationError."""
    if not can_ask_advice(by, draft):
        raise PermissionDenied
    _may_go_out(draft, service, question, due)
    place = asdict(about.place) if about.place else None
    fields = {"scope": about.scope, "section": about.section, "passage": about.passage, "place": place}
    with transaction.atomic():
        advice = Advice.objects.create(
            draft=draft,
            version=about.version,
            asked_of=service,
            question=question.strip(),
            due=due,
            committee=_committee(draft, by),
            asked_by=by,
            again=again,
            **fields,
        )
        event = record("advice_asked", advice, by=by, service=service.name, due=due)
        tell_of(draft, event, department_people(service), _page(advice))
    return advice


def ask_again(advice: Advice, question: str, due: date, *, by: User) -> Advice:
    """The same passage once more, after a late, unclear or returned answer; an open enquiry ends with it.

    Raises as `ask_advice`.
    """
    if not can_follow_advice(by, advice):
        raise PermissionDenied
    about = About.stored(advice)
    with transaction.atomic():
        if advice.waits:
            withdraw_advice(advice, by=by)
        return ask_advice(advice.draft, advice.asked_of, question, due, about, again=advice, by=by)


def give_advice(advice: Advice, outcome: str, text: str, source: str, *, revision: int, by: User) -> None:
    """The service's answer, once. Raises PermissionDenied, ValidationError, Conflict."""
    if not can_give_advice(by, advice):
        raise PermissionDenied
    if outcome not in AdviceOutcome.values or outcome == AdviceOutcome.WAITING:
        raise ValidationError({"outcome": _("Choose how the service answers.")})
    if outcome != AdviceOutcome.FAVOURABLE and not text.strip():
        raise ValidationError({"text": _("Say what the remarks are, or why it is returned.")})
    answer = {"outcome": outcome, "text": text.strip(), "source": source.strip()}
    with transaction.atomic():
        fields = answer | {"answered_by": by, "answered_at": clock.now()}
        save_checked(advice, revision=revision, fields=fields)
        event = record("advice_given", advice, by=by, service=advice.asked_of.name, advice=outcome)
        asker = Person.objects.filter(account=advice.asked_by).select_related("account")
        tell_of(advice.draft, event, [*asker, *office_above(advice.draft)], _page(advice))


def withdraw_advice(advice: Advice, *, by: User) -> None:
    """It is no longer waited for. Raises PermissionDenied, ValidationError."""
    if not can_follow_advice(by, advice):
        raise PermissionDenied
    with transaction.atomic():
        waiting = Advice.objects.filter(pk=advice.pk, answered_at=None, withdrawn_at=None)
        if not waiting.update(withdrawn_at=clock.now(), revision=F("revision") + 1):
            raise ValidationError(_("The service has answered, or the enquiry was withdrawn already."))
        advice.refresh_from_db()
        event = record("advice_withdrawn", advice, by=by, service=advice.asked_of.name)
        tell_of(advice.draft, event, department_people(advice.asked_of), _page(advice))


def remind(advice: Advice, *, by: By) -> bool:
    """Tell the service again, at most once a day; `by=None` is the machine. Raises PermissionDenied."""
    if isinstance(by, User) and not can_follow_advice(by, advice):
        raise PermissionDenied
    today = clock.today()
    with transaction.atomic():
        waiting = Advice.objects.filter(pk=advice.pk, answered_at=None, withdrawn_at=None)
        if not waiting.exclude(reminded_on=today).update(reminded_on=today):
            return False
        late = max((today - advice.due).days, 0)
        verb = "advice_late" if late else "advice_reminded"
        event = record(verb, advice, by=by, service=advice.asked_of.name, due=advice.due, days=late)
        tell_of(advice.draft, event, department_people(advice.asked_of), _page(advice))
    return True


def remind_all() -> int:
    """For the machine, daily: once when the deadline is near, once when it is past. Returns how many."""
    today = clock.today()
    near = Q(reminded_on=None, due__lte=today + BEFORE, due__gte=today)
    past = Q(due__lt=today) & (Q(reminded_on=None) | Q(reminded_on__lte=F("due")))
    waiting = Advice.objects.filter(near | past, answered_at=None, withdrawn_at=None)
    waiting = waiting.filter(draft__congress__season__closed_on=None)
    return sum(remind(one, by=None) for one in waiting.select_related("asked_of", "draft"))


def _may_go_out(draft: Draft, service: Unit, question: str, due: date) -> None:
    if draft.kind == PERSONNEL:
        raise ValidationError(_("A personnel plan is not sent to other services."))
    if not question.strip():
        raise ValidationError({"question": _("Write what the service is asked.")})
    if due < clock.today():
        raise ValidationError({"due": _("The deadline has passed already: choose a later day.")})
    if not department_people(service):
        text = _("Nobody at “%(service)s” verifies figures or speaks for it: nobody would read the question.")
        raise ValidationError({"service": text % {"service": service.name}})


def _committee(draft: Draft, by: User) -> Unit | None:
    unit, group = asks_for(by, draft)
    if group is not None:
        return WorkingGroup.objects.select_related("unit").get(pk=group).unit
    return Unit.objects.get(pk=unit) if unit else None


def _page(advice: Advice) -> str:
    return reverse("advice", args=[advice.pk])
