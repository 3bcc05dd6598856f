# SPDX-License-Identifier: Apache-2.0
"""Many missions at once. ``STACK_SDK_MISSIONS`` says how many; the whole proof is 1,000."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from scene import Scene
from serving import Server

MISSIONS = int(os.environ.get("STACK_SDK_MISSIONS", "100"))
CALLS = 5
SECONDS = 600


def test_none_of_many_missions_is_lost_and_nothing_leaks(server: Server, scene: Scene) -> None:
    agent, url = scene.agent("logged").id, scene.url("/crowd")
    program = [sys.executable, str(Path(__file__).with_name("crowd.py")), server.address, server.key, agent]
    done = subprocess.run(
        [*program, scene.service, url, str(MISSIONS), str(CALLS)],
        check=False, capture_output=True, text=True, timeout=SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    left = json.loads(done.stdout)
    asked = [path for _, path, _, _ in scene.upstream.received if path.startswith("/crowd/")]
    assert len(asked) == len(set(asked)) == MISSIONS * CALLS, "each call arrived, once"
    assert len(set(left["jtis"])) == MISSIONS
    assert len(_checkouts(scene) & set(left["jtis"])) == MISSIONS, "every checkout is on record"
    assert (left["threads"], left["sockets"]) == (1, 0), "no thread and no socket is left"


def _checkouts(scene: Scene) -> set[str]:
    found: set[str] = set()
    cursor = None
    while True:
        page = scene.stack.audit.export_page(cursor=cursor, action="passport.checkout")
        found |= {row["passport_jti"] for row in page.rows}
        cursor = page.next_cursor
        if cursor is None:
            return found
