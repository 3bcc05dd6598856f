# SPDX-License-Identifier: Apache-2.0
"""Accounts of customers that a partner works in."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given

WHERE = ("partner", "connections")


class PartnerConnect(Api):
    """``/v1/partner/connect``."""

    @endpoint
    def connect(
        self,
        email: str,
        external_customer_id: str | None = None,
        scopes: list[str] | None = None,
        providers: list[str] | None = None,
    ) -> Flow[dict[str, Any]]:
        """Asks a customer for a grant."""
        body = given(email=email, external_customer_id=external_customer_id, scopes=scopes, providers=providers)
        return self._post("partner", "connect", body=body)

    @endpoint
    def list_connections(self) -> Flow[list[dict[str, Any]]]:
        """All grants."""
        found = reading.members((yield from self._get(*WHERE)), "list of connections", "connections")
        return reading.objects(found["connections"], "connections")

    @endpoint
    def get_connection(self, grant_id: str) -> Flow[dict[str, Any]]:
        """One grant."""
        return self._get(*WHERE, grant_id)

    @endpoint
    def revoke_connection(self, grant_id: str) -> Flow[dict[str, Any]]:
        """Ends it."""
        return self._delete(*WHERE, grant_id)

    @endpoint
    def rotate_token(self, grant_id: str) -> Flow[dict[str, Any]]:
        """A new token for it."""
        return self._post(*WHERE, grant_id, "rotate-token", body={})


class PartnerConnectService(PartnerConnect, Blocking):
    """Grants, for :class:`~getstack.Stack`."""


class AsyncPartnerConnectService(PartnerConnect, Awaiting):
    """Grants, for :class:`~getstack.AsyncStack`."""
