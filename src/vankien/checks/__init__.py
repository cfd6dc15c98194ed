"""What a machine can say about a draft.

A check is a file `vkNNN_*.py`: a docstring that names its authority, `CODE`, and a generator `check(draft)`.
"""

from vankien.checks.draft import Draft, of_plan, prepare
from vankien.checks.registry import Check, all_checks, run, run_people
from vankien.checks.rendering import Rendered, render

__all__ = ["Check", "Draft", "Rendered", "all_checks", "of_plan", "prepare", "render", "run", "run_people"]
