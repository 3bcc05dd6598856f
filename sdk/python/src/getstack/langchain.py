# SPDX-License-Identifier: Apache-2.0
"""A service as a tool of LangChain and LangGraph. Needs the extra ``stack-sdk[langchain]``."""

from __future__ import annotations

import json
from typing import Any

from langchain_core.tools import StructuredTool

from getstack.mission import AsyncMission, Mission
from getstack.proxy import ProxyResponse

BODILESS = {"GET", "HEAD", "DELETE"}
ANSWER_MOST = 20_000


def service_tool(
    mission: Mission | AsyncMission,
    service: str,
    url: str,
    method: str = "POST",
    *,
    name: str,
    description: str,
    args_schema: Any,
    headers: dict[str, str] | None = None,
) -> StructuredTool:
    """A tool whose arguments become the body of one call, or its query where the method has no body.

    ``args_schema`` is a pydantic model or a JSON schema. The model reads the status and the body, cut to 20,000
    characters. What the service refuses is an answer the model can react to; what STACK refuses is raised, so that a
    revoked passport ends the agent and not only the call.
    """
    verb = method.upper()

    def options(arguments: dict[str, Any]) -> dict[str, Any]:
        sent = {key: value for key, value in arguments.items() if value is not None}
        if verb in BODILESS:
            return {"headers": headers, "query": {key: str(value) for key, value in sent.items()}}
        return {"headers": headers, "body": sent}

    if isinstance(mission, AsyncMission):
        asynchronous = mission

        async def acall(**arguments: Any) -> str:
            return _told(await asynchronous.proxy(service, url, verb, **options(arguments)))

        return StructuredTool.from_function(
            coroutine=acall, name=name, description=description, args_schema=args_schema, infer_schema=False
        )
    synchronous = mission

    def call(**arguments: Any) -> str:
        return _told(synchronous.proxy(service, url, verb, **options(arguments)))

    return StructuredTool.from_function(
        call, name=name, description=description, args_schema=args_schema, infer_schema=False
    )


def _told(answer: ProxyResponse) -> str:
    body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body, default=repr)
    return f"{answer.status} {body}"[:ANSWER_MOST]
