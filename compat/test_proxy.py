# SPDX-License-Identifier: Apache-2.0
"""Calls through the proxy: contract 6, against a real HTTPS service on this machine."""

import json

import getstack
import pytest

from driver import ours, version
from upstream import Upstream
from world import refused, unique

drives = pytest.mark.drives
SECRET = "s3cret-" + "z" * 24


@pytest.fixture(scope="module")
def upstream():
    server = Upstream()
    yield server
    server.close()


@pytest.fixture
def call(stack, things, http, upstream):
    """A connection to the upstream, a passport that declares it, and the proxy bound to both."""
    made = stack.services.connect_custom(unique("proxy"), SECRET, scopes=["read"])
    things.keep(connection=made)
    configured = http.patch(f"/v1/services/{made['id']}", json={
        "allowed_hosts": [upstream.host],
        "injection": {"style": "bearer"},
        "tls_ca_pem": upstream.pem.decode(),
        "allow_private_network": True,
    })
    assert configured.status_code == 200, configured.text
    agent = things.agent("logged")
    stack.services.grant_agent_access(agent.id, made["id"], ["read"])
    passport = things.passport(agent, [made["provider"]])

    def bound(method, path="/echo", **options):
        return getattr(stack.proxy, method)(made["provider"], upstream.url(path), passport_token=passport.token, **options)

    bound.agent, bound.provider, bound.token = agent, made["provider"], passport.token
    return bound


@drives("proxy.get", "proxy.post", "proxy.put", "proxy.patch", "proxy.delete")
def test_every_verb_goes_through_and_the_credential_appears_only_there(call, upstream):
    for method in ("get", "post", "put", "patch", "delete"):
        options = {"body": {"n": 1}} if method in ("post", "put", "patch") else {}
        answer = call(method, **options)
        assert answer.status == 200
        assert answer.body["method"] == method.upper()
        _, _, headers, body = upstream.received[-1]
        assert headers["authorization"] == f"Bearer {SECRET}"
        assert SECRET not in json.dumps(answer.body) + json.dumps(dict(answer.headers))
        if options:
            assert json.loads(body) == {"n": 1}


@drives("proxy.request")
def test_status_query_and_headers_travel(stack, call, upstream):
    answer = stack.proxy.request(
        call.provider, upstream.url("/teapot"), method="GET", passport_token=call.token,
        headers={"X-Note": "hello"}, query={"page": "2"})
    assert answer.status == 200 and answer.body["path"] == "/teapot?page=2"
    assert upstream.received[-1][2]["x-note"] == "hello"
    assert call("get", "/teapot").status == 418


@pytest.mark.parametrize(("body", "sent"), [(0, b"0"), ("", b""), (False, b"false"), ("as it is", b"as it is")])
@drives("proxy.post")
def test_bodies_that_are_nothing_much_are_sent(call, upstream, body, sent):
    call("post", body=body)
    assert upstream.received[-1][3] == sent


@drives("proxy.request")
def test_without_a_passport_it_is_refused(stack, call, upstream):
    with pytest.raises(getstack.StackError) as error:
        stack.proxy.request(call.provider, upstream.url("/echo"), method="GET")
    refused(error, "UNAUTHORIZED", 401)


@drives("proxy.get")
def test_a_host_of_nobody_is_refused(stack, call):
    with pytest.raises(getstack.StackError) as error:
        stack.proxy.get(call.provider, "https://example.com/", passport_token=call.token)
    refused(error, "FORBIDDEN", 403)


@pytest.mark.skipif("version() < (1, 3)", reason="operations came with 1.3")
@drives("proxy.get_operation")
def test_a_call_is_found_by_its_name_and_happens_once(stack, call, upstream):
    name = getstack.create_authority_request_id()
    before = len(upstream.received)
    first = call("post", body={"n": 1}, authority_request_id=name)
    second = call("post", body={"n": 1}, authority_request_id=name)
    assert first.body == second.body and len(upstream.received) == before + 1
    operation = stack.proxy.get_operation(name, passport_token=call.token, include_response=True)
    assert operation["operation_id"] == name
    assert (operation["delivery_state"], operation["accounting_state"]) == ("response_received", "committed")
    assert operation["replay_state"] == "available" and operation["response"]["status"] == 200


@pytest.mark.skipif("not ours()", reason="raises in the published client")
@drives("Mission.proxy")
def test_a_mission_just_calls(stack, things, call, upstream):
    with stack.passports.mission(call.agent.id, "Call the echo", [call.provider]) as entered:
        answer = stack.watch(entered, "Mission").proxy(call.provider, upstream.url("/echo"), "POST", body={"n": 1})
    assert answer.ok() and answer.body["method"] == "POST" and answer.operation_id
    assert entered.result.review_status == "clean"
    assert upstream.received[-1][2]["authorization"] == f"Bearer {SECRET}"


@drives("proxy.usage")
def test_usage_counts_calls(stack, call):
    before = stack.proxy.usage()["used"]
    call("get")
    usage = stack.proxy.usage()
    assert usage["used"] > before  # the other runs call as well
    assert usage["limit"] is None and usage["remaining"] is None and usage["tier"] and usage["period"]
