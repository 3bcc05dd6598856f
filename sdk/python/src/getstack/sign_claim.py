# SPDX-License-Identifier: Apache-2.0
"""Claims signed with a key the customer holds: COSE_Sign1 (RFC 9052). Needs the extra ``stack-sdk[claims]``."""

from __future__ import annotations

from typing import Any

from getstack._core.jose import AgentKey, b64

ALG, KID, TYP = 1, 4, 16
EDDSA = -8


def sign_claim_envelope(
    envelope: dict[str, Any], *, private_key: dict[str, Any], agent_id: str, alg: str = "EdDSA"
) -> str:
    """The signed envelope as base64url. ``private_key`` is an Ed25519 JWK; naive times raise ``ValueError``."""
    import cbor2  # noqa: PLC0415  (an extra)

    if alg != "EdDSA":
        raise ValueError(f"unknown algorithm {alg!r}: only EdDSA")
    key = AgentKey.of_jwk(private_key)
    header = {ALG: EDDSA, KID: f"agent:{agent_id}:v1".encode(), TYP: "stack/claim+cose"}
    protected, payload = cbor2.dumps(header), cbor2.dumps(envelope)
    signature = key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return b64(cbor2.dumps([protected, {}, payload, signature]))
