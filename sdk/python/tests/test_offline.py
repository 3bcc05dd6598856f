# SPDX-License-Identifier: Apache-2.0
"""Passports are verified without asking about them; what cannot be known is refused."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from getstack import (
    AsyncOfflineVerifier,
    OfflineVerifier,
    Passport,
    PassportRejected,
    Stack,
    verify_passport_header,
    verify_passport_offline,
)
from getstack._core.claims import passport_claims
from getstack._core.jws import Rejected, key_set
from getstack._core.status_list import status_list
from relay import Relay
from scene import Scene, eventually
from serving import Server

VECTORS = Path(__file__).resolve().parents[3] / "shared-events" / "src" / "main" / "resources" / "vectors"
PASSPORTS = json.loads((VECTORS / "passport.json").read_text("utf-8"))
STATUSES = json.loads((VECTORS / "status.json").read_text("utf-8"))


@pytest.fixture
def passport(stack: Stack, scene: Scene) -> Passport:
    return stack.passports.issue(scene.agent().id, "Be shown to others", [])


@pytest.fixture
def verifier(server: Server) -> Iterator[OfflineVerifier]:
    made = OfflineVerifier(server.address)
    yield made
    made.close()


@pytest.mark.parametrize("vector", PASSPORTS["vectors"], ids=lambda vector: vector["name"])
def test_passport_vectors(vector: dict[str, Any]) -> None:
    found = "verified"
    try:
        passport_claims(
            vector["token"], key_set(PASSPORTS["jwks"]), PASSPORTS["issuer"], PASSPORTS["now"], PASSPORTS["skew"]
        )
    except Rejected as rejected:
        found = rejected.rejection
    assert found == vector["result"]


@pytest.mark.parametrize(
    "vector", [each for each in STATUSES["vectors"] if each["kind"] == "list"], ids=lambda vector: vector["name"]
)
def test_status_list_vectors(vector: dict[str, Any]) -> None:
    keys, now = key_set(STATUSES["jwks"]), STATUSES["now"]
    try:
        found = status_list(vector["text"], keys, STATUSES["uri"], now, STATUSES["skew"])
    except Rejected as rejected:
        assert rejected.rejection == vector["result"]
        return
    assert vector["result"] == "verified"
    assert {place: found.status(int(place)) for place in vector["statuses"]} == vector["statuses"]


def test_a_good_passport_is_accepted_and_a_revoked_one_soon_is_not(
    stack: Stack, verifier: OfflineVerifier, passport: Passport
) -> None:
    assert verifier.verify(passport.token)["jti"] == passport.jti
    stack.passports.revoke(passport.jti)

    def refused() -> bool:
        try:
            verifier.verify(passport.token)
        except PassportRejected as rejected:
            assert rejected.reason == "REVOKED"
            return True
        return False

    eventually(refused, "the revocation", 10)


def test_the_same_on_an_event_loop(server: Server, passport: Passport) -> None:
    async def work() -> str:
        verifier = AsyncOfflineVerifier(server.address)
        try:
            return (await verifier.verify(passport.token))["jti"]
        finally:
            await verifier.close()

    assert asyncio.run(work()) == passport.jti


def test_forged_and_foreign_texts_are_rejected(server: Server, verifier: OfflineVerifier, passport: Passport) -> None:
    head, body, signature = passport.token.split(".")
    flipped = ("A" if signature[10] != "A" else "B").join([signature[:10], signature[11:]])
    for wrong in (f"{head}.{body}.{flipped}", f"{head}.{body}.", "", "a.b.c", passport.token + "x"):
        with pytest.raises(PassportRejected) as rejected:
            verifier.verify(wrong)
        assert rejected.value.reason == "REJECTED"
    other = OfflineVerifier(server.address, issuer="https://stack.example.com")
    with pytest.raises(PassportRejected, match="iss"):
        other.verify(passport.token)
    other.close()


def test_cut_off_it_accepts_nothing_for_long(
    server: Server, passport: Passport, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay = Relay(server.address)
    verifier = OfflineVerifier(relay.address, issuer=server.address)
    real = time.time
    assert verifier.verify(passport.token)
    relay.cut()
    held = dict(verifier._lists)
    monkeypatch.setattr("getstack.offline.FETCH_SECONDS", 0.0001)  # the list's own address is the server's
    assert verifier.verify(passport.token), "what was fetched a moment ago still holds"
    monkeypatch.setattr(time, "time", lambda: real() + 25)
    with pytest.raises(PassportRejected) as rejected:
        verifier.verify(passport.token)
    assert rejected.value.reason == "STALE"
    assert held
    verifier.close()


def test_without_any_keys_nothing_is_accepted(passport: Passport) -> None:
    verifier = OfflineVerifier("http://127.0.0.1:9")
    with pytest.raises(PassportRejected) as rejected:
        verifier.verify(passport.token)
    assert rejected.value.reason == "STALE"
    verifier.close()


def test_by_address_by_key_and_from_a_header(server: Server, passport: Passport) -> None:
    address = f"{server.address}/v1/.well-known/jwks.json"
    (key, *_) = httpx.get(address).json()["keys"]
    assert verify_passport_offline(passport.token, jwks_url=address)["jti"] == passport.jti
    assert verify_passport_offline(passport.token, public_jwk=key, issuer=server.address)["jti"] == passport.jti
    assert verify_passport_header([passport.token], base_url=server.address)["jti"] == passport.jti
    with pytest.raises(ValueError, match="iss"):
        verify_passport_header(passport.token, base_url=server.address, issuer="https://else.example.com")
    with pytest.raises(ValueError, match="header"):
        verify_passport_header(None, base_url=server.address)
