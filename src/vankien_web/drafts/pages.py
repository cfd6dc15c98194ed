"""What the pages of a draft show, apart from how they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vankien import packs, titles
from vankien.model import Section, UnreadableFile
from vankien.packs import PackError
from vankien.sentences import catalogue, sentence
from vankien_web.accounts.models import User
from vankien_web.common import history
from vankien_web.common.frame import Tab, gathered
from vankien_web.common.models import EventQuerySet
from vankien_web.drafts import permissions
from vankien_web.drafts.gate import gate
from vankien_web.drafts.models import UNDER_WAY, Draft, DraftState, State, Version
from vankien_web.drafts.naming import TONES, full_title, waiting
from vankien_web.drafts.reading import Signs, lay_out
from vankien_web.drafts.remarks import SEVERITIES, Remark, remarks, severity_name

Link = tuple[str, str]
_WITH = ("congress__unit__parent", "congress__season", "latest", "sent", "owner")
_TEXTS = ("latest__reading", "sent__reading")


@dataclass(frozen=True)
class Step:
    """A stage of the machine's work: `when` is past, now or later."""

    name: str
    when: str


@dataclass(frozen=True)
class Further:
    """What a room above adds to a draft's page: parts of it, what it offers, where it has it in hand."""

    tabs: Sequence[Tab] = ()
    verbs: Sequence[Link] = ()
    elsewhere: Iterable[Link] = ()  # read on the draft's own pages alone


MORE: list[Callable[[User, Draft, Version | None], Further]] = []
SIGNS: list[Callable[[User, Version], Signs | None]] = []  # marks that rooms above set in the text


def find(
    user: User, draft_id: int, number: int | None = None, *, text: bool = False
) -> tuple[Draft, Version | None]:
    """The draft and one of its versions, the newest unless told. Raises Http404 for what is hidden.

    `text`: with what was read in it, which is long.
    """
    wanted = (*_WITH, *_TEXTS) if text else _WITH
    draft = get_object_or_404(Draft.objects.visible_to(user).select_related(*wanted), pk=draft_id)
    newest = permissions.newest(user, draft)
    if number is None or (newest and newest.number == number):
        return draft, newest
    if newest is None or number > newest.number:
        raise Http404
    version = get_object_or_404(Version, draft=draft, number=number)
    return draft, version


def find_version(
    user: User, draft_id: int, number: int | None, *, text: bool = False
) -> tuple[Draft, Version]:
    draft, version = find(user, draft_id, number, text=text)
    if version is None:
        raise Http404
    version.draft = draft
    return draft, version


def head(draft: Draft, version: Version | None, user: User, language: str) -> dict[str, Any]:
    """What stands above every part of a draft's page."""
    newest = permissions.newest(user, draft)
    missing = gate(draft, newest)
    further = [more(user, draft, version) for more in MORE]
    return facts(version, language) | {
        "title": full_title(draft),
        "draft": draft,
        "version": version,
        "newest": newest,
        "is_newest": version is None or newest is None or version.pk == newest.pk,
        "mark": titles.version_mark(version.number) if version and draft.congress_id else "",
        "versions": _strip(draft, newest),
        "tone": TONES[DraftState(draft.state)],
        "waiting": waiting(draft),
        "missing": missing,
        "tabs": gathered(_tabs(draft, version, newest, further)),
        "crumbs": _crumbs(draft),
        "may": _may(user, draft, missing),
        "more_verbs": [verb for more in further for verb in more.verbs],
        "elsewhere": [place for more in further for place in more.elsewhere],
        "next_number": (newest.number if newest else 0) + 1,
    }


def brief_head(draft: Draft, version: Version | None, user: User, *, strip: bool = False) -> dict[str, Any]:
    """As `head` for a part of another room: without what the gate says; versions if asked for."""
    newest = permissions.newest(user, draft)
    further = [more(user, draft, version) for more in MORE]
    return {
        "title": full_title(draft),
        "draft": draft,
        "version": version,
        "versions": _strip(draft, newest) if strip else [],
        "is_newest": not strip or version is None or newest is None or version.pk == newest.pk,
        "tone": TONES[DraftState(draft.state)],
        "waiting": waiting(draft),
        "tabs": gathered(_tabs(draft, version, newest, further)),
        "crumbs": _crumbs(draft),
        "may": _may(user, draft, []),
        "next_number": (newest.number if newest else 0) + 1,
    }


def _strip(draft: Draft, newest: Version | None) -> list[Version]:
    if draft.congress is None or newest is None:
        return []
    seen = draft.versions.filter(number__lte=newest.number).select_related("submitted_by")
    return list(seen.order_by("-number"))


def _tabs(
    draft: Draft, version: Version | None, newest: Version | None, further: Sequence[Further]
) -> Iterator[Tab]:
    if version is None or version.under_way:
        return
    number = (draft.pk,) if newest and version.pk == newest.pk else (draft.pk, version.number)
    name = "draft" if len(number) == 1 else "version"
    yield Tab(_("Full text"), reverse(name, args=number))
    yield Tab(_("Findings"), reverse(f"{name}_findings", args=number), sum(version.open.values()))
    for more in further:
        yield from more.tabs
    if draft.congress_id:
        yield Tab(_("Comparison"), reverse("draft_comparison", args=(draft.pk,)))
    yield Tab(_("History"), reverse("draft_history", args=(draft.pk,)))


def _crumbs(draft: Draft) -> list[tuple[str, str]]:
    if draft.congress is None:
        return [(_("Quick check"), reverse("quick_check")), (draft.title, "")]
    unit = draft.congress.unit
    return [
        (_("Documents"), reverse("drafts")),
        (unit.called, reverse("congress_drafts", args=(draft.congress_id,))),
        (draft.title, ""),
    ]


def _may(user: User, draft: Draft, missing: list[str]) -> dict[str, Any]:
    """Which verbs this person is offered; `first` is the one that the page puts first."""
    may: dict[str, Any] = {
        "submit": permissions.can_submit_version(user, draft),
        "share": permissions.can_share(user, draft),
        "ready": permissions.can_make_ready(user, draft),
        "return": permissions.can_return(user, draft),
        "waive": permissions.can_waive(user, draft),
        "delete": permissions.can_delete_draft(user, draft),
    }
    mine = draft.congress is not None and permissions.has_part(user, draft, "submit")
    may["wait"] = mine and not may["submit"]
    fresh = draft.latest_id is not None and draft.latest_id != draft.sent_id
    order = ["share", "submit"] if fresh else ["submit", "share"]
    order += ["return", "ready"] if missing else ["ready", "return"]
    return may | {"first": next((verb for verb in order if may[verb]), "")}


def steps(version: Version) -> list[Step]:
    order = list(UNDER_WAY)
    now = order.index(State(version.state)) if version.under_way else len(order)
    return [
        Step(str(state.label), "past" if i < now else "now" if i == now else "later")
        for i, state in enumerate(order)
    ]


def facts(version: Version | None, language: str) -> dict[str, Any]:
    """The rules of a version by name; by id where their pack is no longer installed."""
    if version is None:
        return {}
    named = {f"{part}_name": str(getattr(version, part)) for part in ("pack", "unit", "kind")}
    try:
        pack = packs.load(version.pack)
    except PackError:
        return named
    for part in ("pack", "unit", "kind"):
        try:
            named[f"{part}_name"] = packs.name(pack, part, getattr(version, part), language)
        except KeyError:
            continue
    return named | {"phase_name": sentence("report_phase", version.phase, language)}


def refusal(error: UnreadableFile, file: str, language: str) -> str:
    """Why a file was not taken, as one sentence."""
    if error.reason in catalogue(language)["file"]:
        return sentence("file", error.reason, language, **({"file": file} | error.params))
    return _(
        "This draft bears a secrecy stamp, and this site is connected to a network: the file was refused "
        "and erased. Read it only on a machine that the rules on state secrets allow."
    )


def failure(version: Version) -> str:
    """Why a version was not checked, as one sentence; empty when it was."""
    own = {
        "no_rules": _("These rules have no outline for this kind of unit: the text was read, not checked."),
        "interrupted": _(
            "Checking this file was cut short several times, so it was stopped. Open it in Word, "
            "save it as a new .docx and send it again."
        ),
        "defect": _(
            "The machine met an error while checking this file. Tell the administrator when this happened."
        ),
    }
    reason = version.failure.get("reason", "")
    return own.get(reason, own["defect"]) if reason else ""


def events_of(user: User, draft: Draft) -> EventQuerySet:
    """The draft's history; those above are not told of versions that were not sent to them."""
    events = history.stream(draft)
    if permissions.works_on(user, draft):
        return events
    sent = draft.sent.number if draft.sent else 0
    # What speaks of no version has no number, and a comparison with none would leave it out.
    told = ~Q(details__has_key="number") | Q(details__number__lte=sent)
    return events.filter(told).exclude(verb="version_refused")


def waived_of(version: Version) -> dict[str, Any]:
    """The waivers in force, by fingerprint."""
    waivers = version.draft.waivers.filter(lifted_at=None).select_related("by")
    return {w.fingerprint: w for w in waivers}


def reading(version: Version, language: str, user: User) -> dict[str, Any]:
    """The text with its outline, its open remarks, and what a room above marks in it."""
    stored, found = version.reading, open_remarks(version, language)
    signs = next((marks for ask in SIGNS if (marks := ask(user, version))), None)
    page = lay_out(stored.document, found, levels(stored.sections), signs=signs)
    return {
        "page": page,
        "remarks": found,
        "sections": stored.sections,
        "counts": [(s, severity_name(s, language), page.counts[s]) for s in SEVERITIES],
    }


def open_remarks(version: Version, language: str) -> Sequence[Remark]:
    """What was found in the version's own phase and not set aside."""
    rows = version.findings.not_waived().exclude(severity="")
    return remarks((f.finding for f in rows), language)


def levels(sections: Sequence[Section]) -> dict[int, int]:
    """The level of each block that is a heading, or the title of one on a line of its own."""
    titles = {s.title_block: s.level for s in sections if s.title_block is not None}
    return {s.block: s.level for s in sections} | titles


@dataclass(frozen=True)
class Group:
    """The findings of one severity."""

    severity: str
    name: str
    rows: list[tuple[int, Remark, Any]]  # the finding's key, as people read it, its waiver if any


def groups(version: Version, phase: str, language: str) -> tuple[list[Group], list[tuple[int, Remark, Any]]]:
    """The open findings of a phase by severity, and those set aside. Numbers are those of the text's page."""
    waived = waived_of(version)
    rows = [f for f in version.findings.all() if phase in f.severities]
    rows.sort(key=lambda f: (f.fingerprint in waived, f.number))
    found = remarks((f.in_phase(phase) for f in rows), language)
    told = [(f.pk, r, waived.get(f.fingerprint)) for f, r in zip(rows, found, strict=True)]
    by_severity = [
        Group(s, capfirst(severity_name(s, language)), [t for t in told if t[1].severity == s and not t[2]])
        for s in SEVERITIES
    ]
    return by_severity, [t for t in told if t[2]]
