"""Too few women among the candidates, or none for the standing committee.

The share is counted of those proposed for the committee; whose sex is not said could be a woman. Authority:
the pack's rule on women (in 2019 Directive 35-CT/TW of 30/5/2019: from 15 %, and women in the standing
committee).
"""

from collections.abc import Iterator
from math import ceil

from vankien.checks.draft import Draft
from vankien.checks.reading.people import exact, listed, percent, place, rule, shown
from vankien.model import Finding
from vankien.personnel import Candidate

CODE = "VK702"


def check(draft: Draft) -> Iterator[Finding]:
    women_rule = rule(draft, "women")
    if draft.plan is None or women_rule is None:
        return
    where = place(draft, draft.plan)
    people = listed(draft, "committee")
    share = exact(women_rule.value["min_share"])
    needed = ceil(share * len(people))
    women, unknown = _women(people)
    if people and women + unknown < needed:
        params: dict[str, object] = {
            "women": women,
            "total": len(people),
            "share": percent(women, len(people)),
            "least": shown(share),
            "needed": needed,
            "missing": needed - women,
        }
        yield Finding(CODE, params, where, authority=women_rule.authority)
    standing = listed(draft, "standing")
    in_standing = int(women_rule.value.get("in_standing_committee", 0))
    if len(standing) > 1 and sum(_women(standing)) < in_standing:
        params = {"women": 0, "total": len(standing), "needed": in_standing, "variant": "standing"}
        yield Finding(CODE, params, place(draft, standing[0]), authority=women_rule.authority)


def _women(people: tuple[Candidate, ...]) -> tuple[int, int]:
    """How many women, and how many of whom it is not said."""
    return sum(c.sex == "female" for c in people), sum(c.sex is None for c in people)
