# SPDX-License-Identifier: Apache-2.0
"""Agents: who acts, and how closely each is watched."""

from __future__ import annotations

from typing import Any

from getstack._core.building import build, build_all
from getstack._core.calls import GOVERNANCE, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given
from getstack.types import Agent


class Agents(Api):
    """``/v1/agents``."""

    @endpoint
    def register(
        self,
        name: str,
        description: str | None = None,
        profile: str | None = None,
        accountability_mode: str | None = None,
        credential_access: str | None = None,
        key_mode: str | None = None,
        on_warning: str = "notify",
        on_critical: str = "notify",
        llm_inject_system_prompt: bool | None = None,
        llm_redact_pii: bool | None = None,
        require_key_bound: bool | None = None,
    ) -> Flow[Agent]:
        """Makes an agent: ``enforced`` (the server's default), ``logged`` or ``standard``.

        With ``require_key_bound`` it gets only passports that are bound to a key of its own.
        """
        body = given(
            name=name,
            description=description,
            profile=profile,
            accountability_mode=accountability_mode,
            credential_access=credential_access,
            key_mode=key_mode,
            on_warning=on_warning,
            on_critical=on_critical,
            llm_inject_system_prompt=llm_inject_system_prompt,
            llm_redact_pii=llm_redact_pii,
            require_key_bound=require_key_bound,
        )
        return _agent((yield from self._post("agents", "register", body=body)))

    @endpoint
    def get(self, agent_id: str) -> Flow[Agent]:
        """One agent."""
        return _agent((yield from self._get("agents", agent_id)))

    @endpoint
    def update(self, /, agent_id: str, **kwargs: Any) -> Flow[Agent]:
        """Changes what is given; ``None`` puts back the default."""
        return _agent((yield from self._patch("agents", agent_id, body=kwargs)))

    @endpoint
    def suspend(self, agent_id: str) -> Flow[Agent]:
        """Stops it from acting until it is activated."""
        return _agent((yield from self._patch("agents", agent_id, body={"status": "suspended"})))

    @endpoint
    def activate(self, agent_id: str) -> Flow[Agent]:
        """Lets a suspended agent act again."""
        return _agent((yield from self._patch("agents", agent_id, body={"status": "active"})))

    @endpoint
    def delete(self, agent_id: str) -> Flow[dict[str, Any]]:
        """Ends the agent, and revokes all its passports."""
        return self._delete("agents", agent_id)

    @endpoint
    def unblock(self, agent_id: str, governance_approval_id: str | None = None) -> Flow[dict[str, Any]]:
        """Lets a blocked agent have passports again."""
        return self._post("agents", agent_id, "unblock", headers={GOVERNANCE: governance_approval_id})

    @endpoint
    def keys(self, agent_id: str) -> Flow[Any]:
        """The keys the agent enrolled."""
        return self._get("agents", agent_id, "keys")

    @endpoint
    def revoke_key(self, agent_id: str, thumbprint: str) -> Flow[Any]:
        """Ends one of its keys, by RFC 7638 thumbprint."""
        return self._delete("agents", agent_id, "keys", thumbprint)

    @endpoint
    def list(self) -> Flow[list[Agent]]:
        """All agents of the operator."""
        return build_all(Agent, (yield from self._get("agents")), **_ABSENT)


class AgentService(Agents, Blocking):
    """Agents, for :class:`~getstack.Stack`."""


class AsyncAgentService(Agents, Awaiting):
    """Agents, for :class:`~getstack.AsyncStack`."""


_ABSENT: dict[str, Any] = {
    "description": None,
    "accountability_mode": "enforced",
    "on_warning": "notify",
    "on_critical": "notify",
    "passport_blocked": False,
    "passport_blocked_reason": None,
    "passport_blocked_at": None,
}


def _agent(found: Any) -> Agent:
    return build(Agent, found, **_ABSENT)
