# SPDX-License-Identifier: Apache-2.0
"""Verifies passports without asking about them: signature by the published keys, revocation by the status lists."""

from __future__ import annotations

import json
import time
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from getstack._core import jws
from getstack._core.claims import passport_claims
from getstack._core.endpoint import Awaiting, Blocking, Service, endpoint
from getstack._core.flow import Flow, Wire, exchange
from getstack._core.status_list import SUSPENDED, VALID, StatusList, status_list
from getstack.auth import ApiKeyAuth
from getstack.client import AsyncHttpClient, HttpClient
from getstack.errors import NetworkError
from getstack.types import VerifiedPassportClaims

Reason = Literal["REJECTED", "REVOKED", "SUSPENDED", "NO_STATUS", "STALE"]

SKEW_SECONDS = 5.0
KEYS_DUE_SECONDS = 15.0
KEYS_TRUSTED_SECONDS = 45.0
FETCH_SECONDS = 5.0


class PassportRejected(ValueError):  # noqa: N818  (a verdict)
    """Do not accept this passport, and tell its bearer nothing of why.

    ``reason``: ``REJECTED`` (``rejection`` says in a word what is wrong with the text), ``REVOKED``, ``SUSPENDED``
    (may be good again), ``NO_STATUS`` (it names no list, so nobody can know) or ``STALE`` (keys or list are too old and
    newer ones cannot be had; try again).
    """

    def __init__(self, reason: Reason, rejection: str | None = None) -> None:
        super().__init__(reason if rejection is None else f"{reason}: {rejection}")
        self.reason = reason
        self.rejection = rejection


class Verifier(Service):
    """Keeps keys and lists in memory and fetches newer ones as needed; without them it accepts nothing."""

    _keys: jws.Keys | None = None
    _keys_at = 0.0

    def _begin(self, base_url: str, issuer: str | None) -> None:
        self._issuer = issuer or base_url.rstrip("/")
        self._lists: dict[str, StatusList] = {}

    @endpoint
    def verify(self, token: str) -> Flow[VerifiedPassportClaims]:
        """The claims of a passport that is good now; raises :class:`PassportRejected`. Its scope is yours to check."""
        keys = yield from self._fresh_keys()
        try:
            claims = passport_claims(token, keys, self._issuer, time.time(), SKEW_SECONDS)
        except jws.Rejected as wrong:
            raise PassportRejected("REJECTED", wrong.rejection) from None
        place = claims.get("status", {}).get("status_list") if isinstance(claims.get("status"), dict) else None
        if not isinstance(place, dict) or not jws.whole(place.get("idx")) or not isinstance(place.get("uri"), str):
            raise PassportRejected("NO_STATUS")
        found = (yield from self._fresh_list(place["uri"])).status(place["idx"])
        if found != VALID:
            raise PassportRejected("SUSPENDED" if found == SUSPENDED else "REVOKED")
        return cast(VerifiedPassportClaims, claims)

    def _fresh_keys(self) -> Flow[jws.Keys]:
        age = time.monotonic() - self._keys_at
        if self._keys is None or age > KEYS_DUE_SECONDS:
            fetched_at = time.monotonic()
            text = yield from self._fetched(self._client.url("/v1/.well-known/jwks.json"))
            if text is not None:
                self._keys, self._keys_at = jws.key_set(json.loads(text)), fetched_at
        if self._keys is None or time.monotonic() - self._keys_at > KEYS_TRUSTED_SECONDS:
            raise PassportRejected("STALE", "keys")
        return self._keys

    def _fresh_list(self, uri: str) -> Flow[StatusList]:
        held = self._lists.get(uri)
        if held is None or held.is_due(time.time()):
            text = yield from self._fetched(uri)
            newer = None if text is None else self._verified(text.decode("ascii", "replace"), uri)
            if newer is not None and (held is None or (newer.seq, newer.signed_at) >= (held.seq, held.signed_at)):
                held = self._lists[uri] = newer
        if held is None or not held.is_fresh(time.time(), SKEW_SECONDS):
            raise PassportRejected("STALE", "status list")
        return held

    def _verified(self, text: str, uri: str) -> StatusList | None:
        assert self._keys is not None  # noqa: S101  (keys come before lists)
        try:
            return status_list(text.strip(), self._keys, uri, time.time(), SKEW_SECONDS)
        except jws.Rejected:
            return None

    def _fetched(self, url: str) -> Flow[bytes | None]:
        try:
            answer = yield from exchange(Wire("GET", url, {"Cache-Control": "no-cache"}, None, FETCH_SECONDS))
        except NetworkError:
            return None
        return answer.content if answer.status == 200 else None


class OfflineVerifier(Verifier, Blocking):
    """A verifier for threads. ``issuer`` defaults to ``base_url``, the public address of the installation."""

    _client: HttpClient

    def __init__(self, base_url: str, issuer: str | None = None) -> None:
        super().__init__(HttpClient(base_url, ApiKeyAuth("")))
        self._begin(base_url, issuer)

    def close(self) -> None:
        """Closes its sockets."""
        self._client.close()


class AsyncOfflineVerifier(Verifier, Awaiting):
    """A verifier for an event loop."""

    _client: AsyncHttpClient

    def __init__(self, base_url: str, issuer: str | None = None) -> None:
        super().__init__(AsyncHttpClient(base_url, ApiKeyAuth("")))
        self._begin(base_url, issuer)

    async def close(self) -> None:
        """Closes its sockets."""
        await self._client.close()


def verify_passport_offline(
    token: str,
    *,
    jwks_url: str | None = None,
    public_jwk: dict[str, Any] | None = None,
    issuer: str | None = None,
    audience: str = "stack:passport",
) -> VerifiedPassportClaims:
    """Checks signature, issuer, audience and times, with the keys of an address or with one key.

    ``issuer`` defaults to the origin of ``jwks_url``. Raises ``ValueError``. Says nothing of revocation:
    :class:`OfflineVerifier` does.
    """
    if (jwks_url is None) == (public_jwk is None):
        raise ValueError("give either jwks_url or public_jwk")
    if public_jwk is not None:
        if issuer is None:
            raise ValueError("with public_jwk, say who the issuer is")
        keys: jws.Keys = {_kid_of(token): public_jwk}
        return _verified(token, keys, issuer, audience)
    parts = urlsplit(str(jwks_url))
    return _verified(token, _keys_at(str(jwks_url)), issuer or f"{parts.scheme}://{parts.netloc}", audience)


def verify_passport_header(
    header_value: str | list[str] | None,
    *,
    base_url: str = "http://127.0.0.1:8080",
    issuer: str | None = None,
    audience: str = "stack:passport",
) -> VerifiedPassportClaims:
    """Checks the passport of a request's ``X-Stack-Passport`` header with the keys of an installation."""
    token = header_value[0] if isinstance(header_value, list) and header_value else header_value
    if not isinstance(token, str) or not token:
        raise ValueError("there is no passport in the header")
    base = base_url.rstrip("/")
    return _verified(token, _keys_at(f"{base}/v1/.well-known/jwks.json"), issuer or base, audience)


_fetched_keys: dict[str, tuple[float, jws.Keys]] = {}


def _keys_at(url: str) -> jws.Keys:
    held = _fetched_keys.get(url)
    if held is not None and time.monotonic() - held[0] < KEYS_TRUSTED_SECONDS:
        return held[1]
    client = HttpClient(url, ApiKeyAuth(""))
    try:
        answer = client.run(exchange(Wire("GET", url, {}, None, FETCH_SECONDS)))
    except NetworkError as failure:
        raise ValueError(f"the keys cannot be had: {failure}") from failure
    finally:
        client.close()
    if answer.status != 200:
        raise ValueError(f"the keys cannot be had: status {answer.status}")
    _fetched_keys[url] = time.monotonic(), jws.key_set(json.loads(answer.content))
    return _fetched_keys[url][1]


def _verified(token: str, keys: jws.Keys, issuer: str, audience: str) -> VerifiedPassportClaims:
    return cast(VerifiedPassportClaims, passport_claims(token, keys, issuer, time.time(), SKEW_SECONDS, audience))


def _kid_of(token: str) -> str:
    try:
        return str(json.loads(jws._decoded(token.split(".", maxsplit=1)[0]))["kid"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise ValueError("not a passport") from wrong
