"""The screen on which departments verify figures one by one, and what leads there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vankien_web.accounts.models import User
from vankien_web.accounts.requests import PersonRequest
from vankien_web.common import clock
from vankien_web.common.conflict import Conflict, Moved, conflict_page
from vankien_web.common.forms import numeral
from vankien_web.common.pages import blame, form_page
from vankien_web.drafts import pages as drafts
from vankien_web.drafts.models import Draft
from vankien_web.drafts.naming import full_title
from vankien_web.figures import routing, verifying
from vankien_web.figures.actions import asking
from vankien_web.figures.actions import verification as actions
from vankien_web.figures.forms import verification as forms
from vankien_web.figures.models import Verification
from vankien_web.figures.permissions import (
    can_ask_verification,
    can_follow_verification,
    committee_of,
    speaks_for_department,
    writes_for_unit,
)
from vankien_web.units.models import Unit

ROWS = 50
_DAYS = 7
_OF_DRAFT = ("congress__unit__parent", "congress__season", "latest", "sent")
Allowed = Callable[[User, Verification], bool]


@require_GET
def verifications(request: PersonRequest) -> HttpResponse:
    """What one's department has in hand, and what one's committee has sent out; open ones first."""
    page = Paginator(verifying.batches(request.user), ROWS).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    known = Draft.objects.select_related(*_OF_DRAFT).in_bulk({row["draft"] for row in shown})
    units = Unit.objects.in_bulk({row["department"] for row in shown})
    for row in shown:
        draft = known[row["draft"]]
        row |= {"title": full_title(draft), "of": draft.congress, "unit": units[row["department"]]}
        row |= {"url": reverse("verify_figures", args=[draft.pk]), "done": row["total"] - row["open"]}
    context = {"title": _("Verification of figures"), "page": page, "rows": shown}
    return render(request, "figures/verifications.html", context)


@require_GET
def verify_figures(request: PersonRequest, draft: int) -> HttpResponse:
    """The figures of one document one by one; `?so=` chooses one."""
    return _screen(request, draft, numeral(request.GET.get("so", "")), {})


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest, draft: int) -> HttpResponse:
    """Send the figures of the version that was sent up to departments."""
    found, _version = drafts.find(request.user, draft)
    committee = committee_of(request.user, found)
    if not can_ask_verification(request.user, found) or committee is None or found.sent is None:
        raise PermissionDenied
    asked = found.verifications.values("key")
    figures = found.sent.figures.filter(sent=True).exclude(key__in=asked)
    units = list(routing.departments(found))
    form = forms.SendForm(
        request.POST or None,
        shares=routing.shares(found.sent, figures, units, committee),
        departments=units,
        initial={"due": clock.today() + timedelta(days=_DAYS)},
    )
    there = reverse("verify_figures", args=[draft])

    def act(said: dict[str, Any]) -> str:
        count = asking.ask(found, form.figures(), said["due"], chosen=form.chosen(), by=request.user)
        told = {"count": count, "left": sum(len(s.figures) for s in form.shares) - count}
        messages.success(request, _("Sent to be verified: %(count)d figures; not sent: %(left)d.") % told)
        return there

    title = _("Send figures to be verified")
    crumbs = [(full_title(found), reverse("draft", args=[draft])), (_("Verification"), there), (title, "")]
    context = {"title": title, "draft": found, "number": found.sent.number, "cancel": there, "crumbs": crumbs}
    return form_page(request, form, act, "figures/verify_ask.html", **context)


@require_POST
def remind(request: PersonRequest, draft: int, unit: int) -> HttpResponse:
    """Tell one department again."""
    found, _version = drafts.find(request.user, draft)
    if asking.remind(found, get_object_or_404(Unit, pk=unit), by=request.user):
        messages.success(request, _("The department is reminded."))
    else:
        messages.warning(request, _("The department was reminded today already, or nothing is waited for."))
    return redirect("verify_figures", draft)


@require_POST
def confirm_equal(request: PersonRequest, draft: int) -> HttpResponse:
    """Confirm those shown that equal the department's own value."""
    found = get_object_or_404(Draft.objects.select_related(*_OF_DRAFT), pk=draft)
    if not Verification.objects.visible_to(request.user).filter(draft=found).exists():
        raise Http404
    pairs = (pair.partition(":") for pair in request.POST.getlist("so"))
    shown = {numeral(pk): numeral(revision) for pk, _colon, revision in pairs}
    count = actions.confirm_equal(found, shown, by=request.user)
    told = {"count": count, "left": len(shown) - count}
    if told["left"]:
        text = _("Confirmed: %(count)d figures. Left, because they were changed meanwhile: %(left)d.")
        messages.warning(request, text % told)
    else:
        messages.success(request, _("Confirmed: %(count)d figures.") % told)
    return redirect("verify_figures", draft)


def _answering(verb: str, own: Allowed, done: Any) -> Callable[[PersonRequest, int], HttpResponse]:
    """A view for one verb: it is done and the next figure shown; or this one again, with what is wrong."""
    act: Callable[..., None] = getattr(actions, verb)

    @require_POST
    def answer(request: PersonRequest, pk: int) -> HttpResponse:
        seen = Verification.objects.visible_to(request.user).select_related(*actions.WITH, "asked_by")
        found = get_object_or_404(seen, pk=pk)
        if not own(request.user, found):
            raise PermissionDenied
        form = _FORMS[verb](request.POST, **_known(verb, found))
        if form.is_valid():
            try:
                act(found, **form.cleaned_data, by=request.user)
            except ValidationError as error:
                blame(form, error)
            except Conflict as conflict:
                return conflict_page(request, form, conflict, leave=actions.page(found))
            except Moved:
                return _moved_on(request, found, form)
            else:
                messages.success(request, done % {"figure": found.figure.surface})
                after = verifying.following(verifying.rows(request.user, found.draft), pk)
                return redirect(reverse("verify_figures", args=[found.draft_id]) + f"?so={after}")
        return _screen(request, found.draft_id, pk, {verb: form})

    return answer


def _moved_on(request: PersonRequest, found: Verification, form: Form) -> HttpResponse:
    """409: how the figure stands now, and what was typed, to be copied where it still belongs."""
    text = _("Nothing was done: this figure was dealt with meanwhile. It is now %(state)s.")
    messages.warning(request, text % {"state": found.get_state_display()})
    typed = [(form[name].label, form.data.get(name, "")) for name in form.fields if name != "revision"]
    unsent = [(label, said) for label, said in typed if said]
    return _screen(request, found.draft_id, found.pk, {}, status=409, unsent=unsent)


def _department_or_office(user: User, found: Verification) -> bool:
    return speaks_for_department(user, found) or can_follow_verification(user, found)


_FORMS: dict[str, Any] = {
    "confirm": forms.ConfirmForm,
    "correct": forms.CorrectForm,
    "reject": forms.RejectForm,
    "ask_back": forms.AskBackForm,
    "answer_back": forms.AnswerBackForm,
    "pass_on": forms.PassOnForm,
}
confirm = _answering("confirm", speaks_for_department, gettext_lazy("Confirmed: “%(figure)s”."))
correct = _answering(
    "correct", speaks_for_department, gettext_lazy("Corrected: “%(figure)s”. The unit is told.")
)
reject = _answering(
    "reject", speaks_for_department, gettext_lazy("Rejected: “%(figure)s”. The unit is told.")
)
ask_back = _answering(
    "ask_back", speaks_for_department, gettext_lazy("The unit is asked about “%(figure)s”.")
)
answer_back = _answering(
    "answer_back", writes_for_unit, gettext_lazy("The department has your answer on “%(figure)s”.")
)
pass_on = _answering("pass_on", _department_or_office, gettext_lazy("Passed on: “%(figure)s”."))


def _known(verb: str, found: Verification) -> dict[str, Any]:
    if verb != "pass_on":
        return {}
    return {"departments": routing.departments(found.draft).exclude(pk=found.department_id)}


def _screen(
    request: PersonRequest, pk: int, wanted: int, bound: dict[str, Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    """A department sees the figures that it was asked about, not the document they stand in."""
    seen = Draft.objects.visible_to(request.user).filter(pk=OuterRef("pk"))
    rows = Draft.objects.select_related(*_OF_DRAFT).annotate(seen=Exists(seen))
    draft = get_object_or_404(rows, pk=pk)
    context = verifying.screen(request.user, draft, wanted, bound) | more
    status = 422 if bound else status
    if draft.seen:
        context |= drafts.brief_head(draft, draft.sent, request.user)
        return render(request, "figures/verify_document.html", context, status=status)
    title = full_title(draft)
    crumbs = [(_("Verification of figures"), reverse("verifications")), (title, "")]
    context |= {"title": title, "draft": draft, "crumbs": crumbs}
    return render(request, "figures/verify.html", context, status=status)
