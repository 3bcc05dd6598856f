# SPDX-License-Identifier: Apache-2.0
"""What detectors found and nobody has settled yet."""

from __future__ import annotations

from typing import Any

from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import query


class SecurityEvents(Api):
    """``/v1/security-events``."""

    @endpoint
    def get(self, event_id: str) -> Flow[dict[str, Any]]:
        """One finding."""
        return self._get("security-events", event_id)

    @endpoint
    def resolve(self, event_id: str) -> Flow[dict[str, Any]]:
        """Settles it."""
        return self._post("security-events", event_id, "resolve")

    @endpoint
    def list(self, agent_id: str | None = None, page: int = 1, limit: int = 50) -> Flow[dict[str, Any]]:
        """Unsettled ones, by page."""
        return self._get("security-events", query=query(agent_id=agent_id, page=page, limit=limit))


class SecurityEventService(SecurityEvents, Blocking):
    """Findings, for :class:`~getstack.Stack`."""


class AsyncSecurityEventService(SecurityEvents, Awaiting):
    """Findings, for :class:`~getstack.AsyncStack`."""
