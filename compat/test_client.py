# SPDX-License-Identifier: Apache-2.0
"""Ways to hold a client: key, session token, foreign token, context manager."""

import getstack
import pytest

import driver
from world import refused

drives = pytest.mark.drives


@drives("close", "agents.list")
def test_a_client_can_be_closed(flavour, base_url, operator_key, reached):
    client = driver.Driver(flavour, base_url, operator_key, reached)
    assert isinstance(client.agents.list(), list)
    client.close()
    with pytest.raises(RuntimeError):
        client.agents.list()
    client.shut()


@drives("from_session")
def test_a_session_token_is_sent_as_the_bearer(stack, things, base_url, operator_key):
    agent = things.agent()
    other = stack.watch(stack.from_session(operator_key, base_url=base_url), "other")
    assert other.agents.get(agent.id) == agent
    other.close()


@drives("from_oauth")
def test_a_foreign_token_is_refused(stack, base_url):
    other = stack.watch(stack.from_oauth("client", "secret", "no-such-token", "none", base_url=base_url), "other")
    with pytest.raises(getstack.UnauthorizedError) as error:
        other.agents.list()
    assert str(error.value)
    other.close()


def test_an_unknown_key_is_refused(flavour, base_url, reached):
    stranger = driver.Driver(flavour, base_url, "sk_live_op_doesNotExist00", reached)
    with pytest.raises(getstack.UnauthorizedError) as error:
        stranger.agents.list()
    refused(error, "INVALID_API_KEY", 401)
    stranger.shut()


def test_a_trailing_slash_is_ignored_never_redirected(http):
    with_slash, without = http.get("/v1/agents/"), http.get("/v1/agents")
    assert (with_slash.status_code, without.status_code) == (200, 200)


def test_every_answer_is_json_and_no_answer_is_empty(stack, things, http):
    agent = things.agent()
    answers = [
        http.post(f"/v1/agents/{agent.id}/unblock", headers={"Content-Type": "application/json"}),
        http.get("/v1/agents", headers={"Content-Type": "application/json"}),
        http.request("DELETE", f"/v1/agents/{agent.id}", headers={"Content-Type": "application/json"}),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all(answer.json() is not None for answer in answers)
