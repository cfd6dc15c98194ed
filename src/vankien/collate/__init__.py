"""What thirty members wrote into their thirty copies, as one table."""

from vankien.collate.collation import collate
from vankien.collate.model import Collation, Copy, CopyCount, Row, Step

__all__ = ["Collation", "Copy", "CopyCount", "Row", "Step", "collate"]
