# SPDX-License-Identifier: Apache-2.0
"""As much of JOSE as is needed: unpadded base64url, Ed25519 keys as JWK, compact signatures."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """The bytes of an unpadded base64url text in its one spelling; anything else raises ``ValueError``."""
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError) as wrong:
        raise ValueError("not base64url") from wrong
    if b64(data) != text:
        raise ValueError("not base64url")
    return data


def compact(value: Any) -> bytes:
    """JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class AgentKey:
    """An Ed25519 key pair of an agent."""

    private: Ed25519PrivateKey

    @classmethod
    def made(cls) -> AgentKey:
        """A new one."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def of_jwk(cls, jwk: Mapping[str, Any]) -> AgentKey:
        """From a private JWK; raises ``ValueError`` when it is none of Ed25519."""
        if jwk.get("kty") != "OKP" or jwk.get("crv") != "Ed25519" or not isinstance(jwk.get("d"), str):
            raise ValueError("not a private Ed25519 JWK")
        return cls(Ed25519PrivateKey.from_private_bytes(unb64(jwk["d"])))

    @property
    def public(self) -> dict[str, str]:
        """The public JWK."""
        raw = self.private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}

    @property
    def secret(self) -> dict[str, str]:
        """The private JWK."""
        raw = self.private.private_bytes(
            serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
        )
        return {**self.public, "d": b64(raw)}

    @property
    def thumbprint(self) -> str:
        """RFC 7638: SHA-256 over the needed members in their order, base64url."""
        needed = {name: self.public[name] for name in ("crv", "kty", "x")}
        return b64(hashlib.sha256(compact(needed)).digest())

    def sign(self, data: bytes) -> bytes:
        """64 bytes of signature."""
        return self.private.sign(data)


def signed(header: Mapping[str, Any], claims: Mapping[str, Any], key: AgentKey) -> str:
    """A compact JWS."""
    text = f"{b64(compact(header))}.{b64(compact(claims))}"
    return f"{text}.{b64(key.sign(text.encode('ascii')))}"


def is_signed(public_jwk: Mapping[str, Any], data: bytes, signature: bytes) -> bool:
    """Whether the signature is right; a key that is none of Ed25519 signs nothing."""
    if public_jwk.get("kty") != "OKP" or public_jwk.get("crv") != "Ed25519" or not isinstance(public_jwk.get("x"), str):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(unb64(public_jwk["x"])).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def unverified_claims(token: str) -> dict[str, Any]:
    """The claims of a token as they stand, unverified; raises ``ValueError`` when there are none to read."""
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("not a JWT")
    claims = json.loads(unb64(parts[1]))
    if not isinstance(claims, dict):
        raise ValueError("not a JWT")
    return claims
