# SPDX-License-Identifier: Apache-2.0
"""Exchanging a refresh token (RFC 6749, section 6)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from getstack._core import reading
from getstack._core.flow import Answer, Flow, Wire, exchange, pause
from getstack.errors import CredentialError, NetworkError

SECONDS = 10.0
ATTEMPTS = 4
UNKNOWN_AGE_SECONDS = 10.0**9


@dataclass(frozen=True)
class Tokens:
    """An access token, what renews it, and when it ends on this machine's clock."""

    access_token: str
    refresh_token: str
    ends: float

    @classmethod
    def of_unknown_age(cls, access_token: str, refresh_token: str) -> Tokens:
        """Tokens that came without a lifetime: used until they are refused."""
        return cls(access_token, refresh_token, time.monotonic() + UNKNOWN_AGE_SECONDS)

    def seconds_left(self) -> float:
        """Until the access token ends."""
        return self.ends - time.monotonic()


def refreshed(endpoint: str, refresh_token: str, client_id: str, client_secret: str = "") -> Flow[Tokens]:
    """New tokens for a refresh token; raises :class:`CredentialError` when it is refused.

    A lost answer is asked for again: the server lets a token that was just rotated work for a minute.
    """
    form = {"grant_type": "refresh_token", "refresh_token": refresh_token, "client_id": client_id}
    if client_secret:
        form["client_secret"] = client_secret
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    began = time.monotonic()
    answer = yield from _asked(Wire("POST", endpoint, headers, urlencode(form).encode(), SECONDS))
    if not 200 <= answer.status < 300:
        request = httpx.Request("POST", endpoint)
        raise CredentialError(reading.refusal(answer), request, httpx.Response(answer.status, request=request))
    found = reading.members(reading.value(answer), "token answer", "access_token")
    return Tokens(
        found["access_token"], found.get("refresh_token") or refresh_token, began + float(found.get("expires_in", 300))
    )


def _asked(wire: Wire) -> Flow[Answer]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            answer = yield from exchange(wire)
        except NetworkError:
            if attempt == ATTEMPTS:
                raise
        else:
            if answer.status not in (429, 503) or attempt == ATTEMPTS:
                return answer
        yield from pause(0.2 * 2**attempt)
    raise AssertionError("unreachable")
