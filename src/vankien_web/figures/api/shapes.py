"""What programs send and get of verifications."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from vankien_web.common.api import Id, Line, Number, Revision, Sent
from vankien_web.figures.models import Outcome, VerificationState
from vankien_web.figures.stating import stated, unsealed
from vankien_web.units.api.schemas import UnitRef


class VerificationOut(Schema):
    """One figure in a department's hands: all that the department sees of the document is the sentence."""

    id: int
    draft: int
    figure: str = Field(
        description="The words as the draft has them.", examples=["47,5 triệu đồng/người/năm"]
    )
    states: str = Field(description="The value that the draft states, in words.")
    sentence: str
    section: str
    indicator: str
    period: str
    role: str
    department: UnitRef
    due: date
    state: VerificationState
    outcome: Outcome
    sealed: str = Field(
        description="The value that the department stands behind or spoke of; empty: none yet."
    )
    broken: bool = Field(description="Whether a newer version states another value than was sealed.")
    before: str = Field(description="What was sealed before the seal broke.")
    value: Number | None = Field(description="The department's own, where it corrected the figure.")
    unit: str
    source: str
    reason: str
    answered_at: datetime | None
    revision: int

    @staticmethod
    def resolve_figure(row: Any) -> str:
        return str(row.figure.surface)

    @staticmethod
    def resolve_draft(row: Any) -> int:
        return int(row.draft_id)

    @staticmethod
    def resolve_states(row: Any) -> str:
        return stated(row.figure).words

    @staticmethod
    def resolve_sentence(row: Any) -> str:
        return str(row.figure.sentence)

    @staticmethod
    def resolve_section(row: Any) -> str:
        return str(row.figure.section)

    @staticmethod
    def resolve_indicator(row: Any) -> str:
        return str(row.figure.indicator)

    @staticmethod
    def resolve_period(row: Any) -> str:
        return str(row.figure.period)

    @staticmethod
    def resolve_role(row: Any) -> str:
        return str(row.figure.role)

    @staticmethod
    def resolve_sealed(row: Any) -> str:
        return unsealed(row.sealed).words if row.sealed else ""

    @staticmethod
    def resolve_broken(row: Any) -> bool:
        return row.broken_at is not None


class VerificationsWanted(Schema):
    """Which figures."""

    draft: Id | None = None
    state: VerificationState | None = None


class SendFiguresIn(Sent):
    """Which figures of the version that was sent up go to which department."""

    department: Id
    figures: list[Id] = Field(min_length=1, max_length=5000, description="Numbers of figures in the ledger.")
    due: date


class FiguresSentOut(Schema):
    """How many went out; what is with a department already is left."""

    count: int


class ConfirmFigureIn(Sent):
    """The revision that the answer is given to."""

    revision: Revision


class CorrectFigureIn(ConfirmFigureIn):
    """What is right, and where it stands."""

    value: Number
    unit: Line = Field("", max_length=64)
    source: Line = Field(min_length=1, max_length=255)


class RejectFigureIn(ConfirmFigureIn):
    """Why the figure cannot stand."""

    reason: Line = Field(min_length=1, max_length=5000)


class QuestionFigureIn(ConfirmFigureIn):
    """What the unit is asked."""

    question: Line = Field(min_length=1, max_length=5000)


class ExplainFigureIn(ConfirmFigureIn):
    """What the unit says to it."""

    text: Line = Field(min_length=1, max_length=5000)


class PassOnFigureIn(ConfirmFigureIn):
    """Whose figure it is."""

    department: Id
    reason: Line = Field("", max_length=1000)
