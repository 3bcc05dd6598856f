# SPDX-License-Identifier: Apache-2.0
"""A passport as it is shown to the server: bare, or with a proof by the key it is bound to (RFC 9449)."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass

from getstack._core.jose import AgentKey, b64, signed


@dataclass(frozen=True)
class Presentation:
    """A token and, when it is bound to one, the key that proves possession; without a token, the key alone."""

    token: str | None
    key: AgentKey | None = None

    def proof(self, method: str, url: str) -> str | None:
        """A proof for this one request, never for another; ``None`` for a bearer."""
        if self.key is None:
            return None
        claims = {
            "jti": secrets.token_urlsafe(18),
            "htm": method,
            "htu": url.split("?", 1)[0].split("#", 1)[0],
            "iat": int(time.time()),
        }
        if self.token is not None:
            claims["ath"] = b64(hashlib.sha256(self.token.encode()).digest())
        return signed({"typ": "dpop+jwt", "alg": "EdDSA", "jwk": self.key.public}, claims, self.key)

    def proof_header(self, method: str, url: str) -> dict[str, str]:
        """The header with the proof, where there is one."""
        proof = self.proof(method, url)
        return {} if proof is None else {"DPoP": proof}

    def headers(self, method: str, url: str) -> dict[str, str]:
        """The headers that show the token."""
        shown = {} if self.token is None else {"X-Passport-Token": self.token}
        return {**shown, **self.proof_header(method, url)}
