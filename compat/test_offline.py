# SPDX-License-Identifier: Apache-2.0
"""Verification without asking the server, against our key sets: contract 4.1 and 4.2."""

import getstack
import httpx
import pytest

from driver import version
from world import altered, claims, header, unsigned

drives = pytest.mark.drives


@pytest.fixture
def passport(things):
    agent = things.agent()
    return agent, things.passport(agent).token


@pytest.fixture
def verify(stack, base_url):
    """The published check of a passport header, told who issued it."""
    functions = stack.watch(getstack, "")

    def call(value, issuer):
        return functions.verify_passport_header(value, base_url=base_url, issuer=issuer)

    return call


@drives("verify_passport_header")
def test_a_header_verifies_against_our_key_set(verify, passport):
    agent, token = passport
    issuer = claims(token)["iss"]
    assert issuer, "the issuer is ours and has a name"
    for value in (token, [token]):
        verified = verify(value, issuer)
        assert verified["sub"] == agent.id and verified["stk"]["operator_id"] == agent.operator_id


@drives("verify_passport_header")
def test_a_header_from_another_issuer_fails(verify, passport):
    _, token = passport
    with pytest.raises(ValueError):
        verify(token, "somebody-else.example")


@pytest.mark.parametrize("forge", [altered, unsigned])
@drives("verify_passport_header")
def test_a_forged_header_fails(verify, passport, forge):
    _, token = passport
    with pytest.raises(ValueError):
        verify(forge(token), claims(token)["iss"])


@drives("verify_passport_offline")
def test_a_token_verifies_offline_by_address_and_by_key(stack, passport, base_url, http):
    agent, token = passport
    functions, issuer = stack.watch(getstack, ""), claims(token)["iss"]
    address = f"{base_url}/v1/.well-known/jwks.json"
    assert functions.verify_passport_offline(token, jwks_url=address, issuer=issuer)["sub"] == agent.id
    (key,) = [key for key in http.get(address).json()["keys"] if key["kid"] == header(token)["kid"]]
    assert functions.verify_passport_offline(token, public_jwk=key, issuer=issuer)["sub"] == agent.id
    for forged in (altered(token), unsigned(token)):
        with pytest.raises(ValueError):
            functions.verify_passport_offline(forged, public_jwk=key, issuer=issuer)


def test_the_key_set_is_public_and_the_same_for_any_operator(http, base_url):
    answer = httpx.get(f"{base_url}/v1/.well-known/jwks.json")
    assert answer.status_code == 200
    keys = answer.json()["keys"]
    assert keys and all((key["kty"], key["crv"], key["use"]) == ("OKP", "Ed25519", "sig") for key in keys)
    assert all(key["kid"] and key["x"] and "d" not in key for key in keys)
    for operator in ("op_any", "agt_any"):
        assert http.get(f"/v1/operators/{operator}/jwks.json").json() == answer.json()


@drives("sign_claim_envelope")
def test_a_claim_is_signed_without_the_server(stack):
    key = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
           "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}  # the published example of RFC 8037
    functions = stack.watch(getstack, "")
    signed = functions.sign_claim_envelope({"type": "note"}, private_key=key, agent_id="agt_x")
    assert signed.startswith("hF"), "an untagged array of four"


@pytest.mark.skipif("version() < (1,)", reason="the function came with 1.0.0")
@drives("create_authority_request_id")
def test_a_request_id_is_made_without_the_server(stack):
    functions = stack.watch(getstack, "")
    first, second = functions.create_authority_request_id(), functions.create_authority_request_id()
    assert first != second and 22 <= len(first) <= 256
