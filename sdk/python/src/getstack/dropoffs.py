# SPDX-License-Identifier: Apache-2.0
"""Hand-overs of data from one agent to another."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given


class Dropoffs(Api):
    """``/v1/dropoffs``."""

    @endpoint
    def create(
        self,
        from_agent_id: str,
        to_agent_id: str,
        schema: dict[str, Any],
        ttl_seconds: int | None = None,
        on_expire: str | None = None,
        passport_token: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Prepares a hand-over of data of this JSON schema."""
        body = given(
            from_agent=from_agent_id, to_agent=to_agent_id, schema=schema, ttl_seconds=ttl_seconds, on_expire=on_expire
        )
        return self._post("dropoffs", body=body, passport=passport_token)

    @endpoint
    def deposit(
        self,
        dropoff_id: str,
        data: dict[str, Any],
        agent_id: str,
        passport_jti: str | None = None,
        mission_id: str | None = None,
        passport_token: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Puts the data in."""
        body = given(agent_id=agent_id, payload=data, passport_jti=passport_jti, mission_id=mission_id)
        return self._post("dropoffs", dropoff_id, "deposit", body=body, passport=passport_token)

    @endpoint
    def collect(self, dropoff_id: str, agent_id: str, passport_token: str | None = None) -> Flow[dict[str, Any]]:
        """Takes the data out, once."""
        body = {"agent_id": agent_id}
        return self._post("dropoffs", dropoff_id, "collect", body=body, passport=passport_token)

    @endpoint
    def expire(self, dropoff_id: str) -> Flow[dict[str, Any]]:
        """Ends it before its time."""
        return self._post("dropoffs", dropoff_id, "expire")

    @endpoint
    def get(self, dropoff_id: str) -> Flow[dict[str, Any]]:
        """One hand-over."""
        return self._get("dropoffs", dropoff_id)

    @endpoint
    def list(self) -> Flow[list[dict[str, Any]]]:
        """All of them."""
        return reading.objects((yield from self._get("dropoffs")), "drop-offs")


class DropoffService(Dropoffs, Blocking):
    """Drop-offs, for :class:`~getstack.Stack`."""


class AsyncDropoffService(Dropoffs, Awaiting):
    """Drop-offs, for :class:`~getstack.AsyncStack`."""
