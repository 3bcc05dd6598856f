# SPDX-License-Identifier: Apache-2.0
"""Token status lists (ADR 17): what stands against a passport, without asking about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from getstack._core.claims import written_once
from getstack._core.jws import Keys, inflated, must, opened, whole

LIST_TEXT_MAX = 512 << 10
TTL_MAX_SECONDS = 86_400
VALID, OVER, SUSPENDED = 0, 1, 2


@dataclass(frozen=True)
class StatusList:
    """A verified list. Times are the signed ones, epoch seconds."""

    uri: str
    signed_at: int
    ends: int
    ttl: int
    seq: int
    bits: int
    data: bytes

    def is_fresh(self, now: float, skew: float) -> bool:
        """Whether it still says something: younger than three ``ttl``, and not past its end."""
        return now < self.signed_at + 3 * self.ttl + skew and now - skew < self.ends

    def is_due(self, now: float) -> bool:
        """Whether a newer one should be fetched."""
        return now >= self.signed_at + self.ttl

    def status(self, place: int) -> int:
        """The status at a place; what lies beyond the list is over."""
        each = 8 // self.bits
        if not 0 <= place < len(self.data) * each:
            return OVER
        return self.data[place // each] >> place % each * self.bits & (1 << self.bits) - 1


def status_list(text: str, keys: Keys, uri: str, now: float, skew: float) -> StatusList:
    """Verifies a list; raises :class:`~getstack._core.jws.Rejected`."""
    claims = opened(text, "statuslist+jwt", keys, LIST_TEXT_MAX)
    must(written_once(text), "claims")
    packed: Any = claims.get("status_list")
    must(all(whole(claims.get(name)) for name in ("iat", "exp", "ttl", "seq")), "claims")
    must(0 < claims["ttl"] <= TTL_MAX_SECONDS, "claims")
    must(isinstance(packed, dict) and packed.get("bits") in (1, 2, 4, 8), "claims")
    must(isinstance(packed.get("lst"), str) and claims.get("sub") == uri, "claims")
    data = inflated(packed["lst"])
    must(claims["iat"] <= now + skew, "nbf")
    must(now - skew < claims["exp"], "exp")
    return StatusList(uri, claims["iat"], claims["exp"], claims["ttl"], claims["seq"], packed["bits"], data)
