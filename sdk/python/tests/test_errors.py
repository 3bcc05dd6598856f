# SPDX-License-Identifier: Apache-2.0
"""What is raised says what happened, to people and to programs; what is waited for is bounded."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from getstack import (
    AsyncStack,
    ForbiddenError,
    InvalidAnswerError,
    NetworkError,
    NotFoundError,
    PassportBlockedError,
    RetryPolicy,
    Stack,
    StackError,
    UnauthorizedError,
    ValidationError,
)
from scene import Scene
from serving import Server

Reply = tuple[int, dict[str, str], bytes]


class Odd:
    """A server that is none of ours: it answers as it is told, and counts."""

    def __init__(self, replies: Callable[[int], Reply]) -> None:
        self.keys: list[str | None] = []
        self.times: list[float] = []
        odd = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                odd.keys.append(self.headers.get("Idempotency-Key"))
                odd.times.append(time.monotonic())
                status, headers, body = replies(len(odd.times))
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_DELETE = do_POST

            def log_message(self, format: str, *args: Any) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def odd() -> Iterator[Callable[..., tuple[Odd, Stack]]]:
    made: list[tuple[Odd, Stack]] = []

    def make(replies: Callable[[int], Reply], **options: Any) -> tuple[Odd, Stack]:
        server = Odd(replies)
        made.append((server, Stack("sk_live_x", base_url=server.address, **options)))
        return made[-1]

    yield make
    for server, stack in made:
        stack.close()
        server.close()


def refused(status: int, code: str, **headers: str) -> Reply:
    body = {"error": {"code": code, "message": "No.", "details": {"request_id": "req_1"}}}
    return status, {name.replace("_", "-"): value for name, value in headers.items()}, json.dumps(body).encode()


def test_refusals_of_the_server_are_typed(server: Server, stack: Stack, scene: Scene) -> None:
    with pytest.raises(NotFoundError) as missing:
        stack.agents.get("agt_nobody")
    assert (missing.value.code, missing.value.status_code) == ("NOT_FOUND", 404)
    assert missing.value.request_id == missing.value.details["request_id"]
    assert missing.value.detail == str(missing.value)
    with pytest.raises(ValidationError) as wrong:
        stack.passports.issue(scene.agent().id, "Too short", [], ttl_seconds=0)
    assert (wrong.value.code, wrong.value.status_code) == ("INVALID_REQUEST", 400)
    with Stack("sk_live_op_nobody", base_url=server.address) as stranger, pytest.raises(UnauthorizedError) as unknown:
        stranger.agents.list()
    assert unknown.value.code == "INVALID_API_KEY"


def test_a_blocked_agent_has_an_error_of_its_own(stack: Stack, scene: Scene) -> None:
    agent = scene.agent()
    with stack.passports.mission(agent.id, "Surprise", [], will_delegate=False) as mission:
        mission.delegate(scene.agent().id)
    assert mission.result is not None
    assert mission.result.review_status == "flagged"
    stack.reviews.decide(mission.result.checkout_id, "blocked")
    with pytest.raises(PassportBlockedError) as blocked:
        stack.passports.issue(agent.id, "Again", [])
    assert isinstance(blocked.value, ForbiddenError)
    stack.agents.unblock(agent.id)
    assert stack.passports.issue(agent.id, "Again", []).jti


def test_nobody_there_is_a_network_error_and_httpx_s_own() -> None:
    with Stack("sk_live_x", base_url="http://127.0.0.1:9", retry=RetryPolicy(attempts=2)) as stack:
        with pytest.raises(NetworkError) as raised:
            stack.agents.list()
    assert isinstance(raised.value, StackError)
    assert isinstance(raised.value, httpx.ConnectError)


def test_an_answer_of_somebody_else_is_no_answer(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    _, stack = odd(lambda _: (200, {}, b"<html>Sign in to the hotel's network</html>"))
    with pytest.raises(InvalidAnswerError) as raised:
        stack.agents.list()
    assert isinstance(raised.value, json.JSONDecodeError)
    _, stack = odd(lambda _: (200, {}, b'{"agents": []}'))
    with pytest.raises(InvalidAnswerError):
        stack.agents.list()
    _, stack = odd(lambda _: (302, {"Location": "https://elsewhere.example.com"}, b"{}"))
    with pytest.raises(StackError) as moved:
        stack.agents.list()
    assert moved.value.status_code == 302


def test_retry_after_is_waited_for_and_the_key_stays(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    server, stack = odd(
        lambda count: refused(429, "RATE_LIMITED", Retry_After="1") if count < 3 else (200, {}, b'{"valid": true}')
    )
    assert stack.passports.verify("a.b.c") == {"valid": True}
    waits = [after - before for before, after in zip(server.times, server.times[1:], strict=False)]
    assert len(waits) == 2
    assert all(0.95 <= wait < 3 for wait in waits)
    assert len(set(server.keys)) == 1
    assert server.keys[0]


def test_a_wait_that_is_too_long_is_not_begun(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    server, stack = odd(lambda _: refused(503, "UNAVAILABLE", Retry_After="3600"))
    began = time.monotonic()
    with pytest.raises(StackError) as raised:
        stack.passports.verify("a.b.c")
    assert time.monotonic() - began < 5
    assert len(server.times) == 1
    assert (raised.value.retry_after, raised.value.request_id) == (3600, "req_1")


def test_what_may_have_happened_is_not_done_again(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    server, stack = odd(lambda _: refused(502, "BAD_GATEWAY"))
    with pytest.raises(StackError):
        stack.agents.delete("agt_1")
    assert len(server.times) == 1


def test_refusals_that_stand_are_asked_once(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    for status, code in ((400, "INVALID_REQUEST"), (403, "FORBIDDEN"), (409, "CONFLICT"), (500, "INTERNAL")):
        server, stack = odd(lambda _, status=status, code=code: refused(status, code))
        with pytest.raises(StackError):
            stack.passports.verify("a.b.c")
        assert len(server.times) == 1


def test_an_answer_that_trickles_ends(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    def slow(_: int) -> Reply:
        time.sleep(1.5)
        return 200, {}, b"[]"

    server, stack = odd(slow, timeout=0.3, retry=RetryPolicy(attempts=2, first=0.05))
    with pytest.raises(NetworkError) as raised:
        stack.agents.list()
    assert isinstance(raised.value, httpx.TimeoutException)
    assert len(server.times) == 2


def test_an_event_loop_waits_the_same_way(odd: Callable[..., tuple[Odd, Stack]]) -> None:
    server, _ = odd(lambda count: refused(503, "UNAVAILABLE") if count == 1 else (200, {}, b"[]"))

    async def work() -> Any:
        async with AsyncStack("sk_live_x", base_url=server.address) as stack:
            return await stack.agents.list()

    assert asyncio.run(work()) == []
    assert len(server.times) == 2
