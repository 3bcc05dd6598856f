# SPDX-License-Identifier: Apache-2.0
"""Transports that send every request through the proxy.

Libraries that let you choose their HTTP client (``openai``, ``anthropic`` and many more) then hold no key: they are
given any text for one, it is left out, and the server puts the real one in.
"""

from __future__ import annotations

import base64
import functools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Any

import httpx

from getstack._core.flow import Flow
from getstack._core.request import Request, path
from getstack._core.request_ids import create_authority_request_id
from getstack.errors import NetworkError, StackError

if TYPE_CHECKING:
    from getstack.client import AsyncHttpClient, HttpClient
    from getstack.mission import AsyncMission, Mission, MissionFlows

OURS_TO_SET = {
    "authorization",
    "x-api-key",
    "api-key",
    "cookie",
    "host",
    "content-length",
    "connection",
    "accept-encoding",
    "transfer-encoding",
}
OF_THE_ONE_HOP = {"content-encoding", "content-length", "transfer-encoding", "connection"}


class Sending:
    """Sends each request as a call of a mission; what the proxy refuses comes back as an answer with its words.

    Made a transport by :func:`transport`, of ``httpx`` or of a library with the same classes, such as ``httpx2``.
    """

    def __init__(self, library: Any, client: HttpClient, service: str, mission: Mission) -> None:
        self._library, self._client, self._service, self._mission = library, client, service, mission

    def handle_request(self, request: Any) -> Any:
        """Sends one request."""
        call = _call(self._service, request, request.read())
        try:
            if call.pop("stream"):
                return self._streamed(request, call)
            found = self._client.run(_asked(self._mission, call))
        except NetworkError as failure:
            raise self._library.ConnectError(str(failure), request=request) from failure
        except StackError as refusal:
            return self._library.Response(request=request, **_refused(refusal))
        self._mission.log(self._service, request.method, str(request.url))
        return self._library.Response(request=request, **_buffered(found))

    def close(self) -> None:
        """The sockets are the mission's client's."""

    def _streamed(self, request: Any, call: dict[str, Any]) -> Any:
        opened = self._mission.stream(**call)
        answer = opened.__enter__()
        stream = _with_base(StreamBody, self._library.SyncByteStream)(opened, answer.iter_bytes())
        return self._library.Response(answer.status, headers=_kept(answer.headers), stream=stream, request=request)


class AsyncSending:
    """:class:`Sending` for an event loop."""

    def __init__(self, library: Any, client: AsyncHttpClient, service: str, mission: AsyncMission) -> None:
        self._library, self._client, self._service, self._mission = library, client, service, mission

    async def handle_async_request(self, request: Any) -> Any:
        """Sends one request."""
        call = _call(self._service, request, await request.aread())
        try:
            if call.pop("stream"):
                return await self._streamed(request, call)
            found = await self._client.run(_asked(self._mission, call))
        except NetworkError as failure:
            raise self._library.ConnectError(str(failure), request=request) from failure
        except StackError as refusal:
            return self._library.Response(request=request, **_refused(refusal))
        self._mission.log(self._service, request.method, str(request.url))
        return self._library.Response(request=request, **_buffered(found))

    async def aclose(self) -> None:
        """The sockets are the mission's client's."""

    async def _streamed(self, request: Any, call: dict[str, Any]) -> Any:
        opened = self._mission.stream(**call)
        answer = await opened.__aenter__()
        stream = _with_base(AsyncStreamBody, self._library.AsyncByteStream)(opened, answer.aiter_bytes())
        return self._library.Response(answer.status, headers=_kept(answer.headers), stream=stream, request=request)


class StreamBody:
    """The pieces of a streamed answer; closing it ends the call."""

    def __init__(self, opened: AbstractContextManager[Any], chunks: Iterator[bytes]) -> None:
        self._opened, self._chunks = opened, chunks

    def __iter__(self) -> Iterator[bytes]:
        yield from self._chunks

    def close(self) -> None:
        """Ends the call."""
        self._opened.__exit__(None, None, None)


class AsyncStreamBody:
    """:class:`StreamBody` for an event loop."""

    def __init__(self, opened: AbstractAsyncContextManager[Any], chunks: AsyncIterator[bytes]) -> None:
        self._opened, self._chunks = opened, chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._chunks:
            yield chunk

    async def aclose(self) -> None:
        """Ends the call."""
        await self._opened.__aexit__(None, None, None)


def transport(library: Any, client: HttpClient, service: str, mission: Mission) -> Any:
    """A transport of the library for its synchronous client."""
    return _with_base(Sending, library.BaseTransport)(library, client, service, mission)


def async_transport(library: Any, client: AsyncHttpClient, service: str, mission: AsyncMission) -> Any:
    """A transport of the library for its asynchronous client."""
    return _with_base(AsyncSending, library.AsyncBaseTransport)(library, client, service, mission)


@functools.cache
def _with_base(kind: type, base: type) -> Any:
    """The class as one of the library's own kind: libraries look for that."""
    return type(kind.__name__, (kind, base), {})


def _call(service: str, request: Any, content: bytes) -> dict[str, Any]:
    """A request as a call of the proxy; ``stream`` says whether its answer is wanted as it arrives."""
    headers = {name: value for name, value in request.headers.items() if name not in OURS_TO_SET}
    streams = "text/event-stream" in headers.get("accept", "") or _asks_for_a_stream(request, content)
    call: dict[str, Any] = {
        "service": service,
        "url": str(request.url),
        "method": request.method,
        "headers": headers,
        "stream": streams,
    }
    if content:
        try:
            call["body"] = content.decode("utf-8")
        except UnicodeDecodeError:
            call |= {"body": base64.b64encode(content).decode("ascii"), "body_encoding": "base64"}
    return call


def _asks_for_a_stream(request: Any, content: bytes) -> bool:
    """The sign of model APIs: a JSON body that says ``"stream": true``."""
    if "application/json" not in request.headers.get("content-type", "") or b'"stream"' not in content:
        return False
    try:
        body = json.loads(content)
    except ValueError:
        return False
    return isinstance(body, dict) and body.get("stream") is True


def _asked(mission: MissionFlows, call: dict[str, Any]) -> Flow[dict[str, Any]]:
    """One call, named, so that a lost answer is asked for again without doing the thing twice."""
    named = {"X-STACK-Authority-Request-Id": create_authority_request_id()}
    request = Request("POST", path("proxy"), call, headers=named, presented=mission._presentation(), keyed=False)
    found: dict[str, Any] = yield from mission._client.ask(request)
    return found


def _buffered(found: dict[str, Any]) -> dict[str, Any]:
    """What the service answered, as the arguments of a response."""
    body = found.get("body")
    if found.get("body_encoding") == "base64":
        content = base64.b64decode(body or "")
    elif isinstance(body, str):
        content = body.encode()
    else:
        content = b"" if body is None else json.dumps(body).encode()
    headers = [
        (name, value)
        for name, values in found.get("headers", {}).items()
        if name.lower() not in OF_THE_ONE_HOP
        for value in (values if isinstance(values, list) else [values])
    ]
    return {"status_code": found["status"], "headers": headers, "content": content}


def _refused(refusal: StackError) -> dict[str, Any]:
    """A refusal of the proxy in the form most APIs have, marked as ours and as not worth a repeat."""
    headers = {"x-stack-refused": refusal.code, "x-should-retry": "false"}
    error = {"message": f"STACK refused the call: {refusal}", "type": refusal.code, "code": refusal.code}
    return {"status_code": refusal.status_code, "headers": headers, "json": {"error": error}}


def _kept(headers: httpx.Headers) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers.multi_items() if name.lower() not in OF_THE_ONE_HOP]
