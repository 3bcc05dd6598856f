# SPDX-License-Identifier: Apache-2.0
"""Credentials in clear, for callers that may see them. An agent is better off with the proxy."""

from __future__ import annotations

from getstack._core.building import build
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack.types import Credential


class Credentials(Api):
    """``/v1/credentials``."""

    @endpoint
    def get(self, provider: str, passport_token: str | None = None) -> Flow[Credential]:
        """The credential of the one connection to a provider."""
        return build(Credential, (yield from self._get("credentials", provider, passport=passport_token)))

    @endpoint
    def get_by_connection(self, connection_id: str, passport_token: str | None = None) -> Flow[Credential]:
        """The credential of one connection."""
        found = yield from self._get("credentials", "by-connection", connection_id, passport=passport_token)
        return build(Credential, found)


class CredentialService(Credentials, Blocking):
    """Credentials, for :class:`~getstack.Stack`."""


class AsyncCredentialService(Credentials, Awaiting):
    """Credentials, for :class:`~getstack.AsyncStack`."""
