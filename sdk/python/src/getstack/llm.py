# SPDX-License-Identifier: Apache-2.0
"""The gateway to models: bodies are the provider's own, the key stays on the server."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from getstack._core import reading
from getstack._core.calls import AUTHORITY_REQUEST, INTENT_APPROVAL, Api
from getstack._core.connection import Connection
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Answer, Flow, Wire
from getstack._core.request import Request, given, path, query
from getstack.client import AsyncHttpClient, HttpClient
from getstack.proxy import PassportInput, presentation

ANTHROPIC = ("anthropic", "messages")
OPENAI = ("openai", "chat", "completions")
OPENROUTER = ("openrouter", "chat", "completions")
END = "[DONE]"


class _Calls(Api):
    """One kind of call of one provider."""

    def __init__(self, client: Connection, where: tuple[str, ...]) -> None:
        super().__init__(client)
        self._where = where

    def _request(
        self, body: dict[str, Any], passport: PassportInput, streams: bool, approval: str | None, name: str | None
    ) -> Flow[Request]:
        shown = yield from presentation(passport)
        accept = "text/event-stream" if streams else None
        headers = given(**{INTENT_APPROVAL: approval, AUTHORITY_REQUEST: name, "Accept": accept})
        return Request("POST", path("llm", *self._where), {**body, "stream": streams}, headers=headers, presented=shown)

    def _asked(self, *arguments: Any) -> Flow[Any]:
        return (yield from self._client.ask((yield from self._request(*arguments))))

    def _wired(self, *arguments: Any) -> Flow[Wire]:
        return (yield from self._client.wire((yield from self._request(*arguments))))


class ModelCompletions(_Calls, Blocking):
    """``create`` of a provider."""

    _client: HttpClient

    def create(
        self,
        body: dict[str, Any],
        *,
        passport: PassportInput,
        stream: bool | None = None,
        intent_approval_id: str | None = None,
        authority_request_id: str | None = None,
    ) -> Any:
        """The provider's answer; an iterator of its events when ``stream``, here or in the body, is true."""
        streams = bool(body.get("stream")) if stream is None else stream
        arguments = (body, passport, streams, intent_approval_id, authority_request_id)
        if not streams:
            return self._client.run(self._asked(*arguments))
        return self._events(self._client.run(self._wired(*arguments)))

    def _events(self, wire: Wire) -> Iterator[Any]:
        with self._client.stream(wire) as response:
            if response.status_code != 200:
                raise reading.refusal(Answer(response.status_code, response.headers, response.read()))
            events = _Events()
            for line in response.iter_lines():
                yield from events.of(line)
                if events.ended:
                    return


class AsyncModelCompletions(_Calls, Awaiting):
    """``create`` of a provider."""

    _client: AsyncHttpClient

    async def create(
        self,
        body: dict[str, Any],
        *,
        passport: PassportInput,
        stream: bool | None = None,
        intent_approval_id: str | None = None,
        authority_request_id: str | None = None,
    ) -> Any:
        """The provider's answer; an iterator of its events when ``stream``, here or in the body, is true."""
        streams = bool(body.get("stream")) if stream is None else stream
        arguments = (body, passport, streams, intent_approval_id, authority_request_id)
        if not streams:
            return await self._client.run(self._asked(*arguments))
        return self._events(await self._client.run(self._wired(*arguments)))

    async def _events(self, wire: Wire) -> AsyncIterator[Any]:
        async with self._client.stream(wire) as response:
            if response.status_code != 200:
                raise reading.refusal(Answer(response.status_code, response.headers, await response.aread()))
            events = _Events()
            async for line in response.aiter_lines():
                for event in events.of(line):
                    yield event
                if events.ended:
                    return


class LlmUsage(Api):
    """``/v1/llm/usage``."""

    @endpoint
    def list(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        provider: str | None = None,
        passport_jti: str | None = None,
        mission_id: str | None = None,
        agent_id: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Calls of models, one by one."""
        window = query(
            limit=limit,
            cursor=cursor,
            provider=provider,
            passport_jti=passport_jti,
            mission_id=mission_id,
            agent_id=agent_id,
            since=since,
            until=until,
        )
        return self._get("llm", "usage", query=window)

    @endpoint
    def summary(
        self,
        *,
        provider: str | None = None,
        passport_jti: str | None = None,
        mission_id: str | None = None,
        agent_id: str | None = None,
        since: str | None = None,
        until: str | None = None,
        group_by_model: bool | None = None,
    ) -> Flow[dict[str, Any]]:
        """Their sums."""
        window = query(
            provider=provider,
            passport_jti=passport_jti,
            mission_id=mission_id,
            agent_id=agent_id,
            since=since,
            until=until,
            group_by_model=group_by_model,
        )
        return self._get("llm", "usage", "summary", query=window)


class LlmUsageQuery(LlmUsage, Blocking):
    """Usage, for :class:`~getstack.Stack`."""


class AsyncLlmUsageQuery(LlmUsage, Awaiting):
    """Usage, for :class:`~getstack.AsyncStack`."""


class LlmService:
    """The gateway, for :class:`~getstack.Stack`."""

    def __init__(self, client: HttpClient) -> None:
        self.anthropic = AnthropicProvider(ModelCompletions(client, ANTHROPIC))
        self.openai = ChatProvider(ModelCompletions(client, OPENAI))
        self.openrouter = ChatProvider(ModelCompletions(client, OPENROUTER))
        self.usage = LlmUsageQuery(client)


class AsyncLlmService:
    """The gateway, for :class:`~getstack.AsyncStack`."""

    def __init__(self, client: AsyncHttpClient) -> None:
        self.anthropic = AsyncAnthropicProvider(AsyncModelCompletions(client, ANTHROPIC))
        self.openai = AsyncChatProvider(AsyncModelCompletions(client, OPENAI))
        self.openrouter = AsyncChatProvider(AsyncModelCompletions(client, OPENROUTER))
        self.usage = AsyncLlmUsageQuery(client)


class AnthropicProvider:
    """``messages.create``."""

    def __init__(self, messages: ModelCompletions) -> None:
        self.messages = messages


class AsyncAnthropicProvider:
    """``messages.create``."""

    def __init__(self, messages: AsyncModelCompletions) -> None:
        self.messages = messages


class ChatCompletions:
    """``completions.create``."""

    def __init__(self, completions: ModelCompletions) -> None:
        self.completions = completions


class AsyncChatCompletions:
    """``completions.create``."""

    def __init__(self, completions: AsyncModelCompletions) -> None:
        self.completions = completions


class ChatProvider:
    """``chat.completions.create``."""

    def __init__(self, completions: ModelCompletions) -> None:
        self.chat = ChatCompletions(completions)


class AsyncChatProvider:
    """``chat.completions.create``."""

    def __init__(self, completions: AsyncModelCompletions) -> None:
        self.chat = AsyncChatCompletions(completions)


class _Events:
    """Server-sent events as JSON: an event may stand on several ``data`` lines; ``[DONE]`` ends the stream."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.ended = False

    def of(self, line: str) -> Iterator[Any]:
        """The event that is complete with this line, if any."""
        if line.startswith("data:"):
            self._lines.append(line[5:].removeprefix(" "))
        elif line == "" and self._lines:
            text, self._lines = "\n".join(self._lines), []
            if text == END:
                self.ended = True
            else:
                yield json.loads(text)
