# SPDX-License-Identifier: Apache-2.0
"""A mission reports itself, whatever becomes of its block."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from getstack import AsyncStack, MissionEndedError, Stack, StackError
from relay import Relay
from scene import SECRET, Scene, eventually
from serving import Server

INTENT = "Call the echo"


def checkout(scene: Scene, jti: str) -> dict[str, Any]:
    def found() -> dict[str, Any] | None:
        return scene.stack.passports.report(jti).checkout

    return eventually(found, "the checkout") or {}


def test_a_mission_calls_reports_and_ends(stack: Stack, scene: Scene) -> None:
    with stack.passports.mission(scene.agent().id, INTENT, [scene.service]) as mission:
        answer = mission.proxy(scene.service, scene.url(), "POST", body={"n": 1}, query={"page": "2"})
        mission.log(scene.service, "LOOK", "somewhere")
    assert (answer.status, answer.ok(), answer.body["path"]) == (200, True, "/echo?page=2")
    assert answer.operation_id
    assert answer.audit_entry_id
    assert mission.result is not None
    assert (mission.review_status, mission.failures) == ("clean", [])
    assert mission.passport is not None
    assert scene.service in str(checkout(scene, mission.passport.jti))
    assert stack.missions.get(str(mission.mission_id))["terminal_state"] == "completed_successful"
    assert scene.upstream.received[-1][2]["authorization"] == f"Bearer {SECRET}"


def test_a_block_that_raises_is_checked_out_with_the_failure_cut(stack: Stack, scene: Scene) -> None:
    with pytest.raises(ZeroDivisionError), stack.passports.mission(scene.agent().id, INTENT, []) as mission:
        raise ZeroDivisionError("x" * 5000)
    assert mission.passport is not None
    assert "ZeroDivisionError: xxx" in str(checkout(scene, mission.passport.jti))
    assert stack.missions.get(str(mission.mission_id))["terminal_state"] == "revoked_clean"


def test_an_interrupted_block_is_checked_out(stack: Stack, scene: Scene) -> None:
    with pytest.raises(KeyboardInterrupt), stack.passports.mission(scene.agent().id, INTENT, []) as mission:
        raise KeyboardInterrupt
    assert mission.passport is not None
    assert "KeyboardInterrupt" in str(checkout(scene, mission.passport.jti))


def test_a_cancelled_task_is_checked_out(server: Server, scene: Scene) -> None:
    async def work() -> Any:
        async with AsyncStack(server.key, base_url=server.address) as stack:
            agent, begun = scene.agent().id, asyncio.Event()
            held: list[Any] = []

            async def block() -> None:
                async with stack.passports.mission(agent, INTENT, []) as mission:
                    held.append(mission)
                    begun.set()
                    await asyncio.Event().wait()

            task = asyncio.create_task(block())
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return held[0]

    mission = asyncio.run(work())
    assert mission.result.review_status == "clean"
    assert "CancelledError" in str(checkout(scene, mission.passport.jti))


def test_the_kill_switch_ends_a_call_in_the_middle_and_the_block_with_it(stack: Stack, scene: Scene) -> None:
    calls = 0
    with pytest.raises(StackError) as raised:
        with stack.passports.mission(scene.agent().id, INTENT, [scene.service]) as mission:
            while calls < 20:
                mission.proxy(scene.service, scene.url())
                calls += 1
                assert mission.passport is not None
                stack.passports.revoke(mission.passport.jti, reason="enough")
    assert (calls, raised.value.code, raised.value.status_code) == (1, "PASSPORT_REVOKED", 401)
    assert raised.value.request_id
    assert mission.failures, "the refused checkout is visible"


def test_a_good_block_is_told_when_its_mission_died(stack: Stack, scene: Scene) -> None:
    with pytest.raises(MissionEndedError) as raised:
        with stack.passports.mission(scene.agent().id, INTENT, []) as mission:
            assert mission.passport is not None
            stack.passports.revoke(mission.passport.jti, reason="enough")
    assert raised.value.mission_state == "revoked"
    assert raised.value.mission_id == mission.mission_id
    assert mission.failures


def test_a_given_mission_is_left_open(stack: Stack, scene: Scene) -> None:
    agent = scene.agent()
    opened = stack.missions.open(INTENT, agent_id=agent.id)["mission_id"]
    with stack.passports.mission(agent.id, INTENT, [], mission_id=opened) as mission:
        assert mission.mission_id == opened
    assert stack.missions.get(opened)["status"] == "active"


def test_a_mission_that_ended_is_known_by_its_words(stack: Stack, scene: Scene) -> None:
    agent = scene.agent()
    opened = stack.missions.open(INTENT, agent_id=agent.id)["mission_id"]
    stack.missions.complete(opened)
    with pytest.raises(MissionEndedError) as raised:
        stack.passports.issue(agent.id, INTENT, [], mission_ids=[opened])
    assert (raised.value.mission_id, raised.value.mission_state) == (opened, "completed")


@pytest.mark.parametrize("odd", ["a/../../audit", "x?y=1", "a b", "100%"])
def test_no_id_reaches_another_route(stack: Stack, odd: str) -> None:
    with pytest.raises(StackError) as raised:
        stack.missions.get(odd)
    assert raised.value.status_code in (400, 404)
    with pytest.raises(ValueError, match="not an id"):
        stack.missions.get("..")


def test_failures_are_told_where_they_happen(stack: Stack, scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    told: list[Exception] = []
    with pytest.raises(MissionEndedError):
        with stack.passports.mission(scene.agent().id, INTENT, [], on_failure=told.append) as mission:
            stack.missions.revoke(str(mission.mission_id), reason="adversarial")
    assert told == mission.failures
    assert told
    assert str(mission.mission_id) in caplog.text


def test_a_lost_answer_is_asked_for_again_and_the_call_happens_once(server: Server, scene: Scene) -> None:
    relay = Relay(server.address)
    with Stack(server.key, base_url=relay.address) as stack:
        with stack.passports.mission(scene.agent().id, INTENT, [scene.service]) as mission:
            mission.proxy(scene.service, scene.url())
            before = len(scene.upstream.received)
            relay.swallow_next_answer = True
            assert mission.proxy(scene.service, scene.url("/once"), "POST", body={"n": 1}).ok()
            relay.swallow_next_answer = True
        assert mission.result is not None, "the checkout whose answer was lost is asked for again, and happened once"
    assert len(scene.upstream.received) == before + 1
    relay.cut()


def test_rounds_of_one_mission_end_with_the_loop(stack: Stack, scene: Scene) -> None:
    seen = []
    for mission in stack.passports.continuous_mission(scene.agent().id, INTENT, [], expires_in="1h"):
        assert mission.passport is not None
        seen.append((mission.mission_id, mission.passport.jti))
        if mission.rotation_count == 1:
            break
    assert len({mission_id for mission_id, _ in seen}) == 1
    assert len({jti for _, jti in seen}) == 2
    ended = eventually(lambda: stack.missions.get(str(seen[0][0]))["terminal_state"], "the end")
    assert ended == "completed_successful"


def test_a_failing_loop_in_a_with_block_fails_its_mission(stack: Stack, scene: Scene) -> None:
    rounds = stack.passports.continuous_mission(scene.agent().id, INTENT, [], expires_in="1h")
    with pytest.raises(ZeroDivisionError), rounds:
        for mission in rounds:
            raise ZeroDivisionError
    assert stack.missions.get(str(mission.mission_id))["terminal_state"] == "revoked_clean"


def test_rounds_of_an_event_loop(server: Server, scene: Scene) -> None:
    async def work() -> list[Any]:
        async with AsyncStack(server.key, base_url=server.address) as stack:
            rounds = stack.passports.continuous_mission(scene.agent().id, INTENT, [], rotation_interval="1s")
            seen = []
            async with rounds:
                async for mission in rounds:
                    seen.append(mission)
                    if len(seen) == 2:
                        break
            return seen

    first, second = asyncio.run(work())
    assert first.mission_id == second.mission_id
    assert scene.stack.missions.get(first.mission_id)["terminal_state"] == "completed_successful"
