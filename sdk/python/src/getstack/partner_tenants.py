# SPDX-License-Identifier: Apache-2.0
"""Operators that a partner keeps for its customers."""

from __future__ import annotations

import builtins
from datetime import datetime, timezone
from typing import Any, Literal

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.jose import unverified_claims
from getstack._core.request import given

WHERE = ("partner", "tenants")
Mode = Literal["enforced", "logged", "standard"]


class PartnerTenants(Api):
    """``/v1/partner/tenants``."""

    @endpoint
    def create(self, external_customer_id: str | None = None) -> Flow[dict[str, Any]]:
        """Makes one; its key is told once."""
        return self._post(*WHERE, body=given(external_customer_id=external_customer_id))

    @endpoint
    def get(self, tenant_id: str) -> Flow[dict[str, Any]]:
        """One tenant."""
        return self._get(*WHERE, tenant_id)

    @endpoint
    def revoke(self, tenant_id: str) -> Flow[dict[str, Any]]:
        """Ends it with all that it has."""
        return self._delete(*WHERE, tenant_id)

    @endpoint
    def create_inbound_webhook(
        self,
        tenant_id: str,
        provider: Literal["agentmail", "generic"],
        agent_id: str,
        forward_url: str | None = None,
        generic_config: dict[str, Any] | None = None,
    ) -> Flow[dict[str, Any]]:
        """A webhook for it."""
        body = given(provider=provider, agent_id=agent_id, forward_url=forward_url, generic_config=generic_config)
        return self._post(*WHERE, tenant_id, "inbound-webhooks", body=body)

    @endpoint
    def set_inbound_webhook_signing_secret(
        self,
        tenant_id: str,
        webhook_id: str,
        signing_secret: str,
        downstream_signing_secret: str | None = None,
    ) -> Flow[dict[str, Any]]:
        """Sets what the sender of its webhook signs with."""
        body = given(signing_secret=signing_secret, downstream_signing_secret=downstream_signing_secret)
        where = (*WHERE, tenant_id, "inbound-webhooks", webhook_id, "provider-signing-secret")
        return self._put(*where, body=body)

    def _issue_passport(
        self,
        tenant_id: str,
        agent_id: str,
        ttl_seconds: int | None = None,
        services: builtins.list[dict[str, Any]] | None = None,
        named_intents: builtins.list[str] | None = None,
        accountability_mode: Mode | None = None,
        mission_ids: builtins.list[str] | None = None,
    ) -> Flow[dict[str, Any]]:
        """A passport for one of its agents, in exactly one mission."""
        if mission_ids is None or len(mission_ids) != 1:
            raise ValueError("a passport belongs to exactly one mission: mission_ids=[mission_id]")
        body = given(
            agent_id=agent_id,
            ttl_seconds=ttl_seconds,
            services=services,
            named_intents=named_intents,
            accountability_mode=accountability_mode,
            mission_ids=mission_ids,
        )
        return self._post(*WHERE, tenant_id, "passports", "issue", body=body)

    issue_passport = endpoint(_issue_passport)

    @endpoint
    def mint_outbound_passport(
        self,
        tenant_id: str,
        agent_id: str,
        scopes: builtins.list[str] | None = None,
        ttl_seconds: int = 900,
        accountability_mode: Mode = "enforced",
        named_intents: builtins.list[str] | None = None,
        *,
        mission_id: str,
    ) -> Flow[dict[str, Any]]:
        """A passport to show elsewhere: ``token``, ``passport_id``, ``expires_at``."""
        services = None if scopes is None else [{"scopes": scopes}]
        found = yield from self._issue_passport(
            tenant_id, agent_id, ttl_seconds, services, named_intents, accountability_mode, [mission_id]
        )
        said = reading.members(found, "passport")
        token = said.get("token") or reading.members(said, "passport", "passport")["passport"]
        jti = said.get("passport_id") or reading.members(said, "passport", "jti")["jti"]
        return {"token": token, "passport_id": jti, "expires_at": said.get("expires_at") or _end_of(token)}

    @endpoint
    def list(self) -> Flow[list[dict[str, Any]]]:
        """All of them."""
        found = reading.members((yield from self._get(*WHERE)), "list of tenants", "tenants")
        return reading.objects(found["tenants"], "tenants")


class PartnerTenantsService(PartnerTenants, Blocking):
    """Tenants, for :class:`~getstack.Stack`."""


class AsyncPartnerTenantsService(PartnerTenants, Awaiting):
    """Tenants, for :class:`~getstack.AsyncStack`."""


def _end_of(token: str) -> str | None:
    try:
        end = unverified_claims(token).get("exp")
    except ValueError:
        return None
    return datetime.fromtimestamp(end, timezone.utc).isoformat() if isinstance(end, int) else None
