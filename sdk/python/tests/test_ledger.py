# SPDX-License-Identifier: Apache-2.0
"""An export is checked without the server, and what was changed is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from getstack import LogBroken, Stack, verify_export, verify_log
from getstack.ledger import entry_hash
from scene import Scene


@pytest.fixture
def exported(stack: Stack, scene: Scene, tmp_path: Path) -> Path:
    with stack.passports.mission(scene.agent().id, "Leave traces", []):
        pass
    export = stack.audit.export(tmp_path / "audit.ndjson")
    assert export.count > 5
    return export.path


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_whole_export_holds_and_contains_a_head_kept_elsewhere(stack: Stack, scene: Scene, tmp_path: Path) -> None:
    kept = stack.audit.chain_head()
    scene.agent()
    export = stack.audit.export(tmp_path / "audit.ndjson")
    verified = verify_export(export.path, head=kept["entry_hash"])
    assert verified.count == export.count > kept["count"]


def test_pages_join_without_a_gap(stack: Stack, exported: Path) -> None:
    page = stack.audit.export_page(limit=3)
    found = list(page.rows)
    while page.next_cursor is not None and len(found) < 12:
        page = stack.audit.export_page(limit=3, cursor=page.next_cursor)
        found += page.rows
    assert verify_log(found).count == len(found) >= 12


@pytest.mark.parametrize("member", ["action", "timestamp", "agent_id", "payload_hash", "duration_ms"])
def test_a_changed_entry_is_found(exported: Path, member: str) -> None:
    log = rows(exported)
    entry = log[3]
    old = entry[member]
    entry[member] = old[:-1] + ("0" if old[-1] != "0" else "1") if isinstance(old, str) else (old or 0) + 1
    if old is None and member == "agent_id":
        entry[member] = "agt_other"
    with pytest.raises(LogBroken) as broken:
        verify_log(log)
    assert (broken.value.entry_id, broken.value.kind) == (entry["entry_id"], "content")


def test_a_missing_a_moved_and_a_rewritten_entry_are_found(exported: Path) -> None:
    log = rows(exported)
    for wrong in (log[:4] + log[5:], [*log[:4], log[5], log[4], *log[6:]]):
        with pytest.raises(LogBroken) as broken:
            verify_log(wrong)
        assert broken.value.kind == "link"
    forged = {**log[4], "actor": "nobody"}
    forged["entry_hash"] = entry_hash(forged)
    with pytest.raises(LogBroken) as broken:
        verify_log([*log[:4], forged, *log[5:]])
    assert (broken.value.entry_id, broken.value.kind) == (log[5]["entry_id"], "link")


def test_a_log_cut_short_lacks_the_head_that_was_kept(exported: Path) -> None:
    log = rows(exported)
    with pytest.raises(LogBroken) as broken:
        verify_log(log[:-1], head=log[-1]["entry_hash"])
    assert broken.value.kind == "head"
