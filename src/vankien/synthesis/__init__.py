"""Opinions travel up the tree: what a unit seals, and what the level above makes of all that it was sent.

A contribution is immutable and named by its digest; a package carries one with all that it was made from. So
packages are merged as sets: twice, in any order and by any road, the same contributions give the same lines.
"""

from vankien.synthesis.merging import synthesis
from vankien.synthesis.model import (
    Conference,
    Contribution,
    Group,
    Line,
    Package,
    Remark,
    Sealed,
    Source,
    Synthesis,
)
from vankien.synthesis.package import read, united, write
from vankien.synthesis.sealing import fingerprint, new_key, seal

__all__ = [
    "Conference",
    "Contribution",
    "Group",
    "Line",
    "Package",
    "Remark",
    "Sealed",
    "Source",
    "Synthesis",
    "fingerprint",
    "new_key",
    "read",
    "seal",
    "synthesis",
    "united",
    "write",
]
