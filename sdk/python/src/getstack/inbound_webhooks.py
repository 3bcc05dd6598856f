# SPDX-License-Identifier: Apache-2.0
"""Webhooks that come in are screened, then forwarded."""

from __future__ import annotations

from typing import Any, Literal

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given

Provider = Literal["agentmail", "generic"]
WHERE = ("operator", "inbound-webhooks")


class InboundWebhooks(Api):
    """``/v1/operator/inbound-webhooks``."""

    @endpoint
    def create(
        self,
        provider: Provider,
        agent_id: str,
        forward_url: str | None = None,
        generic_config: dict[str, Any] | None = None,
    ) -> Flow[dict[str, Any]]:
        """Makes one; its secrets are told once."""
        body = given(provider=provider, agent_id=agent_id, forward_url=forward_url, generic_config=generic_config)
        return self._post(*WHERE, body=body)

    @endpoint
    def get(self, webhook_id: str) -> Flow[dict[str, Any]]:
        """One webhook."""
        return self._get(*WHERE, webhook_id)

    @endpoint
    def revoke(self, webhook_id: str) -> Flow[dict[str, Any]]:
        """Ends it."""
        return self._delete(*WHERE, webhook_id)

    @endpoint
    def set_provider_signing_secret(
        self, webhook_id: str, signing_secret: str, downstream_signing_secret: str | None = None
    ) -> Flow[dict[str, Any]]:
        """Sets what its sender signs with."""
        body = given(signing_secret=signing_secret, downstream_signing_secret=downstream_signing_secret)
        return self._put(*WHERE, webhook_id, "provider-signing-secret", body=body)

    @endpoint
    def list(self) -> Flow[list[dict[str, Any]]]:
        """All of them."""
        found = reading.members((yield from self._get(*WHERE)), "list of webhooks", "webhooks")
        return reading.objects(found["webhooks"], "webhooks")


class InboundWebhookService(InboundWebhooks, Blocking):
    """Webhooks, for :class:`~getstack.Stack`."""


class AsyncInboundWebhookService(InboundWebhooks, Awaiting):
    """Webhooks, for :class:`~getstack.AsyncStack`."""
