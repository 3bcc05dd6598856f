# SPDX-License-Identifier: Apache-2.0
"""Channels that notices go to, each with its address."""

from __future__ import annotations

import builtins
from typing import Any

from getstack._core.building import build, build_all
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given
from getstack.types import NotificationChannel

WHERE = ("notifications", "channels")
ABSENT: dict[str, Any] = {"events": [], "min_severity": "warning", "active": True, "verified": False}


class Notifications(Api):
    """``/v1/notifications/channels``."""

    @endpoint
    def create(
        self,
        channel_type: str,
        destination: str,
        events: builtins.list[str] | None = None,
        min_severity: str = "warning",
    ) -> Flow[NotificationChannel]:
        """Makes one. A webhook's secret is in the answer, and never again."""
        body = given(channel_type=channel_type, destination=destination, min_severity=min_severity, events=events)
        return build(NotificationChannel, (yield from self._post(*WHERE, body=body)), **ABSENT)

    @endpoint
    def send_verification_code(self, channel_id: str) -> Flow[dict[str, Any]]:
        """Sends a code to the address."""
        return self._post(*WHERE, channel_id, "send-code")

    @endpoint
    def verify(self, channel_id: str, code: str) -> Flow[dict[str, Any]]:
        """Shows that the code arrived."""
        return self._post(*WHERE, channel_id, "verify", body={"code": code})

    @endpoint
    def test(self, channel_id: str) -> Flow[dict[str, Any]]:
        """Sends a notice on trial."""
        return self._post(*WHERE, channel_id, "test")

    @endpoint
    def update(self, /, channel_id: str, **fields: Any) -> Flow[dict[str, Any]]:
        """Changes what is given."""
        return self._patch(*WHERE, channel_id, body=fields)

    @endpoint
    def delete(self, channel_id: str) -> Flow[dict[str, Any]]:
        """Ends it."""
        return self._delete(*WHERE, channel_id)

    @endpoint
    def list(self) -> Flow[list[NotificationChannel]]:
        """All of them."""
        return build_all(NotificationChannel, (yield from self._get(*WHERE)), **ABSENT)


class NotificationService(Notifications, Blocking):
    """Channels, for :class:`~getstack.Stack`."""


class AsyncNotificationService(Notifications, Awaiting):
    """Channels, for :class:`~getstack.AsyncStack`."""
