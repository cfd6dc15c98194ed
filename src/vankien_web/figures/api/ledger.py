"""The ledger for programs: figures of a version, contradictions of a congress, sums of the units below."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from vankien_web.accounts.requests import PersonRequest
from vankien_web.common.api import Page, Paging, page_of, seen
from vankien_web.congresses.models import Congress
from vankien_web.drafts import pages
from vankien_web.figures import contradictions, totals
from vankien_web.figures.api import shown
from vankien_web.figures.api.schemas import ContradictionsOut, FiguresWanted, LedgerFigure, SumOut, SumsWanted
from vankien_web.figures.listing import Filter, Listing

router = Router(tags=["figures"])


@router.get(
    "/drafts/{int:draft}/versions/{int:number}/figures",
    response=Page[LedgerFigure],
    operation_id="list_figures",
)
def list_figures(
    request: PersonRequest, draft: int, number: int, wanted: Query[FiguresWanted], paging: Query[Paging]
) -> Any:
    """Every figure of a version in reading order, as the machine reads it, and how it stands."""
    found, version = pages.find_version(request.user, draft, number)
    listing = Listing(found, version)
    chosen = Filter(wanted.indicator or "", wanted.topic or "", wanted.standing).of(listing.all)
    return page_of(chosen, paging, lambda rows: [shown.figure(line) for line in listing.lines(rows)])


@router.get(
    "/congresses/{int:congress}/contradictions",
    response=ContradictionsOut,
    operation_id="list_contradictions",
)
def list_contradictions(request: PersonRequest, congress: int) -> Any:
    """Where its documents that you see state two values, and what became of last term's targets."""
    return shown.contradictions(contradictions.of_congress(request.user, _congress(request, congress)))


@router.get("/congresses/{int:congress}/sums", response=list[SumOut], operation_id="list_sums")
def list_sums(request: PersonRequest, congress: int, wanted: Query[SumsWanted]) -> Any:
    """What the unit states beside the sum of what the units below it state in their reports."""
    found = totals.table(request.user, _congress(request, congress), base=wanted.base, opened="")
    return [shown.sum_of(row) for row in found.rows]


def _congress(request: PersonRequest, congress: int) -> Congress:
    rows = Congress.objects.visible_to(request.user).select_related("unit", "season")
    found: Congress = seen(rows, congress)
    return found
