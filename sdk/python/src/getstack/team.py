# SPDX-License-Identifier: Apache-2.0
"""Members of the operator's team."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given

WHERE = ("team", "members")


class Team(Api):
    """``/v1/team``."""

    @endpoint
    def invite(
        self,
        email: str,
        name: str,
        role: str | None = None,
        allowed_connections: list[str] | None = None,
    ) -> Flow[dict[str, Any]]:
        """Invites somebody."""
        body = given(email=email, name=name, role=role, allowed_connections=allowed_connections)
        return self._post(*WHERE, body=body)

    @endpoint
    def update(self, /, member_id: str, **fields: Any) -> Flow[dict[str, Any]]:
        """Changes what is given."""
        return self._patch(*WHERE, member_id, body=fields)

    @endpoint
    def revoke(self, member_id: str) -> Flow[dict[str, Any]]:
        """Ends a membership, and its key at once."""
        return self._delete(*WHERE, member_id)

    @endpoint
    def list(self) -> Flow[list[dict[str, Any]]]:
        """All members."""
        return reading.objects((yield from self._get(*WHERE)), "members")


class TeamService(Team, Blocking):
    """Members, for :class:`~getstack.Stack`."""


class AsyncTeamService(Team, Awaiting):
    """Members, for :class:`~getstack.AsyncStack`."""
