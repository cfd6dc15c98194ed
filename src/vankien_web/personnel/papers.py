"""Đề án nhân sự as an official paper, from the plan's data; not numbered, dated or signed yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from vankien.outputs.ballots import Counting
from vankien.outputs.ballots import minute as counting_minute
from vankien.outputs.papers import FORMS, Issuer, Paper, Signature, Stamp, make
from vankien.outputs.plans import plan_content
from vankien.personnel import Plan
from vankien.votes import Ballot, Rules, result
from vankien_web.common import clock
from vankien_web.congresses.models import Congress
from vankien_web.units.models import Unit

FORM = "de-an-nhan-su"
# The letterhead of a unit on a day: the room that keeps letterheads says it.
HEADS: list[Callable[[Unit, date], Issuer]] = []


def word(plan: Plan, congress: Congress, record: str) -> bytes:
    """The .docx. Raises PaperError, packs.PackError."""
    issuer = HEADS[-1](congress.unit, clock.today())
    years = f"{congress.season.term_from}-{congress.season.term_until}"
    content = plan_content(plan, congress=congress.title, unit=issuer.body, pack=congress.season.rules)
    return make(
        Paper(
            form=FORM,
            issuer=issuer,
            symbol=FORMS[FORM].symbol,
            number=None,
            dated=None,
            subject=f"nhân sự {congress.unit_name}, nhiệm kỳ {years}",
            recipients=(),
            signatures=(_signature(congress),),
            content=content,
            stamp=Stamp(record, ""),
        )
    )


def minute(ballots: Sequence[Ballot], rules: Rules, congress: Congress, record: str) -> bytes:
    """Biên bản kiểm phiếu (.docx); the names of the committee and the hours are left to write by hand.

    Raises PaperError, BallotError.
    """
    issuer = HEADS[-1](congress.unit, clock.today())
    about = Counting(
        format=issuer.format,
        superior=congress.title.rpartition(", nhiệm kỳ")[0] or congress.title,
        place=issuer.place,
        congress=congress.title,
    )
    return counting_minute([result(b, rules) for b in ballots], about, Stamp(record, ""))


def _signature(congress: Congress) -> Signature:
    post = "CHỦ TỊCH" if congress.organisation == "union" else "BÍ THƯ"
    return Signature(post, mark="T/M", on_behalf="BAN CHẤP HÀNH")
