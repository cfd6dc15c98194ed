"""The records of this room."""

from vankien_web.figures.models.figure import Entered, Figure, Standing
from vankien_web.figures.models.reference import Mapping, Reference, Value, ValueRole
from vankien_web.figures.models.route import Route
from vankien_web.figures.models.verification import Outcome, Remark, Verification, VerificationState

__all__ = [
    "Entered",
    "Figure",
    "Mapping",
    "Outcome",
    "Reference",
    "Remark",
    "Route",
    "Standing",
    "Value",
    "ValueRole",
    "Verification",
    "VerificationState",
]
