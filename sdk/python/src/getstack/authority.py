# SPDX-License-Identifier: Apache-2.0
"""Who may act for whom, with proofs. Not part of every server: one without it answers 404."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import query

Found = dict[str, Any]


class Authority(Api):
    """``/v1/authority``. Answers are wrapped in a named member; what is in it is returned."""

    @endpoint
    def create_enterprise_oidc_request(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Asks a person to sign in with their company."""
        return self._written(idempotency_key, input, "enterprise-oidc", "requests")

    @endpoint
    def get_enterprise_oidc_request(self, request_id: str) -> Flow[Found]:
        """One such request."""
        return self._get("authority", "enterprise-oidc", "requests", request_id)

    @endpoint
    def create_principal(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Somebody agents act for."""
        return self._written(idempotency_key, input, "principals", member="principal")

    @endpoint
    def list_principals(self) -> Flow[list[Found]]:
        """All principals."""
        return self._read("principals", member="principals")

    @endpoint
    def get_principal(self, principal_id: str) -> Flow[Found]:
        """One principal."""
        return self._read("principals", principal_id, member="principal")

    @endpoint
    def archive_principal(self, principal_id: str, *, reason_code: str, idempotency_key: str) -> Flow[Found]:
        """Puts it away."""
        body = {"reason_code": reason_code}
        return self._written(idempotency_key, body, "principals", principal_id, "archive", member="principal")

    @endpoint
    def erase_principal(self, principal_id: str, *, idempotency_key: str) -> Flow[Found]:
        """Erases it."""
        return self._written(idempotency_key, {}, "principals", principal_id, "erase", member="tombstone")

    @endpoint
    def import_proof(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Takes a proof in."""
        return self._written(idempotency_key, input, "proofs", "import", member="proof")

    @endpoint
    def create_proof_collection_session(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Begins to collect proofs."""
        return self._written(idempotency_key, input, "proof-collection-sessions", member="session")

    @endpoint
    def get_proof_collection_session(self, session_id: str) -> Flow[Found]:
        """One such session."""
        return self._read("proof-collection-sessions", session_id, member="session")

    @endpoint
    def list_proofs(self) -> Flow[list[Found]]:
        """All proofs."""
        return self._read("proofs", member="proofs")

    @endpoint
    def get_proof(self, proof_id: str, *, version: int | None = None) -> Flow[Found]:
        """One proof."""
        return self._read("proofs", proof_id, member="proof", version=version)

    @endpoint
    def revoke_proof(self, proof_id: str, *, reason_code: str, idempotency_key: str) -> Flow[Found]:
        """Ends it."""
        body = {"reason_code": reason_code}
        return self._written(idempotency_key, body, "proofs", proof_id, "revoke", member="proof")

    @endpoint
    def erase_proof(self, proof_id: str, *, idempotency_key: str) -> Flow[Found]:
        """Erases it."""
        return self._written(idempotency_key, {}, "proofs", proof_id, "erase", member="proof")

    @endpoint
    def create_binding(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Binds an agent to an authority."""
        return self._written(idempotency_key, input, "bindings", member="binding")

    @endpoint
    def list_bindings(self) -> Flow[list[Found]]:
        """All bindings."""
        return self._read("bindings", member="bindings")

    @endpoint
    def get_binding(self, binding_id: str, *, version: int | None = None) -> Flow[Found]:
        """One binding."""
        return self._read("bindings", binding_id, member="binding", version=version)

    @endpoint
    def create_approval_requests(self, /, binding_id: str, *, idempotency_key: str, **input: Any) -> Flow[list[Found]]:
        """Asks those who must agree to a binding."""
        where = ("bindings", binding_id, "approval-requests")
        return self._written(idempotency_key, input, *where, member="approval_requests")

    @endpoint
    def list_approval_requests(self, binding_id: str) -> Flow[list[Found]]:
        """Who was asked."""
        return self._read("bindings", binding_id, "approval-requests", member="approval_requests")

    @endpoint
    def activate_binding(self, binding_id: str, *, idempotency_key: str, version: int | None = None) -> Flow[Found]:
        """Puts it into force."""
        where = ("bindings", binding_id, "activate")
        return self._written(idempotency_key, {}, *where, member="binding", version=version)

    @endpoint
    def delegate_binding(self, /, binding_id: str, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Passes it on."""
        return self._written(idempotency_key, input, "bindings", binding_id, "delegate", member="binding")

    @endpoint
    def revoke_binding(self, binding_id: str, *, reason_code: str, idempotency_key: str) -> Flow[Found]:
        """Ends it."""
        body = {"reason_code": reason_code}
        return self._written(idempotency_key, body, "bindings", binding_id, "revoke", member="binding")

    @endpoint
    def erase_binding(self, binding_id: str, *, idempotency_key: str) -> Flow[Found]:
        """Erases it."""
        return self._written(idempotency_key, {}, "bindings", binding_id, "erase", member="tombstone")

    @endpoint
    def create_receiver(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Somebody proofs are presented to."""
        return self._written(idempotency_key, input, "receivers", member="receiver")

    @endpoint
    def list_receivers(self) -> Flow[list[Found]]:
        """All receivers."""
        return self._read("receivers", member="receivers")

    @endpoint
    def get_receiver(self, receiver_id: str) -> Flow[Found]:
        """One receiver."""
        return self._read("receivers", receiver_id, member="receiver")

    @endpoint
    def create_receiver_verification_challenge(self, receiver_id: str, *, idempotency_key: str) -> Flow[Found]:
        """What a receiver has to show."""
        where = ("receivers", receiver_id, "verification-challenges")
        return self._written(idempotency_key, {}, *where, member="challenge")

    @endpoint
    def verify_receiver(self, receiver_id: str, *, idempotency_key: str) -> Flow[Found]:
        """Checks what it showed."""
        return self._written(idempotency_key, {}, "receivers", receiver_id, "verify", member="receiver")

    @endpoint
    def add_receiver_key(self, /, receiver_id: str, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """Another key of it."""
        return self._written(idempotency_key, input, "receivers", receiver_id, "keys", member="key")

    @endpoint
    def revoke_receiver_key(
        self, receiver_id: str, key_id: str, *, reason_code: str, idempotency_key: str
    ) -> Flow[Found]:
        """Ends one of its keys."""
        where = ("receivers", receiver_id, "keys", key_id, "revoke")
        return self._written(idempotency_key, {"reason_code": reason_code}, *where, member="key")

    @endpoint
    def create_profile_version(self, /, *, idempotency_key: str, **input: Any) -> Flow[Found]:
        """A version of a profile."""
        return self._written(idempotency_key, input, "profile-versions", member="profile")

    @endpoint
    def activate_profile_version(self, profile_id: str, *, profile_kind: str, idempotency_key: str) -> Flow[Found]:
        """Puts it into force."""
        where = ("profile-versions", profile_id, "activate")
        return self._written(idempotency_key, {"profile_kind": profile_kind}, *where, member="profile")

    @endpoint
    def list_uses(self) -> Flow[list[Found]]:
        """Where authority was used."""
        return self._read("uses", member="uses")

    @endpoint
    def get_use(self, use_id: str) -> Flow[Found]:
        """One use."""
        return self._read("uses", use_id, member="use")

    @endpoint
    def list_presentations(self) -> Flow[list[Found]]:
        """What was presented."""
        return self._read("presentations", member="presentations")

    @endpoint
    def get_presentation(self, presentation_id: str) -> Flow[Found]:
        """One presentation."""
        return self._read("presentations", presentation_id, member="presentation")

    @endpoint
    def erase_presentation(self, presentation_id: str, *, idempotency_key: str) -> Flow[Found]:
        """Erases it."""
        where = ("presentations", presentation_id, "erase")
        return self._written(idempotency_key, {}, *where, member="tombstone")

    def _read(self, *where: str, member: str, version: int | None = None) -> Flow[Any]:
        found = yield from self._get("authority", *where, query=query(version=version))
        return reading.members(found, member, member)[member]

    def _written(
        self, key: str, body: Found, *where: str, member: str | None = None, version: int | None = None
    ) -> Flow[Any]:
        found = yield from self._post(
            "authority", *where, body=body, headers={"Idempotency-Key": key}, query=query(version=version)
        )
        return found if member is None else reading.members(found, member, member)[member]


class AuthorityService(Authority, Blocking):
    """Authority, for :class:`~getstack.Stack`."""


class AsyncAuthorityService(Authority, Awaiting):
    """Authority, for :class:`~getstack.AsyncStack`."""
