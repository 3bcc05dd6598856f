# SPDX-License-Identifier: Apache-2.0
"""The README's ten lines work after ``pip install ./sdk/python`` in a fresh environment."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from serving import Server

PROJECT = Path(__file__).resolve().parents[1]
SECONDS = 300


def test_ten_lines_work_in_a_fresh_environment(server: Server, tmp_path: Path) -> None:
    (lines,) = re.findall(
        r"^```python\n(.*?)^```$", (PROJECT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len([line for line in lines.splitlines() if line.strip()]) <= 10
    fresh = tmp_path / "fresh"
    _run([sys.executable, "-m", "venv", str(fresh)])
    python = str(fresh / "bin" / "python")
    _run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(PROJECT)])
    environment = {**os.environ, "STACK_API_KEY": server.key, "STACK_BASE_URL": server.address}
    assert "checked out: clean" in _run([python, "-c", lines], environment)


def _run(command: list[str], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout
