"""The drills in their short form; `make drill` runs them whole."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("drill", ["kill", "backup"])
def test_nothing_is_lost(drill):
    times = {"kill": "20" if os.environ.get("CI") else "3", "backup": "2"}[drill]
    done = subprocess.run(
        [sys.executable, "-m", "drills", drill, "--times", times], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert sum(map(int, re.findall(r"': (\d+)", done.stdout))) > 0
