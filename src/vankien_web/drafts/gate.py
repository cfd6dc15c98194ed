"""What is still missing before a draft may go to a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from vankien.packs import DossierRule, PackError
from vankien.packs import season as campaign
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, State, Version

MORE: list[Callable[[Draft], Iterable[str]]] = []  # what rooms above have to say of a draft
ALONE = ("outline",)  # an outline goes to a first opinion before anything else is written
_ANOTHER = "VK107"  # the file does not look like this kind of document


def gate(draft: Draft, version: Version | None = None) -> list[str]:
    """One sentence for each thing that is missing, none when the draft may go. A quick check has no gate."""
    if draft.congress is None:
        return []
    version = version or draft.sent or draft.latest
    if version is None:
        return [_("No version has been brought yet.")]
    wanted = _companions(draft.congress, draft.kind)
    known = _known(draft.congress, wanted, version)
    lacking = [
        _("Not in the dossier yet: %(name)s.") % {"name": one.name} for one in wanted if one.id not in known
    ]
    above = [sentence for say in MORE for sentence in say(draft)]
    return [*_of_version(version, another=_ANOTHER in known), *sorted(lacking), *above]


def _of_version(version: Version, *, another: bool) -> Iterator[str]:
    if version.under_way:
        yield _("The machine is still checking the newest version.")
        return
    if version.state == State.FAILED:
        yield _("The newest version could not be checked; bring it again.")
        return
    errors = version.open.get("error", 0)
    if errors:
        yield _("Findings to mend, or to set aside with a reason: %(count)d.") % {"count": errors}
    if another:
        yield _("The file does not look like this kind of document: bring the right one, or set VK107 aside.")


def _known(congress: Congress, wanted: Iterable[DossierRule], version: Version) -> set[Any]:
    """The dossier's items that are there, and VK107 where it is open. One query for both."""
    there = congress.dossier.filter(Q(present=True) | Q(not_needed=True), item__in=[d.id for d in wanted])
    told = there.order_by().values_list("item", flat=True)
    if not version.open.get("warning"):
        return set(told)
    doubts = version.findings.not_waived().filter(code=_ANOTHER).order_by()
    return set(told.union(doubts.values_list("code", flat=True)))


def _companions(congress: Congress, kind: str) -> list[DossierRule]:
    """Documents that the dossier requires beside this one. Papers about personnel are in no gate."""
    if kind in ALONE:
        return []
    try:
        asked = campaign.dossier(congress.season.rules, congress.kind)
    except PackError:
        return []
    return [d for d in asked if d.required and d.kind and d.kind != kind and not d.personnel]
