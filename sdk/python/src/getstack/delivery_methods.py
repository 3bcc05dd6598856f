# SPDX-License-Identifier: Apache-2.0
"""Addresses that notices are delivered to."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.calls import GOVERNANCE, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow

WHERE = ("notifications", "destinations")


class DeliveryMethods(Api):
    """``/v1/notifications/destinations``."""

    @endpoint
    def add(
        self, /, kind: str, destination: str, governance_approval_id: str | None = None, **fields: Any
    ) -> Flow[dict[str, Any]]:
        """Adds one; its kind and its address are those named first, whatever ``fields`` says."""
        body = {**fields, "channel_type": kind, "destination": destination}
        return self._post(*WHERE, body=body, headers={GOVERNANCE: governance_approval_id})

    @endpoint
    def delete(self, destination_id: str, governance_approval_id: str | None = None) -> Flow[dict[str, Any]]:
        """Ends it."""
        return self._delete(*WHERE, destination_id, headers={GOVERNANCE: governance_approval_id})

    @endpoint
    def rotate_secret(self, destination_id: str, governance_approval_id: str | None = None) -> Flow[dict[str, Any]]:
        """A new secret, told once."""
        return self._act(destination_id, "rotate-secret", governance_approval_id)

    @endpoint
    def send_verification_code(
        self, destination_id: str, governance_approval_id: str | None = None
    ) -> Flow[dict[str, Any]]:
        """Sends a code to the address."""
        return self._act(destination_id, "send-code", governance_approval_id)

    @endpoint
    def verify(self, destination_id: str, code: str, governance_approval_id: str | None = None) -> Flow[dict[str, Any]]:
        """Shows that the code arrived."""
        return self._act(destination_id, "verify", governance_approval_id, {"code": code})

    @endpoint
    def test(self, destination_id: str, governance_approval_id: str | None = None) -> Flow[dict[str, Any]]:
        """Sends a notice on trial."""
        return self._act(destination_id, "test", governance_approval_id)

    @endpoint
    def list(self) -> Flow[list[dict[str, Any]]]:
        """All of them."""
        return reading.objects((yield from self._get(*WHERE)), "addresses")

    def _act(self, destination_id: str, verb: str, approval: str | None, body: Any = None) -> Flow[dict[str, Any]]:
        return self._post(*WHERE, destination_id, verb, body=body, headers={GOVERNANCE: approval})


class DeliveryMethodService(DeliveryMethods, Blocking):
    """Addresses, for :class:`~getstack.Stack`."""


class AsyncDeliveryMethodService(DeliveryMethods, Awaiting):
    """Addresses, for :class:`~getstack.AsyncStack`."""
