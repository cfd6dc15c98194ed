"""Who may do what with a draft, and when. Pages, actions and API ask the same questions.

What one may not see at all is decided by `Draft.objects.visible_to`; verbs ask here.
"""

from collections.abc import Iterable
from contextlib import suppress

from vankien import packs
from vankien.packs import PackError
from vankien_web.accounts.models import User
from vankien_web.congresses.models import Congress, Season
from vankien_web.congresses.permissions import goes_on
from vankien_web.drafts.models import PERSONNEL, Draft, DraftState, Version
from vankien_web.units.models import WRITERS, Role, Unit, who

_OPEN = (DraftState.DRAFTING, DraftState.RETURNED)
_WHO = {
    "submit": WRITERS,
    "share": (Role.UNIT_SECRETARY,),
    "return": (Role.OFFICE,),
    "ready": (Role.OFFICE,),
    "waive": (*WRITERS, Role.OFFICE),
}
_WHEN = {
    "submit": _OPEN,
    "share": _OPEN,
    "return": (DraftState.SHARED, DraftState.READY),
    "ready": (DraftState.SHARED,),
    "waive": (*_OPEN, DraftState.SHARED),
}


def has_part(user: User, draft: Draft, verb: str) -> bool:
    """Whether this is the person's business at all; `is_time` says whether the draft is there yet."""
    if draft.congress is None:
        return verb in ("submit", "waive") and _owns(user, draft)
    mine, unit = who(user), draft.congress.unit
    if not goes_on(draft.congress) or not sees_kind(user, unit, draft.kind):
        return False
    if mine.has(unit, *(r for r in _WHO[verb] if r in WRITERS)):
        return True
    return draft.shared_at is not None and mine.has(unit, *(r for r in _WHO[verb] if r not in WRITERS))


def is_time(draft: Draft, verb: str) -> bool:
    if draft.congress is None:
        return verb == "waive"
    return draft.state in _WHEN[verb]


def can_create_draft(user: User, congress: Congress, kind: str) -> bool:
    """Those who write for the unit, for a kind that the rules of the season know."""
    mine = goes_on(congress) and who(user).has(congress.unit, *WRITERS)
    return mine and kind in kinds_for(user, congress)


def can_submit_version(user: User, draft: Draft) -> bool:
    return has_part(user, draft, "submit") and is_time(draft, "submit")


def can_share(user: User, draft: Draft) -> bool:
    """The secretary sends up what has a version; after a return perhaps the same, now complete."""
    return draft.latest_id is not None and has_part(user, draft, "share") and is_time(draft, "share")


def can_return(user: User, draft: Draft) -> bool:
    return has_part(user, draft, "return") and is_time(draft, "return")


def can_make_ready(user: User, draft: Draft) -> bool:
    return has_part(user, draft, "ready") and is_time(draft, "ready")


def can_waive(user: User, draft: Draft) -> bool:
    """The unit while it writes, the office while the draft is with it."""
    if draft.congress is None:
        return _owns(user, draft)
    with_office = draft.state == DraftState.SHARED
    roles = (Role.OFFICE,) if with_office else WRITERS
    return (
        has_part(user, draft, "waive")
        and is_time(draft, "waive")
        and who(user).has(draft.congress.unit, *roles)
    )


def can_delete_draft(user: User, draft: Draft) -> bool:
    """Only a quick check, by whoever made it: what belongs to a congress stays."""
    return draft.congress is None and _owns(user, draft)


def works_on(user: User, draft: Draft) -> bool:
    """Whether the person sees versions that were not sent up yet: the unit, and the group that helps it."""
    if draft.congress is None:
        return _owns(user, draft)
    return who(user).has(draft.congress.unit, *WRITERS, Role.WORKING_GROUP_MEMBER)


def newest(user: User, draft: Draft) -> Version | None:
    """The newest version that this person sees."""
    return draft.latest if works_on(user, draft) else draft.sent


def kinds_for(user: User, congress: Congress) -> dict[str, str]:
    """Kinds of document, id → name, of the season's rules; personnel plans only for who may see them."""
    try:
        known = congress.season.rules.kinds
    except PackError:
        return {}
    return {id: name for id, name in known.items() if sees_kind(user, congress.unit, id)}


def kinds_known(user: User, seasons: Iterable[Season]) -> dict[str, str]:
    """Kinds of document of all these seasons' rules, id → name."""
    known: dict[str, str] = {}
    for season in seasons:
        with suppress(PackError):
            known = season.rules.kinds | known
    if not who(user).personnel_paths:
        known.pop(PERSONNEL, None)
    return known


def sees_kind(user: User, unit: Unit, kind: str) -> bool:
    if kind != PERSONNEL:
        return True
    return any((unit.path or "").startswith(path) for path in who(user).personnel_paths)


def quick_kinds(user: User, pack: packs.Pack) -> list[str]:
    """Kinds of document that one may have checked alone."""
    secret = () if who(user).personnel_paths else (PERSONNEL,)
    return [kind for kind in dict.fromkeys(kind for _, kind in pack.outlines) if kind not in secret]


def _owns(user: User, draft: Draft) -> bool:
    return user.is_authenticated and draft.owner_id == user.pk
