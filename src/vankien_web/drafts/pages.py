"""What the pages of a draft show, apart from how they are asked for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vankien import packs
from vankien.packs import PackError
from vankien.sentences import catalogue, sentence
from vankien_web.drafts.models import UNDER_WAY, Draft, State, Version
from vankien_web.drafts.reading import lay_out
from vankien_web.drafts.remarks import SEVERITIES, remarks, severity_name


@dataclass(frozen=True)
class Step:
    """A stage of the machine's work: `when` is past, now or later."""

    name: str
    when: str


def steps(version: Version) -> list[Step]:
    order = list(UNDER_WAY)
    now = order.index(State(version.state)) if version.under_way else len(order)
    return [
        Step(str(state.label), "past" if i < now else "now" if i == now else "later")
        for i, state in enumerate(order)
    ]


def facts(draft: Draft, language: str) -> dict[str, Any]:
    """The rules of a draft by name; by id where their pack is no longer installed."""
    try:
        pack = packs.load(draft.pack)
    except PackError:
        return {"pack_name": draft.pack, "unit_name": draft.unit, "kind_name": draft.kind}
    return {
        "pack_name": packs.name(pack, "pack", draft.pack, language),
        "unit_name": packs.name(pack, "unit", draft.unit, language),
        "kind_name": packs.name(pack, "kind", draft.kind, language),
    }


def refusal(version: Version, language: str) -> str:
    """Why the file cannot be used, as one sentence."""
    reason, params = version.failure.get("reason", "defect"), version.failure.get("params", {})
    if reason in catalogue(language)["file"]:
        return sentence("file", reason, language, **params)
    own = {
        "secret": _(
            "This draft bears a secrecy stamp, and this site is connected to a network: the file was refused "
            "and erased. Read it only on a machine that the rules on state secrets allow."
        ),
        "interrupted": _(
            "Reading this file was cut short several times, so it was stopped. Open it in Word, "
            "save it as a new .docx and send it again."
        ),
    }
    return own.get(
        reason,
        _("The machine met an error while reading this file. Tell the administrator when this happened."),
    )


def reading(version: Version, language: str) -> dict[str, Any]:
    """The text with its outline and remarks."""
    stored = version.reading
    found = remarks((f.finding for f in version.findings.all()), language)
    levels = {s.block: s.level for s in stored.sections} | {
        s.title_block: s.level for s in stored.sections if s.title_block is not None
    }
    page = lay_out(stored.document, found, levels)
    return {
        "page": page,
        "remarks": found,
        "sections": stored.sections,
        "counts": [(s, severity_name(s, language), page.counts[s]) for s in SEVERITIES],
        "phase_name": sentence("report_phase", version.draft.phase, language),
    }
