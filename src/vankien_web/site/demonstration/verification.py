"""After the meeting the office sends the figures of the pilot's report to the departments that it named."""

from __future__ import annotations

from collections.abc import Mapping

from vankien_web.drafts.models import Draft
from vankien_web.figures import routing
from vankien_web.figures.actions import asking
from vankien_web.figures.actions import verification as actions
from vankien_web.figures.models import Figure, Verification
from vankien_web.site.demonstration.cast import Cast, Sitting, read_told
from vankien_web.units.models import Unit


def have_verified(sitting: Sitting, cast: Cast) -> None:
    """Ask, and let a department answer for its first figures."""
    told = read_told("verification.toml")
    draft = cast.draft(told["unit"])
    chosen = {name: cast.tree[code] for name, code in told["departments"].items()}
    figures = _figures(draft, chosen, cast)
    asking.ask(draft, figures, sitting.told["due"], chosen=chosen, by=cast.office)
    for answer in told["answers"]:
        by = cast.people[answer["by"]]
        mine = Verification.objects.visible_to(by).waiting().select_related(*actions.WITH)
        one = mine.filter(draft=draft).order_by("figure__number")[0]
        said = (answer["text"],) if "text" in answer else ()
        getattr(actions, answer["verb"])(one, *said, revision=one.revision, by=by)


def _figures(draft: Draft, chosen: Mapping[str, Unit], cast: Cast) -> dict[Unit, list[Figure]]:
    """By department, those that the rules name one of these for."""
    found: dict[Unit, list[Figure]] = {}
    if draft.sent is None:
        return found
    shares = routing.shares(draft.sent, draft.sent.figures.all(), cast.tree.values(), cast.city)
    for share in shares:
        if department := chosen.get(share.name) or share.department:
            found.setdefault(department, []).extend(share.figures)
    return found
