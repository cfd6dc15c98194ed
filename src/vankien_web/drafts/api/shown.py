"""How drafts, versions and findings are told to programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import get_language

from vankien_web.accounts.models import User
from vankien_web.drafts import pages, permissions
from vankien_web.drafts.gate import gate
from vankien_web.drafts.models import Draft, Version, Waiver
from vankien_web.drafts.naming import full_title, waiting


def language() -> str:
    return get_language() or "vi"


def rows(user: User, drafts: list[Draft]) -> list[dict[str, Any]]:
    return [row(user, draft) for draft in drafts]


def row(user: User, draft: Draft) -> dict[str, Any]:
    newest = permissions.newest(user, draft)
    return {
        "id": draft.pk,
        "title": draft.title,
        "kind": draft.kind,
        "congress": draft.congress_id,
        "unit": draft.congress.unit if draft.congress else None,
        "state": draft.state,
        "waiting": waiting(draft),
        "since": draft.since,
        "newest": newest.number if newest else None,
    }


def one(user: User, pk: int) -> dict[str, Any]:
    """A draft with all that stands above its page."""
    draft, newest = pages.find(user, pk)
    below = draft.versions.filter(number__lte=newest.number if newest else 0)
    versions = below.select_related("submitted_by").order_by("-number")
    return row(user, draft) | {
        "full_title": full_title(draft),
        "return_reason": draft.return_reason,
        "missing": gate(draft),
        "versions": [version(one) for one in versions],
        "may": {
            "submit": permissions.can_submit_version(user, draft),
            "share": permissions.can_share(user, draft),
            "ready": permissions.can_make_ready(user, draft),
            "send_back": permissions.can_return(user, draft),
            "waive": permissions.can_waive(user, draft),
            "delete": permissions.can_delete_draft(user, draft),
        },
        "revision": draft.revision,
    }


def version(version: Version) -> dict[str, Any]:
    names = ("number", "file_name", "size", "note", "phase", "pack", "submitted_at", "state")
    return {name: getattr(version, name) for name in (*names, "finished_at", "open")} | {
        "sha256": version.noted,
        "submitted_by": version.submitted_by.name,
        "failure": pages.failure(version),
    }


def findings(version: Version, phase: str) -> list[dict[str, Any]]:
    """The open ones by severity, then those set aside."""
    groups, waived = pages.groups(version, phase, language())
    return [_finding(*told) for told in [*(row for group in groups for row in group.rows), *waived]]


def _finding(pk: int, remark: Any, waiver: Waiver | None) -> dict[str, Any]:
    return {
        "id": pk,
        "number": remark.number,
        "code": remark.code,
        "severity": remark.severity,
        "message": remark.words.message,
        "hint": remark.words.hint,
        "authority": remark.words.authority,
        "place": asdict(remark.place) if remark.place else None,
        "waiver": None if waiver is None else waived(waiver),
    }


def waived(waiver: Waiver) -> dict[str, Any]:
    return {"id": waiver.pk, "reason": waiver.reason, "by": waiver.by.name, "at": waiver.at}
