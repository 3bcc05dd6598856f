# SPDX-License-Identifier: Apache-2.0
"""The two ways to do what flows ask for: in threads, or on an event loop. Nothing else of the client does any I/O."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeVar

import httpx

from getstack._core.connection import Auth, Connection
from getstack._core.flow import Answer, Await, Effect, Exchange, Flow, Join, Pause, Signal, Start, Wire
from getstack._core.retry import RetryPolicy
from getstack.errors import network_error

T = TypeVar("T")

LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=15.0)


class HttpClient(Connection):
    """Does effects where it is called; flows beside it run in daemon threads."""

    def __init__(self, base_url: str, auth: Auth, timeout: float = 30.0, retry: RetryPolicy | None = None) -> None:
        super().__init__(base_url, auth, timeout, retry or RetryPolicy())
        self._http = httpx.Client(limits=LIMITS, follow_redirects=False, timeout=timeout)

    def run(self, flow: Flow[T]) -> T:
        """Drives a flow to its end."""
        outcome: Any = None
        failure: BaseException | None = None
        while True:
            try:
                effect = flow.send(outcome) if failure is None else flow.throw(failure)
            except StopIteration as done:
                result: T = done.value
                return result
            try:
                outcome, failure = self._perform(effect), None
            except BaseException as raised:
                failure = raised

    def signal(self) -> Signal:
        """A signal between threads."""
        return threading.Event()

    def close(self) -> None:
        """Closes the sockets. Missions must be over by then."""
        self._http.close()

    @contextlib.contextmanager
    def stream(self, wire: Wire) -> Iterator[httpx.Response]:
        """An exchange whose answer is not read yet; ``seconds`` bounds each silence."""
        try:
            with self._http.stream(wire.method, wire.url, **_options(wire)) as response:
                yield response
        except httpx.HTTPError as cause:
            raise network_error(cause) from cause

    def _perform(self, effect: Effect) -> object:
        match effect:
            case Exchange(wire):
                return self._exchange(wire)
            case Pause(seconds, None):
                time.sleep(seconds)
                return False
            case Pause(seconds, threading.Event() as until):
                return until.wait(seconds)
            case Start(flow, name):
                thread = threading.Thread(target=self.run, args=(flow,), name=name, daemon=True)
                thread.start()
                return thread
            case Join(threading.Thread() as thread, seconds):
                thread.join(seconds)
                return not thread.is_alive()
        raise TypeError(f"not an effect of threads: {effect!r}")

    def _exchange(self, wire: Wire) -> Answer:
        end = time.monotonic() + wire.seconds
        with self.stream(wire) as response:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                _in_time(end)
            return Answer(response.status_code, response.headers, bytes(body))


class AsyncHttpClient(Connection):
    """Does effects on the running event loop; flows beside it run as tasks."""

    def __init__(self, base_url: str, auth: Auth, timeout: float = 30.0, retry: RetryPolicy | None = None) -> None:
        super().__init__(base_url, auth, timeout, retry or RetryPolicy())
        self._http = httpx.AsyncClient(limits=LIMITS, follow_redirects=False, timeout=timeout)

    async def run(self, flow: Flow[T]) -> T:
        """Drives a flow to its end."""
        outcome: Any = None
        failure: BaseException | None = None
        while True:
            try:
                effect = flow.send(outcome) if failure is None else flow.throw(failure)
            except StopIteration as done:
                result: T = done.value
                return result
            try:
                outcome, failure = await self._perform(effect), None
            except BaseException as raised:
                failure = raised

    def signal(self) -> Signal:
        """A signal between tasks."""
        return asyncio.Event()

    async def close(self) -> None:
        """Closes the sockets. Missions must be over by then."""
        await self._http.aclose()

    @contextlib.asynccontextmanager
    async def stream(self, wire: Wire) -> AsyncIterator[httpx.Response]:
        """An exchange whose answer is not read yet; ``seconds`` bounds each silence."""
        try:
            async with self._http.stream(wire.method, wire.url, **_options(wire)) as response:
                yield response
        except httpx.HTTPError as cause:
            raise network_error(cause) from cause

    async def _perform(self, effect: Effect) -> object:
        match effect:
            case Exchange(wire):
                return await self._exchange(wire)
            case Pause(seconds, None):
                await asyncio.sleep(seconds)
                return False
            case Pause(seconds, asyncio.Event() as until):
                with contextlib.suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(until.wait(), seconds)
                return until.is_set()
            case Start(flow, name):
                return asyncio.get_running_loop().create_task(self.run(flow), name=name)
            case Join(asyncio.Task() as task, seconds):
                done, _ = await asyncio.wait({task}, timeout=seconds)
                return bool(done)
            case Await(awaitable):
                return await awaitable
        raise TypeError(f"not an effect of an event loop: {effect!r}")

    async def _exchange(self, wire: Wire) -> Answer:
        end = time.monotonic() + wire.seconds
        async with self.stream(wire) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                _in_time(end)
            return Answer(response.status_code, response.headers, bytes(body))


def _options(wire: Wire) -> dict[str, Any]:
    return {"headers": wire.headers, "content": wire.content, "timeout": wire.seconds}


def _in_time(end: float) -> None:
    """Ends an answer that trickles: the library bounds each read, not the whole."""
    if time.monotonic() > end:
        raise httpx.ReadTimeout("The answer took too long")
