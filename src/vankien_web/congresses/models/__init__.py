"""The records of this room."""

from vankien_web.congresses.models.congress import HELD, Congress, Form, Stage
from vankien_web.congresses.models.preparation import DossierItem, ProgressReport, Step
from vankien_web.congresses.models.rollup import Rollup
from vankien_web.congresses.models.season import DeadlineOverride, Season, SeasonPack

__all__ = [
    "HELD",
    "Congress",
    "DeadlineOverride",
    "DossierItem",
    "Form",
    "ProgressReport",
    "Rollup",
    "Season",
    "SeasonPack",
    "Stage",
    "Step",
]
