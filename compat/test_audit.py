# SPDX-License-Identifier: Apache-2.0
"""The audit log and its chain: contract 8."""

import re

import pytest

from driver import eventually

drives = pytest.mark.drives
HASH = re.compile(r"[0-9a-f]{64}")


@drives("audit.list")
def test_what_happened_to_a_passport_is_in_the_log_newest_first(stack, things):
    agent = things.agent()
    passport = things.passport(agent)
    stack.passports.checkpoint(passport.jti, [], 1)
    stack.passports.checkout(passport.jti, [], 1)
    expected = ["passport.checkout", "passport.checkpoint", "passport.issue"]

    def told():
        page = stack.audit.list(passport_jti=passport.jti, limit=100)
        actions = [row["action"] for row in page["entries"]]
        return page if [action for action in actions if action in expected] == expected else None

    page = eventually(told, "the three rows of the passport")
    times = [row["timestamp"] for row in page["entries"]]
    assert times == sorted(times, reverse=True) and page["max_timestamp"] == times[0]
    for row in page["entries"]:
        assert row["entry_id"].startswith("aud_") and type(row["timestamp"]) is int
        assert (row["operator_id"], row["agent_id"]) == (agent.operator_id, agent.id)
        assert (row["passport_jti"], row["layer"]) == (passport.jti, "vault")
        assert row["outcome"] == "success"
        assert HASH.fullmatch(row["entry_hash"]) and HASH.fullmatch(row["prev_entry_hash"])


@drives("audit.list")
def test_the_watermark_gives_only_what_is_newer(stack, things):
    agent = things.agent()
    first = eventually(lambda: _filled(stack.audit.list(agent_id=agent.id)), "the registration")
    mark = first["max_timestamp"]
    nothing = stack.audit.list(agent_id=agent.id, since=mark)
    assert (nothing["entries"], nothing["max_timestamp"]) == ([], mark)
    stack.agents.update(agent.id, description="later")
    later = eventually(lambda: _filled(stack.audit.list(agent_id=agent.id, since=mark)), "the update")
    assert [row["action"] for row in later["entries"]] == ["agent.update"]
    assert later["max_timestamp"] > mark


@drives("audit.list")
def test_the_page_size_is_kept_and_a_large_one_is_cut_not_refused(stack, things):
    things.agent(), things.agent()
    eventually(lambda: len(stack.audit.list(limit=2)["entries"]) == 2, "two rows")
    assert len(stack.audit.list(limit=5000)["entries"]) <= 100
    assert len(stack.audit.list()["entries"]) <= 20


@drives("audit.chain_head")
def test_the_chain_head_moves_with_every_row(stack, things):
    things.agent()
    before = stack.audit.chain_head()
    assert HASH.fullmatch(before["entry_hash"]) and before["entry_id"].startswith("aud_")
    things.agent()
    after = eventually(
        lambda: (head := stack.audit.chain_head())["count"] > before["count"] and head, "the chain grew"
    )
    assert after["entry_hash"] != before["entry_hash"] and after["timestamp"] >= before["timestamp"]


@drives("audit.verify_chain")
def test_the_whole_chain_verifies(stack, things):
    things.agent()
    report = stack.audit.verify_chain()
    assert (report["valid"], report["complete"], report["break"]) == (True, True, None)
    assert report["checked"] >= 1 and HASH.fullmatch(report["head_hash"])


@drives("audit.verify_chain")
def test_a_part_of_the_chain_verifies(stack, things):
    things.agent(), things.agent()
    eventually(lambda: stack.audit.chain_head()["count"] >= 2, "two rows")
    part = stack.audit.verify_chain(limit=1)
    assert (part["valid"], part["checked"], part["complete"]) == (True, 1, False)
    nothing = stack.audit.verify_chain(from_date="2001-01-01T00:00:00Z", to_date="2001-01-02T00:00:00Z")
    assert (nothing["valid"], nothing["checked"]) == (True, 0)


def _filled(page):
    return page if page["entries"] else None
