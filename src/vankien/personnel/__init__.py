"""Personnel plans: read from Word and Excel tables, or made from data; the checks VK701-VK71x judge them."""

from vankien.personnel.data import candidate_from_data, plan_from_data, to_data
from vankien.personnel.model import BODIES, STEPS, Body, BodyPlan, Candidate, Doubt, Plan, Stated, StepVotes
from vankien.personnel.months import When
from vankien.personnel.reading import read_plan, read_sheets_plan, stated_by

__all__ = [
    "BODIES",
    "STEPS",
    "Body",
    "BodyPlan",
    "Candidate",
    "Doubt",
    "Plan",
    "Stated",
    "StepVotes",
    "When",
    "candidate_from_data",
    "plan_from_data",
    "read_plan",
    "read_sheets_plan",
    "stated_by",
    "to_data",
]
