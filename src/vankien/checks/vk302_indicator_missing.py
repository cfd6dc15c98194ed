"""A required indicator has no figure anywhere in the draft. A mention is not a figure.

Authority: the source document (13/02/2020: add the poverty rate, the insurance targets …) and the pack's
list.
"""

from collections.abc import Iterator

from vankien.checks.draft import Draft
from vankien.checks.reading.mentions import figures_of, mentions
from vankien.model import Finding

CODE = "VK302"


def check(draft: Draft) -> Iterator[Finding]:
    for id in draft.outline.required_indicators:
        indicator = draft.indicator(id)
        if indicator is None or figures_of(draft, id):
            continue
        place = next(mentions(draft, indicator), None)
        params = {
            "indicator": id,
            "indicator_name": indicator.name,
            "unit": indicator.unit,
            "verifier": indicator.verifier,
            "variant": "mentioned" if place else "absent",
        }
        yield Finding(CODE, params, place, authority=indicator.authority)
