# SPDX-License-Identifier: Apache-2.0
"""Calls to services: the credential is put in by the server, the caller never holds it."""

from __future__ import annotations

import base64
import contextlib
import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Literal, TypeAlias, TypedDict, cast

import httpx

from getstack._core import reading
from getstack._core.calls import AUTHORITY_REQUEST, INTENT_APPROVAL, Api
from getstack._core.connection import Connection
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Answer, Await, Flow, Wire
from getstack._core.presentation import Presentation
from getstack._core.request import Request, given, path
from getstack._core.request_ids import create_authority_request_id, must_be_request_id
from getstack.client import AsyncHttpClient, HttpClient
from getstack.errors import StackError
from getstack.passport_session import Session, token_of
from getstack.types import Passport

PassportInput: TypeAlias = str | Passport | Session | Presentation
OnOperation: TypeAlias = Callable[[str], Awaitable[None] | None]
UPSTREAM_STATUS = "x-stack-upstream-status"


class ProxyOperation(TypedDict, total=False):
    """What became of a call that was given a name."""

    operation_id: str
    delivery_state: Literal["admitted", "dispatching", "response_received", "outcome_unknown"]
    replay_state: Literal["none", "screening", "available", "expired", "erased"]
    accounting_state: Literal["reserved", "committed", "released"]
    provider: str
    method: Literal["POST", "PUT", "PATCH", "DELETE"]
    created_at: str
    dispatched_at: str | None
    response_received_at: str | None
    provider_outcome: Literal["not_required", "pending", "confirmed", "not_found", "contradictory", "expired"]
    provider_status: Literal["pending", "requires_action", "succeeded", "failed", "canceled"] | None
    response: dict[str, Any]


class ProxyResponse:
    """What the service answered: ``status``, ``headers``, ``body``.

    ``body`` is decoded JSON where the service says so, bytes where it sent bytes, else text. ``operation_id`` names the
    call, ``audit_entry_id`` its entry on record; ``redacted`` says that something was taken out.
    """

    __slots__ = ("audit_entry_id", "body", "headers", "operation_id", "redacted", "status")

    def __init__(
        self,
        status: int,
        headers: dict[str, str],
        body: Any,
        operation_id: str | None = None,
        *,
        audit_entry_id: str | None = None,
        redacted: bool = False,
    ) -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self.operation_id = operation_id
        self.audit_entry_id = audit_entry_id
        self.redacted = redacted

    def ok(self) -> bool:
        """Whether the service was content: 200 to 399."""
        return 200 <= self.status < 400

    def json(self) -> Any:
        """The body as JSON, decoded where it came as text."""
        return json.loads(self.body) if isinstance(self.body, str | bytes) else self.body

    def __repr__(self) -> str:
        return f"ProxyResponse(status={self.status})"


class ProxyStream:
    """An answer as it arrives. ``status`` and ``headers`` are the service's own."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self.status = response.status_code
        self.headers = response.headers

    def ok(self) -> bool:
        """Whether the service was content: 200 to 399."""
        return 200 <= self.status < 400

    def iter_bytes(self) -> Iterator[bytes]:
        """Pieces of the body; of :class:`~getstack.Stack`."""
        return self._response.iter_bytes()

    def iter_lines(self) -> Iterator[str]:
        """Lines of the body; of :class:`~getstack.Stack`."""
        return self._response.iter_lines()

    def aiter_bytes(self) -> AsyncIterator[bytes]:
        """Pieces of the body; of :class:`~getstack.AsyncStack`."""
        return self._response.aiter_bytes()

    def aiter_lines(self) -> AsyncIterator[str]:
        """Lines of the body; of :class:`~getstack.AsyncStack`."""
        return self._response.aiter_lines()


class Proxy(Api):
    """``/v1/proxy``."""

    def _request(
        self,
        service: str,
        url: str,
        method: str = "GET",
        *,
        headers: dict[str, str] | None = None,
        body: Any | None = None,
        query: dict[str, str] | None = None,
        passport_token: PassportInput | None = None,
        approval_id: str | None = None,
        authority_request_id: str | None = None,
        on_operation_id: OnOperation | None = None,
    ) -> Flow[ProxyResponse]:
        """Makes one HTTPS call. Every call but a GET has a name, so that a repeat after a lost answer happens once."""
        shown = yield from presentation(passport_token)
        call = Call(service, url, method, headers, body, query)
        return (yield from proxied(self._client, call, shown, approval_id, authority_request_id, on_operation_id))

    request = endpoint(_request)

    @endpoint
    def get(self, /, service: str, url: str, **kwargs: Any) -> Flow[ProxyResponse]:
        """A GET; options as for :meth:`request`."""
        return self._request(service, url, "GET", **kwargs)

    @endpoint
    def post(self, /, service: str, url: str, **kwargs: Any) -> Flow[ProxyResponse]:
        """A POST; options as for :meth:`request`."""
        return self._request(service, url, "POST", **kwargs)

    @endpoint
    def put(self, /, service: str, url: str, **kwargs: Any) -> Flow[ProxyResponse]:
        """A PUT; options as for :meth:`request`."""
        return self._request(service, url, "PUT", **kwargs)

    @endpoint
    def patch(self, /, service: str, url: str, **kwargs: Any) -> Flow[ProxyResponse]:
        """A PATCH; options as for :meth:`request`."""
        return self._request(service, url, "PATCH", **kwargs)

    @endpoint
    def delete(self, /, service: str, url: str, **kwargs: Any) -> Flow[ProxyResponse]:
        """A DELETE; options as for :meth:`request`."""
        return self._request(service, url, "DELETE", **kwargs)

    @endpoint
    def get_operation(
        self, operation_id: str, *, passport_token: PassportInput, include_response: bool = False
    ) -> Flow[ProxyOperation]:
        """What became of a named call."""
        shown = yield from presentation(passport_token)
        body = {"operation_id": operation_id, "include_response": include_response}
        found = yield from self._client.ask(Request("POST", path("proxy", "operations", "get"), body, presented=shown))
        return cast(ProxyOperation, reading.members(found, "operation"))

    @endpoint
    def usage(self) -> Flow[dict[str, Any]]:
        """Calls of this month."""
        return self._get("proxy", "usage")


class ProxyService(Proxy, Blocking):
    """The proxy, for :class:`~getstack.Stack`."""

    _client: HttpClient

    @contextlib.contextmanager
    def stream(
        self, service: str, url: str, method: str = "GET", *, passport_token: PassportInput, **options: Any
    ) -> Iterator[ProxyStream]:
        """A call whose answer is handed on as it arrives; options are ``headers``, ``body`` and ``query``."""
        flow = streamed(self._client, Call(service, url, method, **options), passport_token)
        with self._client.stream(self._client.run(flow)) as response:
            if UPSTREAM_STATUS not in response.headers:
                raise refused_stream(response, response.read())
            yield ProxyStream(response)


class AsyncProxyService(Proxy, Awaiting):
    """The proxy, for :class:`~getstack.AsyncStack`."""

    _client: AsyncHttpClient

    @contextlib.asynccontextmanager
    async def stream(
        self, service: str, url: str, method: str = "GET", *, passport_token: PassportInput, **options: Any
    ) -> AsyncIterator[ProxyStream]:
        """A call whose answer is handed on as it arrives; options are ``headers``, ``body`` and ``query``."""
        flow = streamed(self._client, Call(service, url, method, **options), passport_token)
        async with self._client.stream(await self._client.run(flow)) as response:
            if UPSTREAM_STATUS not in response.headers:
                raise refused_stream(response, await response.aread())
            yield ProxyStream(response)


class Call:
    """What is to be called."""

    def __init__(
        self,
        service: str,
        url: str,
        method: str,
        headers: dict[str, str] | None = None,
        body: Any = None,
        query: dict[str, str] | None = None,
        body_encoding: str | None = None,
    ) -> None:
        self.service, self.url, self.method = service, url, method.upper()
        self._rest = given(headers=headers, body=body, query=query, body_encoding=body_encoding)

    def members(self, **more: Any) -> dict[str, Any]:
        """The body of the request to the proxy."""
        return {"service": self.service, "url": self.url, "method": self.method, **self._rest, **more}


def proxied(
    client: Connection,
    call: Call,
    shown: Presentation | None,
    approval_id: str | None = None,
    authority_request_id: str | None = None,
    on_operation_id: OnOperation | None = None,
) -> Flow[ProxyResponse]:
    """One call through the proxy. Whatever is raised has ``operation_id`` where the call had a name."""
    name = _name(call.method, authority_request_id)
    if name is not None and on_operation_id is not None:
        told = on_operation_id(name)
        if inspect.isawaitable(told):
            yield Await(told)
    headers = given(**{AUTHORITY_REQUEST: name, INTENT_APPROVAL: approval_id})
    repeatable = name is not None or call.method in ("GET", "HEAD")
    request = Request(
        "POST", path("proxy"), call.members(), headers=headers, presented=shown, repeatable=repeatable, keyed=False
    )
    try:
        return _response((yield from client.ask(request)), name)
    except StackError as error:
        error.operation_id = name  # type: ignore[attr-defined]
        raise


def streamed(client: Connection, call: Call, passport: PassportInput) -> Flow[Wire]:
    """The request of a streamed call; sent once, for nobody can tell how far a lost stream had come."""
    shown = yield from presentation(passport)
    request = Request("POST", path("proxy"), call.members(stream=True), presented=shown, keyed=False)
    return (yield from client.wire(request))


def refused_stream(response: httpx.Response, body: bytes) -> StackError:
    """The refusal of the proxy itself; what the service says comes with a header of its own."""
    return reading.refusal(Answer(response.status_code, response.headers, body))


def presentation(passport: PassportInput | None) -> Flow[Presentation | None]:
    """How a passport is shown."""
    if isinstance(passport, Presentation):
        return passport
    token = yield from token_of(passport)
    return None if token is None else Presentation(token)


def _name(method: str, chosen: str | None) -> str | None:
    if chosen is not None:
        return must_be_request_id(chosen)
    return None if method in ("GET", "HEAD") else create_authority_request_id()


def _response(found: Any, name: str | None) -> ProxyResponse:
    said = reading.members(found, "proxied answer", "status")
    body = said.get("body")
    if said.get("body_encoding") == "base64" and isinstance(body, str):
        body = base64.b64decode(body)
    return ProxyResponse(
        said["status"],
        said.get("headers", {}),
        body,
        name,
        audit_entry_id=said.get("audit_entry_id"),
        redacted=bool(said.get("redacted")),
    )
