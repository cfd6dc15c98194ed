"""What is still missing before a draft may go to a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from vankien.packs import PackError
from vankien.packs import season as campaign
from vankien_web.congresses.models import Congress
from vankien_web.drafts.models import Draft, State, Version, Waiver

MORE: list[Callable[[Draft], Iterable[str]]] = []  # what rooms above have to say of a draft
ALONE = ("outline",)  # an outline goes to a first opinion before anything else is written


def gate(draft: Draft, version: Version | None = None) -> list[str]:
    """One sentence for each thing that is missing, none when the draft may go. A quick check has no gate."""
    if draft.congress is None:
        return []
    version = version or draft.sent or draft.latest
    if version is None:
        return [_("No version has been brought yet.")]
    above = [sentence for say in MORE for sentence in say(draft)]
    return [*_of_version(version), *sorted(_companions(draft.congress, draft.kind)), *above]


def _of_version(version: Version) -> Iterator[str]:
    if version.under_way:
        yield _("The machine is still checking the newest version.")
        return
    if version.state == State.FAILED:
        yield _("The newest version could not be checked; bring it again.")
        return
    errors = version.open.get("error", 0)
    if errors:
        yield _("Findings to mend, or to set aside with a reason: %(count)d.") % {"count": errors}
    if version.open.get("warning") and _another_document(version):
        yield _("The file does not look like this kind of document: bring the right one, or set VK107 aside.")


def _another_document(version: Version) -> bool:
    waived = Waiver.objects.filter(
        draft=version.draft_id, lifted_at=None, fingerprint=OuterRef("fingerprint")
    )
    return version.findings.filter(~Exists(waived), code="VK107").exists()


def _companions(congress: Congress, kind: str) -> Iterator[str]:
    """Documents that the dossier requires beside this one. Papers about personnel are in no gate."""
    if kind in ALONE:
        return
    try:
        asked = campaign.dossier(congress.season.rules, congress.kind)
    except PackError:
        return
    wanted = {d.id: d for d in asked if d.required and d.kind and d.kind != kind and not d.personnel}
    there = congress.dossier.filter(Q(present=True) | Q(not_needed=True), item__in=wanted)
    for item in wanted.keys() - set(there.values_list("item", flat=True)):
        yield _("Not in the dossier yet: %(name)s.") % {"name": wanted[item].name}
