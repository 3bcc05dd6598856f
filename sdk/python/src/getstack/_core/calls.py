# SPDX-License-Identifier: Apache-2.0
"""The four verbs, as the services say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from getstack._core.endpoint import Service
from getstack._core.flow import Flow
from getstack._core.presentation import Presentation
from getstack._core.request import Request, path

GOVERNANCE = "X-Governance-Approval"
INTENT_APPROVAL = "X-Intent-Approval-Id"
AUTHORITY_REQUEST = "X-STACK-Authority-Request-Id"


class Api(Service):
    """A service that speaks to the API. Most answers are objects; where something else may come it is checked."""

    def _get(
        self, *segments: str, query: Mapping[str, str] | None = None, passport: str | None = None
    ) -> Flow[dict[str, Any]]:
        request = Request("GET", path(*segments), query=query or {}, presented=_bearer(passport))
        return self._client.ask(request)

    def _post(
        self,
        *segments: str,
        body: Any = None,
        headers: Mapping[str, str | None] | None = None,
        passport: str | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Flow[dict[str, Any]]:
        return self._write("POST", segments, body, headers, passport, query)

    def _put(self, *segments: str, body: Any, headers: Mapping[str, str | None] | None = None) -> Flow[dict[str, Any]]:
        return self._write("PUT", segments, body, headers)

    def _patch(
        self, *segments: str, body: Any, headers: Mapping[str, str | None] | None = None
    ) -> Flow[dict[str, Any]]:
        return self._write("PATCH", segments, body, headers)

    def _delete(self, *segments: str, headers: Mapping[str, str | None] | None = None) -> Flow[dict[str, Any]]:
        """A repeat of a DELETE whose answer was lost would say 404, so it is sent again only when it never left."""
        request = Request("DELETE", path(*segments), headers=_set(headers), repeatable=False)
        return self._client.ask(request)

    def _write(
        self,
        method: str,
        segments: tuple[str, ...],
        body: Any,
        headers: Mapping[str, str | None] | None,
        passport: str | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Flow[dict[str, Any]]:
        shown = _bearer(passport)
        request = Request(method, path(*segments), body, query or {}, headers=_set(headers), presented=shown)
        return self._client.ask(request)


def _set(headers: Mapping[str, str | None] | None) -> dict[str, str]:
    return {name: value for name, value in (headers or {}).items() if value is not None}


def _bearer(token: str | None) -> Presentation | None:
    return None if token is None else Presentation(token)
