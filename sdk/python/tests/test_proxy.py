# SPDX-License-Identifier: Apache-2.0
"""Calls through the proxy: bodies, streams, names, and clients for other packages."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator

import httpx
import httpx2
import pytest

from getstack import AsyncStack, ForbiddenError, Mission, Stack, create_authority_request_id
from scene import SECRET, Scene
from serving import Server


@pytest.fixture
def mission(stack: Stack, scene: Scene) -> Iterator[Mission]:
    with stack.passports.mission(scene.agent("logged").id, "Call in many ways", [scene.service]) as entered:
        yield entered


def test_bytes_travel_both_ways(mission: Mission, scene: Scene) -> None:
    raw = bytes(range(256))
    client = mission.http_client(scene.service)
    assert client.put(scene.url("/bytes"), content=raw).status_code == 200
    assert scene.upstream.received[-1][3] == raw
    client.close()


def test_an_answer_arrives_in_pieces(mission: Mission, scene: Scene) -> None:
    with mission.stream(scene.service, scene.url("/stream"), "POST", body={"n": 1}) as answer:
        assert (answer.status, answer.ok()) == (200, True)
        assert answer.headers["content-type"] == "application/json"
        assert json.loads(b"".join(answer.iter_bytes()))["path"] == "/stream"


def test_a_refused_stream_is_our_error_not_the_service_s(mission: Mission, stack: Stack) -> None:
    with pytest.raises(ForbiddenError) as refused, mission.stream("github", "https://api.github.com/user"):
        pass
    assert refused.value.code == "FORBIDDEN"
    assert refused.value.request_id


def test_the_service_s_own_refusal_is_an_answer(mission: Mission, scene: Scene) -> None:
    assert mission.proxy(scene.service, scene.url("/teapot")).status == 418
    assert not mission.proxy(scene.service, scene.url("/teapot")).ok()


def test_a_named_call_happens_once_and_is_found_again(mission: Mission, stack: Stack, scene: Scene) -> None:
    name = create_authority_request_id()
    told: list[str] = []
    before = len(scene.upstream.received)
    for _ in range(2):
        answer = mission.proxy(
            scene.service, scene.url(), "POST", body=0, authority_request_id=name, on_operation_id=told.append
        )
        assert answer.operation_id == name
    assert told == [name, name]
    assert len(scene.upstream.received) == before + 1
    operation = stack.proxy.get_operation(name, passport_token=mission.token)
    assert operation["delivery_state"] == "response_received"
    with pytest.raises(ValueError, match="22 to 256"):
        mission.proxy(scene.service, scene.url(), "POST", authority_request_id="short")


def test_a_passport_session_and_a_passport_serve_as_the_token(stack: Stack, scene: Scene) -> None:
    agent = scene.agent("logged")
    passport = stack.passports.issue(agent.id, "Call", [scene.service])
    opened = stack.missions.open("Call", agent_id=agent.id)["mission_id"]
    session = stack.issue_passport(agent_id=agent.id, mission_ids=[opened], ttl_seconds=60)
    for shown in (passport, passport.token, session):
        assert stack.proxy.get(scene.service, scene.url(), passport_token=shown).ok()
    first = session.token
    assert session.get_token(grace_seconds=0) == first
    assert session.get_token(grace_seconds=120) != first, "refreshed, for less than two minutes were left"


@pytest.mark.parametrize("library", [httpx, httpx2], ids=["httpx", "httpx2"])
def test_a_client_for_other_packages_holds_no_key(mission: Mission, scene: Scene, library: object) -> None:
    client = mission.http_client(scene.service, library, headers={"Authorization": "Bearer a-key-of-no-worth"})
    answer = client.post(scene.url("/client?a=1&b=2"), json={"n": 1}, headers={"X-Note": "kept"})
    _, path, headers, body = scene.upstream.received[-1]
    assert (answer.status_code, answer.json()["path"], path) == (200, "/client?a=1&b=2", "/client?a=1&b=2")
    assert (headers["authorization"], headers["x-note"]) == (f"Bearer {SECRET}", "kept")
    assert json.loads(body) == {"n": 1}
    with client.stream("GET", scene.url("/events"), headers={"Accept": "text/event-stream"}) as streamed:
        assert json.loads(streamed.read())["path"] == "/events"
    refused = client.get("https://else.example.com/")
    assert (refused.status_code, refused.headers["x-stack-refused"]) == (403, "FORBIDDEN")
    client.close()


def test_the_same_on_an_event_loop(server: Server, scene: Scene) -> None:
    async def work() -> None:
        agent = scene.agent("logged").id
        async with (
            AsyncStack(server.key, base_url=server.address) as stack,
            stack.passports.mission(agent, "Call in many ways", [scene.service]) as mission,
        ):
            told: list[str] = []

            async def tell(name: str) -> None:
                await asyncio.sleep(0)
                told.append(name)

            answer = await mission.proxy(scene.service, scene.url(), "POST", body={"n": 1}, on_operation_id=tell)
            assert told == [answer.operation_id]
            async with mission.stream(scene.service, scene.url("/stream")) as streamed:
                assert json.loads(b"".join([piece async for piece in streamed.aiter_bytes()]))["path"] == "/stream"
            async with mission.http_client(scene.service, httpx2) as client:
                assert (await client.get(scene.url("/client"))).json()["path"] == "/client"
                async with client.stream("POST", scene.url("/sse"), json={"stream": True}) as events:
                    assert json.loads(await events.aread())["path"] == "/sse"

    asyncio.run(work())


def test_a_text_that_is_base64_stays_a_text(mission: Mission, scene: Scene) -> None:
    text = base64.b64encode(b"not meant to be decoded").decode()
    mission.proxy(scene.service, scene.url(), "POST", body=text)
    assert scene.upstream.received[-1][3] == text.encode()
