"""What the tests of congresses share beside their fixtures."""

import re
from datetime import date
from decimal import Decimal

from vankien_web.congresses import actions
from vankien_web.congresses.actions import Paper, Plan
from vankien_web.congresses.models import Congress, Rollup

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)  # a scan: nothing to read in it

TODAY = date(2020, 2, 13)


def complete(congress, by):
    from vankien.packs import season as campaign

    for rule in campaign.dossier(congress.season.rules, congress.kind):
        if rule.required and not rule.personnel:
            actions.set_paper(congress, rule.id, Paper(present=True), by=by)
    actions.plan_congress(congress, Plan(ordinal=27, opens_on=date(2020, 3, 12), days=Decimal(2)), by=by)
    return Congress.objects.get(pk=congress.pk)


def row(unit):
    return Rollup.objects.get(unit=unit)


def text(answer):
    """The page in one line, without the tokens that differ every time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", " ".join(answer.content.decode().split()))
