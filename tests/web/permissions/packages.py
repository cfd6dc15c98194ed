"""A sealed package, as a unit below makes it."""

import tempfile
from pathlib import Path

from vankien import synthesis
from vankien.synthesis import Contribution, Remark


def sealed(number=1):
    """Each under a key of its own."""
    own = Contribution("Dự thảo", ("A",), number, "2020", ("I",), (), (Remark("I", "Cần làm rõ."),))
    top = synthesis.seal(own, synthesis.new_key())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.goi"
        synthesis.write(top.id, {top.id: top}, path)
        return path.read_bytes()
