# SPDX-License-Identifier: Apache-2.0
"""An agent with a key of its own, and passports that are worth nothing without it."""

from __future__ import annotations

import asyncio
import json
import stat
import time
from typing import Any

import pytest

from getstack import Agent, AsyncStack, CredentialError, ForbiddenError, Stack, StackError, UnauthorizedError
from getstack.agent_auth import KeyFile
from scene import Scene, unique
from serving import Server


@pytest.fixture
def agent(scene: Scene) -> Agent:
    return scene.agent()


@pytest.fixture
def keyed(server: Server, agent: Agent) -> Any:
    with Stack(server.key, agent_id=agent.id, base_url=server.address) as client:
        yield client


def credentials(scene: Scene, jti: str, action: str) -> list[tuple[str, str | None]]:
    """How the callers of a passport's entries were proved, and how it was presented."""
    rows = [row for row in scene.rows(jti) if row["action"] == action]
    return [(row["metadata"]["credential"], row["metadata"].get("presentation")) for row in rows]


def test_the_first_call_enrols_and_a_whole_mission_runs_on_the_key(keyed: Stack, scene: Scene, agent: Agent) -> None:
    with keyed.passports.mission(agent.id, "Work alone", [scene.service]) as mission:
        assert mission.proxy(scene.service, scene.url()).ok()
    assert mission.passport is not None
    assert credentials(scene, mission.passport.jti, "passport.checkout") == [("agent_key", None)]
    file = KeyFile(agent.id).path
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["publicKey"]["x"] in json.dumps(scene.stack.agents.keys(agent.id))


def test_afterwards_the_key_alone_is_enough(keyed: Stack, server: Server, scene: Scene, agent: Agent) -> None:
    keyed.passports.issue(agent.id, "Enrol", [])
    with Stack(agent_id=agent.id, base_url=server.address) as alone:
        assert alone.passports.issue(agent.id, "Work", []).jti
        with pytest.raises(ForbiddenError):
            alone.agents.list()


def test_an_ended_key_is_replaced_where_there_is_a_credential_for_that(
    keyed: Stack, server: Server, scene: Scene, agent: Agent
) -> None:
    keyed.passports.issue(agent.id, "Enrol", [])
    (key,) = scene.stack.agents.keys(agent.id)
    with Stack(agent_id=agent.id, base_url=server.address) as alone:
        scene.stack.agents.revoke_key(agent.id, key["key_thumbprint"])
        with pytest.raises(UnauthorizedError):
            alone.passports.issue(agent.id, "Work", [])
    assert keyed.passports.issue(agent.id, "Work on", []).jti
    (other,) = scene.stack.agents.keys(agent.id)
    assert other["key_thumbprint"] != key["key_thumbprint"]


def test_a_refused_enrolment_is_our_error_and_httpx_s_own(server: Server, scene: Scene) -> None:
    with Stack("sk_live_op_nobody", agent_id=scene.agent().id, base_url=server.address) as stranger:
        with pytest.raises(CredentialError) as refused:
            stranger.passports.issue("agt_x", "Work", [])
    assert refused.value.code == "INVALID_API_KEY"
    assert refused.value.response.status_code == 401


def test_a_bound_passport_needs_the_key_at_every_use(scene: Scene, agent: Agent) -> None:
    stack = scene.stack
    with stack.passports.mission(agent.id, "Hold a bound passport", [scene.service], key_bound=True) as mission:
        assert mission.passport is not None
        assert mission.passport.token_type == "DPoP"
        assert mission.proxy(scene.service, scene.url(), "POST", body={"n": 1}).ok()
        with mission.stream(scene.service, scene.url()) as streamed:
            assert streamed.ok()
        client = mission.http_client(scene.service)
        assert client.get(scene.url()).status_code == 200
        client.close()
        with pytest.raises(UnauthorizedError) as refused:
            stack.proxy.get(scene.service, scene.url(), passport_token=mission.token)
        assert refused.value.details["reason"] == "proof_missing"
    assert ("api_key", "dpop") in credentials(scene, mission.passport.jti, "credential.proxy")


def test_an_agent_may_be_held_to_bound_passports(scene: Scene) -> None:
    strict = scene.stack.agents.register(unique("strict"), require_key_bound=True)
    with pytest.raises(StackError) as refused:
        scene.stack.passports.issue(strict.id, "Unbound", [])
    assert refused.value.status_code in (400, 403)
    with scene.stack.passports.mission(strict.id, "Bound", [], key_bound=True) as mission:
        assert mission.passport is not None
    assert mission.review_status == "clean"


def test_a_bound_passport_is_refreshed_with_its_key(scene: Scene) -> None:
    agent = scene.agent("logged")
    stack = scene.stack
    with stack.passports.mission(agent.id, "Refresh", [], key_bound=True) as mission:
        renewed = stack._client.run(stack.passports._refresh(mission.token, key=mission._key))
        assert renewed.token_type == "DPoP"
        with pytest.raises(UnauthorizedError):
            stack.passports.refresh(renewed.token)
        mission.passport = renewed


def test_a_key_the_server_no_longer_knows_is_replaced_before_a_passport_is_bound(scene: Scene, agent: Agent) -> None:
    for _ in range(2):
        with scene.stack.passports.mission(agent.id, "Bound", [scene.service], key_bound=True) as mission:
            assert mission.proxy(scene.service, scene.url()).ok()
        (key,) = scene.stack.agents.keys(agent.id)
        scene.stack.agents.revoke_key(agent.id, key["key_thumbprint"])


def test_the_same_on_an_event_loop(server: Server, scene: Scene, agent: Agent) -> None:
    async def work() -> None:
        async with (
            AsyncStack(server.key, agent_id=agent.id, base_url=server.address) as stack,
            stack.passports.mission(agent.id, "Work alone", [scene.service], key_bound=True) as mission,
        ):
            answers = await asyncio.gather(*(mission.proxy(scene.service, scene.url()) for _ in range(8)))
            assert all(answer.ok() for answer in answers)

    began = time.monotonic()
    asyncio.run(work())
    assert time.monotonic() - began < 30
    assert len(scene.stack.agents.keys(agent.id)) == 1, "tasks that start at once enrol once"
