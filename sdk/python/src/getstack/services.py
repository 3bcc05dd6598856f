# SPDX-License-Identifier: Apache-2.0
"""Services: what the operator connected, and which agent may use it."""

from __future__ import annotations

import builtins
from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given


class Services(Api):
    """``/v1/services``."""

    @endpoint
    def connect(self, service_id: str, oauth_token: str, scopes: builtins.list[str]) -> Flow[dict[str, Any]]:
        """Connects a service of the catalogue. The token goes into the vault and never comes out."""
        body = {"service_id": service_id, "oauth_token": oauth_token, "scopes": scopes}
        return self._post("services", "connect", body=body)

    @endpoint
    def connect_custom(
        self,
        name: str,
        credential: str | dict[str, str],
        description: str | None = None,
        scopes: builtins.list[str] | None = None,
        *,
        allowed_hosts: builtins.list[str] | None = None,
        injection: dict[str, Any] | None = None,
        tls_ca_pem: str | None = None,
        allow_private_network: bool | None = None,
    ) -> Flow[dict[str, Any]]:
        """Connects a service of your own.

        The proxy serves it once ``allowed_hosts`` and ``injection`` (how the credential goes into a request) are known,
        here or by :meth:`update`.
        """
        body = given(
            name=name,
            credential=credential,
            description=description,
            scopes=scopes,
            allowed_hosts=allowed_hosts,
            injection=injection,
            tls_ca_pem=tls_ca_pem,
            allow_private_network=allow_private_network,
        )
        return self._post("services", "custom", body=body)

    @endpoint
    def update(self, /, connection_id: str, **settings: Any) -> Flow[dict[str, Any]]:
        """Changes the settings of a connection; ``None`` puts back the default."""
        return self._patch("services", connection_id, body=settings)

    @endpoint
    def verify(self, connection_id: str) -> Flow[dict[str, Any]]:
        """Tries the connection."""
        return self._post("services", connection_id, "verify")

    @endpoint
    def disconnect(self, connection_id: str) -> Flow[dict[str, Any]]:
        """Ends the connection and destroys its credential."""
        return self._delete("services", connection_id, "disconnect")

    @endpoint
    def grant_agent_access(
        self,
        agent_id: str,
        service_connection_id: str,
        scopes: builtins.list[str],
        constraints: builtins.list[dict[str, Any]] | None = None,
    ) -> Flow[dict[str, Any]]:
        """Lets an agent use a connection, with these scopes and within these constraints."""
        body = given(
            agent_id=agent_id, service_connection_id=service_connection_id, scopes=scopes, constraints=constraints
        )
        return self._post("services", "grant", body=body)

    @endpoint
    def revoke_agent_access(self, agent_id: str) -> Flow[dict[str, Any]]:
        """Takes all grants of an agent, and its live passports."""
        return self._delete("services", "agents", agent_id, "revoke")

    @endpoint
    def get_agent_permissions(self, agent_id: str) -> Flow[dict[str, Any]]:
        """What an agent may use."""
        return self._get("agents", agent_id, "permissions")

    @endpoint
    def list_available(self) -> Flow[builtins.list[dict[str, Any]]]:
        """The catalogue."""
        return reading.objects((yield from self._get("services")), "services")

    @endpoint
    def list_templates(self) -> Flow[builtins.list[dict[str, Any]]]:
        """Templates of custom services."""
        return reading.objects((yield from self._get("services", "templates")), "templates")

    @endpoint
    def list(self) -> Flow[builtins.list[dict[str, Any]]]:
        """The connections."""
        return reading.objects((yield from self._get("services", "connected")), "connections")


class ServiceService(Services, Blocking):
    """Services, for :class:`~getstack.Stack`."""


class AsyncServiceService(Services, Awaiting):
    """Services, for :class:`~getstack.AsyncStack`."""
