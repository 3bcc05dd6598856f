# SPDX-License-Identifier: Apache-2.0
"""Identities: who verified them, and what services ask of them."""

from __future__ import annotations

from typing import Any, cast

from getstack._core import reading
from getstack._core.building import build, build_all
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given
from getstack.types import (
    IdentityClaim,
    IdentityProvider,
    IdentitySettings,
    ReplaceServiceRequirementResult,
    ServiceRequirement,
    SetServiceRequirementInput,
    VerificationSession,
)

SETTINGS = ("operators", "me", "identity-settings")


class Identity(Api):
    """``/v1/identity``."""

    @endpoint
    def get_settings(self) -> Flow[IdentitySettings]:
        """How long identities hold, and who inherits them."""
        return build(IdentitySettings, (yield from self._get(*SETTINGS)))

    @endpoint
    def update_settings(
        self,
        *,
        identity_claim_ttl: str | None = None,
        identity_claim_inheritance: str | None = None,
        identity_auto_revoke: bool | None = None,
    ) -> Flow[IdentitySettings]:
        """Changes what is given."""
        body = given(
            identity_claim_ttl=identity_claim_ttl,
            identity_claim_inheritance=identity_claim_inheritance,
            identity_auto_revoke=identity_auto_revoke,
        )
        return build(IdentitySettings, (yield from self._patch(*SETTINGS, body=body)))

    @endpoint
    def list_providers(self) -> Flow[list[IdentityProvider]]:
        """Who can verify."""
        return build_all(IdentityProvider, (yield from self._get("identity", "providers")))

    @endpoint
    def initiate_verification(
        self, provider_key: str, *, requested_claims: list[str] | None = None, return_url: str | None = None
    ) -> Flow[VerificationSession]:
        """Begins a verification; a person finishes it."""
        body = given(provider_key=provider_key, requested_claims=requested_claims, return_url=return_url)
        return build(VerificationSession, (yield from self._post("identity", "verify", "initiate", body=body)))

    @endpoint
    def complete_verification(self, provider_key: str, session_ref: str) -> Flow[dict[str, Any]]:
        """Fetches its result."""
        body = {"provider_key": provider_key, "session_ref": session_ref}
        return self._post("identity", "verify", "complete", body=body)

    @endpoint
    def grant_delegation(self, delegated_scopes: list[str]) -> Flow[IdentityClaim]:
        """Lends an identity."""
        body = {"delegated_scopes": delegated_scopes}
        return build(IdentityClaim, (yield from self._post("identity", "delegate", body=body)))

    @endpoint
    def list_claims(self) -> Flow[list[IdentityClaim]]:
        """Verified identities."""
        return build_all(IdentityClaim, (yield from self._get("identity", "claims")))

    @endpoint
    def revoke_claim(self, claim_id: str) -> Flow[dict[str, Any]]:
        """Ends one."""
        return self._delete("identity", "claims", claim_id)

    @endpoint
    def get_service_requirements(self, service_id: str) -> Flow[list[ServiceRequirement]]:
        """What a service asks."""
        return reading.objects((yield from self._get("services", service_id, "requirements")), "requirements")

    @endpoint
    def set_service_requirement(self, /, service_id: str, **kwargs: Any) -> Flow[ServiceRequirement]:
        """Adds a requirement."""
        found = yield from self._post("services", service_id, "requirements", body=kwargs)
        return cast(ServiceRequirement, reading.members(found, "requirement"))

    @endpoint
    def replace_service_requirement(
        self, service_id: str, requirement: SetServiceRequirementInput | None
    ) -> Flow[ReplaceServiceRequirementResult]:
        """Sets the one requirement, or none."""
        found = yield from self._put("services", service_id, "requirements", body={"requirement": requirement})
        return cast(ReplaceServiceRequirementResult, reading.members(found, "list of requirements"))

    @endpoint
    def delete_service_requirement(self, service_id: str, requirement_id: str) -> Flow[None]:
        """Takes one away."""
        yield from self._delete("services", service_id, "requirements", requirement_id)


class IdentityService(Identity, Blocking):
    """Identities, for :class:`~getstack.Stack`."""


class AsyncIdentityService(Identity, Awaiting):
    """Identities, for :class:`~getstack.AsyncStack`."""
