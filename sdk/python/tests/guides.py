# SPDX-License-Identifier: Apache-2.0
"""Guides as programs: their blocks, cut from the page, and the operator's shell that runs those marked ``bash``."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from types import TracebackType

from serving import Server

REPOSITORY = Path(__file__).resolve().parents[3]
GUIDES = REPOSITORY / "docs" / "guides"
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
READY, OPERATOR_SECONDS = "operator-is-ready", 60


def blocks(page: Path, language: str) -> list[tuple[str, str]]:
    """The blocks of a page in a language, each with its mark."""
    found = [(mark, text) for kind, mark, text in BLOCK.findall(page.read_text("utf-8")) if kind == language]
    assert found, f"{page.name} has no {language}"
    return found


def python(name: str) -> str:
    """The interpreter of an environment that ``sdk/python/check`` made."""
    found = REPOSITORY / "sdk" / "python" / ".venv" / name / "bin" / "python"
    assert found.exists(), "run sdk/python/check: it makes the environments"
    return str(found)


class Operator:
    """One shell that runs a page's blocks, keeps what they started, and stays for the kill switch."""

    def __init__(self, page: str, server: Server, folder: Path, **variables: str) -> None:
        self.page = GUIDES / page
        self.folder = folder
        (folder / "stack").write_text(f'#!/bin/sh\nexec {shlex.quote(str(REPOSITORY / "stack"))} "$@"\n')
        (folder / "stack").chmod(0o755)
        self._settings = {"BASE": server.address, "KEY": server.key, **variables}
        self._shell: subprocess.Popen[str] | None = None

    def __enter__(self) -> dict[str, str]:
        """Runs the blocks; what they export is the agent's environment."""
        parts = blocks(self.page, "bash")
        first = "".join(text for mark, text in parts if mark == "")
        kill = "".join(text for mark, text in parts if mark == "kill")
        script = f"set -euo pipefail\n{first}\nexport -p > exported\necho {READY}\nread -r _\n{kill}\nread -r _\n"
        (self.folder / "operator.sh").write_text(script)
        with (self.folder / "operator.log").open("w") as errors:
            self._shell = subprocess.Popen(
                ["bash", "operator.sh"],
                cwd=self.folder, env={**os.environ, **self._settings}, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        assert self._shell.stdout is not None
        for line in self._shell.stdout:
            if line.strip() == READY:
                return self._exported()
        self.__exit__(None, None, None)
        raise AssertionError(f"{self.page.name}: {(self.folder / 'operator.log').read_text()}")

    def kill(self) -> str:
        """Runs the block marked ``kill`` and gives what it said."""
        assert self._shell is not None
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        self._shell.stdin.write("now\n")
        self._shell.stdin.flush()
        return self._shell.stdout.readline()

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._shell is not None
        assert self._shell.stdin is not None
        self._shell.stdin.close()
        self._shell.wait(OPERATOR_SECONDS)
        if self._shell.stdout is not None:
            self._shell.stdout.close()

    def _exported(self) -> dict[str, str]:
        """What the page exports for the agent, and nothing of the operator's own."""
        names = ("AGENT", "SERVICE", "SLACK_API", "API", "STACK_BASE_URL", "STACK_API_KEY")
        said = (self.folder / "exported").read_text()
        found = {name: re.search(rf'^declare -x {name}="(.*)"$', said, re.MULTILINE) for name in names}
        home = {"HOME": os.environ["HOME"], "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
        return home | {name: match[1] for name, match in found.items() if match}
