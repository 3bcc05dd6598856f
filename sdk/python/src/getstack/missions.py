# SPDX-License-Identifier: Apache-2.0
"""Missions: pieces of work, each with its declared intent, caps and deadline."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import Request, given, path, query


class Missions(Api):
    """``/v1/missions``."""

    @endpoint
    def open(
        self,
        intent_summary: str,
        *,
        intent_services: list[str] | None = None,
        expected_counterparties: list[str] | None = None,
        baseline_profile: dict[str, Any] | None = None,
        expected_output_shape: dict[str, Any] | None = None,
        max_actions: int | None = None,
        max_dropoff_bytes: int | None = None,
        coverage_cap_cents: int | None = None,
        max_duration_seconds: int | None = None,
        max_concurrent_intents: int | None = None,
        max_actions_per_service: dict[str, int] | None = None,
        cap_behavior: dict[str, str] | None = None,
        expires_in_seconds: int | None = None,
        parent_passport_services: list[str] | None = None,
        fleet_policy_id: str | None = None,
        idempotency_key: str | None = None,
        requested_access: list[dict[str, Any]] | None = None,
        requested_operations: list[dict[str, Any]] | None = None,
        limits: dict[str, Any] | None = None,
        authority_binding_ids: list[str] | None = None,
        agent_id: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Opens a mission without a passport; ``passports.issue`` with its id gives one."""
        body = given(
            intent_summary=intent_summary,
            intent_services=intent_services,
            expected_counterparties=expected_counterparties,
            baseline_profile=baseline_profile,
            expected_output_shape=expected_output_shape,
            max_actions=max_actions,
            max_dropoff_bytes=max_dropoff_bytes,
            coverage_cap_cents=coverage_cap_cents,
            max_duration_seconds=max_duration_seconds,
            max_concurrent_intents=max_concurrent_intents,
            max_actions_per_service=max_actions_per_service,
            cap_behavior=cap_behavior,
            expires_in_seconds=expires_in_seconds,
            parent_passport_services=parent_passport_services,
            fleet_policy_id=fleet_policy_id,
            requested_access=requested_access,
            requested_operations=requested_operations,
            limits=limits,
            authority_binding_ids=authority_binding_ids,
            agent_id=agent_id,
        )
        return self._post("missions", body=body, headers={"Idempotency-Key": idempotency_key})

    @endpoint
    def start(
        self,
        request: dict[str, Any] | None = None,
        *,
        agent_id: str | None = None,
        mission: dict[str, Any] | None = None,
        passport: dict[str, Any] | None = None,
    ) -> Flow[dict[str, Any]]:
        """Opens a mission and issues its passport, both or neither. Either a whole request, or its parts."""
        if request is not None and (agent_id is not None or mission is not None or passport is not None):
            raise ValueError("give either a request or its parts, not both")
        if request is None and (agent_id is None or mission is None):
            raise ValueError("agent_id and mission are needed")
        body = request if request is not None else given(agent_id=agent_id, mission=mission, passport=passport)
        key = body.get("idempotency_key")
        return self._post("missions", "start", body=body, headers={"Idempotency-Key": key})

    @endpoint
    def renew(self, mission_id: str) -> Flow[dict[str, Any]]:
        """The next passport of a mission, with deadline, caps and usage as they are."""
        return self._post("missions", mission_id, "renew", body={})

    @endpoint
    def complete(self, mission_id: str, *, output: dict[str, Any] | None = None) -> Flow[dict[str, Any]]:
        """Ends it well. On one that has ended already it answers how."""
        return self._post("missions", mission_id, "complete", body=given(output=output))

    @endpoint
    def revoke(self, mission_id: str, *, reason: str, notes: str | None = None) -> Flow[dict[str, Any]]:
        """Ends it by force; ``reason`` is ``adversarial`` or ``operator_initiated_clean``."""
        return self._post("missions", mission_id, "revoke", body=given(reason=reason, notes=notes))

    @endpoint
    def get(self, mission_id: str) -> Flow[dict[str, Any]]:
        """One mission."""
        return self._get("missions", mission_id)

    @endpoint
    def replay(self, mission_id: str) -> Flow[dict[str, Any]]:
        """What was recorded of it, oldest first."""
        return self._get("missions", mission_id, "replay")

    @endpoint
    def activity(self, mission_id: str) -> Flow[dict[str, Any]]:
        """The same as :meth:`replay`."""
        return self._get("missions", mission_id, "replay")

    @endpoint
    def list_operator_reviews(self, mission_id: str) -> Flow[dict[str, Any]]:
        """The signed reviews of a mission."""
        return self._get("missions", mission_id, "operator-reviews")

    @endpoint
    def download_operator_review(self, mission_id: str, claim_id: str) -> Flow[bytes]:
        """One signed review, byte for byte."""
        request = Request("GET", path("missions", mission_id, "operator-reviews", claim_id, "download"))
        answer = yield from self._client.send(request)
        if not 200 <= answer.status < 300:
            raise reading.refusal(answer)
        return answer.content

    @endpoint
    def list_dossiers(self, mission_id: str) -> Flow[dict[str, Any]]:
        """The operator reviews of type ``dossier``."""
        found = reading.members((yield from self._get("missions", mission_id, "operator-reviews")), "list of reviews")
        return {"items": [item for item in found.get("items", []) if _claim(item).get("type") == "dossier"]}

    @endpoint
    def list(
        self, *, status: str | None = None, page: int | None = None, limit: int | None = None
    ) -> Flow[dict[str, Any]]:
        """Missions, newest first, by page."""
        return self._get("missions", query=query(status=status, page=page, limit=limit))


class MissionsService(Missions, Blocking):
    """Missions, for :class:`~getstack.Stack`."""


class AsyncMissionsService(Missions, Awaiting):
    """Missions, for :class:`~getstack.AsyncStack`."""


def _claim(item: dict[str, Any]) -> dict[str, Any]:
    found = item.get("claim") or item.get("body")
    return found if isinstance(found, dict) else {}
