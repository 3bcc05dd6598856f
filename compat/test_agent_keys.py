# SPDX-License-Identifier: Apache-2.0
"""The client with a key of one agent instead of the operator's: contract 2.3."""

import json
import stat

import getstack
import pytest

import driver
from driver import version
from world import INTENT, World, claims, refused

drives = pytest.mark.drives
by_key_alone = pytest.mark.skipif(
    "version() < (1, 4)", reason="older clients ask for another credential though the key is stored")


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """The client keeps the key in the home folder, and must not find that of anyone who runs this."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("STACK_AUTH_INTERACTIVE", "false")
    return tmp_path


@pytest.fixture
def agent(things):
    return things.agent()


@pytest.fixture
def keyed(flavour, base_url, operator_key, reached, agent):
    """A client in key-pair mode that has an API key for its enrolment."""
    client = driver.Driver(flavour, base_url, operator_key, reached, agent_id=agent.id)
    yield client
    client.shut()


def entries(http, agent, action):
    rows = http.get("/v1/audit/export", params={"agent_id": agent.id}).json()["rows"]
    return [row for row in rows if row["action"] == action]


@drives("passports.issue", "passports.report")
def test_the_first_call_enrols_a_key_and_every_call_is_signed_with_it(keyed, http, home, agent):
    passport = World(keyed, http).passport(agent)
    assert claims(passport.token)["sub"] == agent.id
    keyed.passports.report(passport.jti)

    kept = home / ".stack" / "agents" / f"{agent.id}.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads(kept.read_text())["agent_id"] == agent.id
    (enrolled,) = entries(http, agent, "agent.enroll")
    assert enrolled["metadata"]["credential"] == "api_key"
    (issued,) = entries(http, agent, "passport.issue")
    assert (issued["actor"], issued["metadata"]["credential"]) == (agent.id, "agent_key")
    (key,) = http.get(f"/v1/agents/{agent.id}/keys").json()
    assert key["public_key"]["x"] == json.loads(kept.read_text())["publicKey"]["x"]


@by_key_alone
@drives("passports.issue")
def test_afterwards_the_key_alone_is_enough(keyed, flavour, base_url, reached, http, agent):
    World(keyed, http).passport(agent)
    alone = driver.Driver(flavour, base_url, None, reached, agent_id=agent.id)
    try:
        passport = World(alone, http).passport(agent)
        assert claims(passport.token)["sub"] == agent.id
    finally:
        alone.shut()
    assert len(entries(http, agent, "agent.enroll")) == 1


@pytest.mark.skipif("version() < (3,)", reason="missions are started from 3.0.0 on")
@drives("passports.mission")
def test_a_whole_mission_runs_on_the_key(keyed, http, agent):
    with keyed.passports.mission(agent.id, INTENT, []) as mission:
        assert mission.token
    (checkout,) = entries(http, agent, "passport.checkout")
    assert checkout["metadata"]["credential"] == "agent_key"


@drives("passports.issue")
def test_the_key_is_good_for_its_own_agent_only(keyed, things):
    other = things.agent()
    options = {"mission_ids": [things.mission(other)["mission_id"]]} if version() >= (3,) else {}
    with pytest.raises(getstack.ForbiddenError) as error:
        keyed.passports.issue(other.id, intent="Not mine", services=[], **options)
    refused(error, "FORBIDDEN", 403)


@drives("agents.list")
def test_what_is_for_people_is_closed_to_it(keyed):
    with pytest.raises(getstack.ForbiddenError) as error:
        keyed.agents.list()
    refused(error, "FORBIDDEN", 403)


@drives("passports.issue")
def test_an_ended_key_proves_nothing(keyed, http, agent):
    World(keyed, http).passport(agent)
    (key,) = http.get(f"/v1/agents/{agent.id}/keys").json()
    assert http.delete(f"/v1/agents/{agent.id}/keys/{key['key_thumbprint']}").status_code == 200
    with pytest.raises(getstack.UnauthorizedError) as error:
        World(keyed, http).passport(agent)
    refused(error, "UNAUTHORIZED", 401)
