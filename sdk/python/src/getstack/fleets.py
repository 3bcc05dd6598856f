# SPDX-License-Identifier: Apache-2.0
"""Many agents under one signed policy. Not part of every server."""

from __future__ import annotations

import builtins
import hashlib
from typing import Any

from getstack._core import reading
from getstack._core.calls import GOVERNANCE, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.jose import AgentKey, b64, compact
from getstack._core.request import given, query
from getstack.agent_auth import KeyFile


class Fleets(Api):
    """``/v1/fleets``."""

    @endpoint
    def session(self, fleet_policy_id: str | None = None) -> Flow[dict[str, Any]]:
        """The session of this caller."""
        return self._post("fleets", "session", body=given(fleet_policy_id=fleet_policy_id))

    @endpoint
    def list_page(self, page: int = 1, limit: int = 20) -> Flow[dict[str, Any]]:
        """Policies, by page."""
        return self._get("fleets", query=query(page=page, limit=limit))

    @endpoint
    def get(self, policy_id: str) -> Flow[dict[str, Any]]:
        """One policy."""
        return self._get("fleets", policy_id)

    @endpoint
    def activate(
        self, definition: dict[str, Any], *, idempotency_key: str, governance_approval_id: str | None = None
    ) -> Flow[dict[str, Any]]:
        """Puts a policy into force."""
        headers = {"Idempotency-Key": idempotency_key, GOVERNANCE: governance_approval_id}
        return self._post("fleets", body=definition, headers=headers)

    @endpoint
    def revise(
        self,
        policy_id: str,
        definition: dict[str, Any],
        *,
        expected_revision: int,
        idempotency_key: str,
        governance_approval_id: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Changes a policy that nobody else changed meanwhile."""
        headers = {
            "If-Match": str(expected_revision),
            "Idempotency-Key": idempotency_key,
            GOVERNANCE: governance_approval_id,
        }
        return self._put("fleets", policy_id, body=definition, headers=headers)

    @endpoint
    def revoke(self, policy_id: str) -> Flow[dict[str, Any]]:
        """Ends a policy."""
        return self._post("fleets", policy_id, "revoke", body={})

    @endpoint
    def members(self, policy_id: str) -> Flow[builtins.list[dict[str, Any]]]:
        """Its agents."""
        return reading.objects((yield from self._get("fleets", policy_id, "members")), "members")

    @endpoint
    def members_page(self, policy_id: str, page: int = 1, limit: int = 20) -> Flow[dict[str, Any]]:
        """Its agents, by page."""
        return self._get("fleets", policy_id, "members", query=query(page=page, limit=limit))

    @endpoint
    def revoke_member(self, policy_id: str, agent_id: str) -> Flow[dict[str, Any]]:
        """Takes an agent out."""
        return self._post("fleets", policy_id, "members", agent_id, "revoke", body={})

    @endpoint
    def membership(self, agent_id: str) -> Flow[dict[str, Any] | None]:
        """Where an agent belongs."""
        return self._get("fleets", "membership", agent_id)

    @endpoint
    def enrollment_challenge(self, policy_id: str) -> Flow[dict[str, Any]]:
        """What a new agent has to sign."""
        return self._post("fleets", policy_id, "enrollment-challenges", body={})

    @endpoint
    def enroll(self, policy_id: str, request: dict[str, Any]) -> Flow[dict[str, Any]]:
        """Takes a new agent in."""
        return self._post("fleets", policy_id, "enroll", body=request)

    @endpoint
    def workload_enrollment_challenge(self, policy_id: str) -> Flow[dict[str, Any]]:
        """What a new workload has to sign."""
        return self._post("fleets", policy_id, "workload", "enrollment-challenges", body={})

    @endpoint
    def enroll_workload(self, policy_id: str, request: dict[str, Any]) -> Flow[dict[str, Any]]:
        """Takes a new workload in."""
        return self._post("fleets", policy_id, "workload", "enroll", body=request)

    @endpoint
    def enroll_local(self, policy_id: str, *, name: str, idempotency_key: str) -> Flow[dict[str, Any]]:
        """Takes in a new agent whose key is made and kept on this machine."""
        return (yield from self._enrolled((policy_id,), policy_id, name, idempotency_key))

    @endpoint
    def enroll_workload_local(self, policy_id: str, *, name: str, idempotency_key: str) -> Flow[dict[str, Any]]:
        """Takes in a new workload whose key is made and kept on this machine."""
        return (yield from self._enrolled((policy_id, "workload"), policy_id, name, idempotency_key))

    @endpoint
    def list(self) -> Flow[list[dict[str, Any]]]:
        """All policies."""
        return reading.objects((yield from self._get("fleets")), "policies")

    def _enrolled(
        self, where: tuple[str, ...], policy_id: str, name: str, idempotency_key: str
    ) -> Flow[dict[str, Any]]:
        """The same two values find the same key again, so a repeat enrols nothing twice."""
        held = KeyFile("fleet_" + hashlib.sha256(compact([policy_id, idempotency_key])).hexdigest())
        key = held.read() or AgentKey.made()
        held.write(key, "")
        asked = yield from self._post("fleets", *where, "enrollment-challenges", body={})
        challenge = reading.members(asked, "enrolment challenge", "challenge", "challenge_id")
        body = {
            "name": name,
            "idempotency_key": idempotency_key,
            "public_key": key.public,
            "challenge_id": challenge["challenge_id"],
            "proof": b64(key.sign(str(challenge["challenge"]).encode())),
        }
        enrolled = reading.members((yield from self._post("fleets", *where, "enroll", body=body)), "agent", "agent_id")
        KeyFile(enrolled["agent_id"]).write(key, str(enrolled.get("enrolled_at", "")))
        return enrolled


class FleetsService(Fleets, Blocking):
    """Fleets, for :class:`~getstack.Stack`."""


class AsyncFleetsService(Fleets, Awaiting):
    """Fleets, for :class:`~getstack.AsyncStack`."""
