"""Who may do what with figures. Pages, actions and API ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vankien_web.congresses.permissions import goes_on
from vankien_web.drafts.models import PERSONNEL, Draft
from vankien_web.figures.models import Reference, Verification, VerificationState
from vankien_web.units.models import COMMITTEE, WRITERS, Role, Unit, WorkingGroup, who

if TYPE_CHECKING:
    from vankien_web.accounts.models import User

_RUNS = (Role.OFFICE, Role.CHAIR)
_SPEAKS = (Role.VERIFIER, Role.UNIT_SECRETARY)


def can_ask_verification(user: User, draft: Draft) -> bool:
    """Have departments verify the figures that were sent up: the committee's office, a group that helps.

    A personnel plan is sent to no department.
    """
    congress = draft.congress
    if congress is None or draft.sent_id is None or draft.kind == PERSONNEL or not goes_on(congress):
        return False
    return who(user).has(congress.unit, *_RUNS, Role.WORKING_GROUP_MEMBER)


def can_see_verification(user: User, draft: Draft) -> bool:
    """What departments say of the draft's figures: who has them asked, the committee, and the unit itself."""
    congress = draft.congress
    if congress is None or draft.sent_id is None or draft.kind == PERSONNEL:
        return False
    return who(user).has(congress.unit, *COMMITTEE, Role.WORKING_GROUP_MEMBER, *WRITERS)


def committee_of(user: User, draft: Draft) -> Unit | None:
    """For whose committee this person asks: the nearest above the draft's unit, else its working group's."""
    path = draft.unit_path or ""
    reaching = [s for s in who(user).seats if s.path and path.startswith(s.path)]
    own = [s for s in reaching if s.role in _RUNS]
    if seat := max(own, key=lambda s: (s.path != path, len(s.path)), default=None):
        return Unit.objects.get(pk=seat.unit_id) if seat.unit_id else None
    groups = [s.group_id for s in reaching if s.group_id]
    group = WorkingGroup.objects.select_related("unit").filter(pk=groups[0]).first() if groups else None
    return group.unit if group else None


def can_verify(user: User, verification: Verification) -> bool:
    """Confirm, correct, reject, ask back, pass on: who speaks for the department, while it waits."""
    return verification.state == VerificationState.WAITING and speaks_for_department(user, verification)


def speaks_for_department(user: User, verification: Verification) -> bool:
    """Whether it is this person's to verify, once and until the campaign ends."""
    return _goes_on(verification) and verification.department_id in who(user).units(*_SPEAKS)


def can_answer_back(user: User, verification: Verification) -> bool:
    """Answer what the department asks: those who write for the unit."""
    return verification.state == VerificationState.ASKED_BACK and writes_for_unit(user, verification)


def writes_for_unit(user: User, verification: Verification) -> bool:
    """Whether what the department asks is this person's to answer."""
    congress = verification.draft.congress
    return _goes_on(verification) and congress is not None and who(user).has(congress.unit, *WRITERS)


def can_follow_verification(user: User, verification: Verification) -> bool:
    """Remind a department, or send its figure to another: the committee's office and those above it."""
    mine, draft = who(user), verification.draft
    if not can_ask_verification(user, draft):
        return False
    if verification.asked_by_id == mine.user_id and mine.holds(Role.WORKING_GROUP_MEMBER):
        return True
    return mine.has(verification.committee, *_RUNS)


def can_bring(user: User, department: Unit) -> bool:
    """Bring a workbook in the department's name: who verifies for it."""
    return department.pk in who(user).units(Role.VERIFIER)


def can_change_reference(user: User, reference: Reference) -> bool:
    """Decide, import, withdraw: who verifies for the department, until it is withdrawn."""
    return reference.withdrawn_at is None and can_bring(user, reference.department)


def _goes_on(verification: Verification) -> bool:
    congress = verification.draft.congress
    return congress is not None and goes_on(congress)
