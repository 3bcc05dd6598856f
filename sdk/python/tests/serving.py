# SPDX-License-Identifier: Apache-2.0
"""Starts ``./stack up`` for the tests, and ends it."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

READY_SECONDS = 300
DRAIN_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """Where a server is, and its operator's key."""

    address: str
    key: str


@contextlib.contextmanager
def running(repository: Path, folder: Path) -> Iterator[Server]:
    """A server with an empty data folder on a port of its own."""
    log = folder / "server.log"
    command = [
        str(repository / "stack"), "up", "--allow-private-upstreams", "--data", str(folder / "data"), "--port", "0",
        "--set", "stack.web.rate-limit.per-key=1000000", "--set", "stack.web.rate-limit.per-address=1000000",
    ]  # fmt: skip
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=repository, stdout=out, stderr=subprocess.STDOUT)
    try:
        address = _ready(process, log)
        yield Server(address, (folder / "data" / "operator.key").read_text().splitlines()[0])
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(DRAIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        found = re.search(r"^ready (http\S+)", log.read_text("utf-8", "replace"), re.MULTILINE)
        if found:
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.2)
    raise AssertionError(f"the server was not ready:\n{log.read_text('utf-8', 'replace')[-4000:]}")
