# SPDX-License-Identifier: Apache-2.0
"""Services, connections and grants: contract 3.5."""

import json

import getstack
import pytest

from driver import eventually, version
from world import claims, moment, refused, unique

drives = pytest.mark.drives
SECRET = "s3cret-" + "x" * 20


@drives("services.list_available")
def test_the_catalogue_is_an_array_of_services(stack):
    catalogue = {entry["provider"]: entry for entry in stack.services.list_available()}
    assert {"slack", "github", "notion", "gmail", "stripe", "openai"} <= set(catalogue)
    github = catalogue["github"]
    assert github["id"] and github["name"] and "description" in github and github["available"] is True


@drives("services.list_templates")
def test_the_templates_are_an_array_of_objects(stack):
    templates = stack.services.list_templates()
    assert templates and all(isinstance(template, dict) for template in templates)


@pytest.mark.alone
@drives("services.connect")
def test_a_catalogue_service_is_connected_with_a_token(stack, things):
    connection = _connect(stack, "github", ["repo"])
    things.keep(connection=connection)
    assert connection["id"].startswith("scon_")
    assert (connection["provider"], connection["status"], connection["scopes"]) == ("github", "active", ["repo"])
    assert moment(connection["connected_at"]) == moment(connection["created_at"])
    assert SECRET not in json.dumps(connection)


@pytest.mark.alone
@drives("services.connect")
def test_missing_scopes_mean_the_catalogue_s_and_an_empty_list_is_refused(stack, things):
    if version() < (4,):
        connection = stack.services.connect("github", "github", SECRET)
        things.keep(connection=connection)
        assert connection["status"] == "active" and connection["scopes"]
    with pytest.raises(getstack.StackError) as error:
        _connect(stack, "github", [])
    refused(error, "INVALID_REQUEST", 400)


@drives("services.connect")
def test_a_service_outside_the_catalogue_is_refused(stack):
    with pytest.raises(getstack.StackError) as error:
        _connect(stack, "no-such-service", ["read"])
    assert str(error.value)


@pytest.mark.skipif("version() >= (4,)", reason="4.0.0 sends no provider")
@drives("services.connect")
def test_a_provider_that_disagrees_with_the_service_is_refused(stack):
    with pytest.raises(getstack.StackError) as error:
        stack.services.connect("github", "slack", SECRET, ["repo"])
    refused(error, "INVALID_REQUEST", 400)


@drives("services.connect_custom")
def test_a_custom_service_takes_one_credential(stack, things):
    name = unique("Shop API")
    connection = stack.services.connect_custom(name, SECRET, description="Orders", scopes=["read"])
    things.keep(connection=connection)
    assert connection["provider"] == "custom_" + name.lower().replace(" ", "-")
    assert (connection["status"], connection["scopes"]) == ("active", ["read"])
    assert SECRET not in json.dumps(connection)


@drives("services.connect_custom")
def test_a_custom_service_takes_a_map_and_without_scopes_holds_every_scope(stack, things):
    connection = stack.services.connect_custom(unique("db"), {"user": "reporter", "password": SECRET})
    things.keep(connection=connection)
    assert connection["scopes"] == ["*"]
    assert SECRET not in json.dumps(connection)
    agent = things.agent()
    assert stack.services.grant_agent_access(agent.id, connection["id"], ["anything"])["scopes"] == ["anything"]


@drives("services.connect_custom")
def test_a_custom_name_can_be_used_once(stack, things):
    name = unique("svc")
    things.keep(connection=stack.services.connect_custom(name, SECRET))
    with pytest.raises(getstack.StackError) as error:
        stack.services.connect_custom(name.upper(), SECRET)
    refused(error, "CONFLICT", 409)


@drives("services.list")
def test_list_holds_the_connections_without_secrets(stack, things):
    connection = things.connection()
    listed = eventually(lambda: _listed(stack, connection), "the connection in the list")
    assert {key: listed[key] for key in ("id", "provider", "scopes", "status")} == {
        key: connection[key] for key in ("id", "provider", "scopes", "status")
    }
    assert "s3cret-value" not in json.dumps(stack.services.list())


@drives("services.verify")
def test_a_test_that_says_nothing_leaves_the_connection_as_it_is(stack, things):
    connection = things.connection()
    tested = stack.services.verify(connection["id"])
    assert (tested["id"], tested["status"], tested["verified"]) == (connection["id"], "active", False)
    assert any("Not verified" in warning for warning in tested["warnings"])


@drives("services.verify")
def test_a_test_of_no_connection_is_refused(stack):
    with pytest.raises(getstack.StackError) as error:
        stack.services.verify("scon_none")
    refused(error, "NOT_FOUND", 404)


@drives("services.disconnect")
def test_disconnect_ends_the_connection_and_the_passports_that_reach_it(stack, things):
    agent = things.agent()
    connection = things.granted(agent)
    passport = things.passport(agent, [connection["provider"]])
    assert stack.services.disconnect(connection["id"])["status"] == "disconnected"
    assert things.verdict(passport.token)["valid"] is False
    eventually(
        lambda: (_listed(stack, connection) or {}).get("status") != "active", "the connection is active no more"
    )
    with pytest.raises(getstack.StackError) as error:
        stack.services.grant_agent_access(agent.id, connection["id"], ["read"])
    assert str(error.value)


@drives("services.grant_agent_access", "services.get_agent_permissions")
def test_a_grant_is_shown_and_reaches_the_passport(stack, things):
    agent, connection = things.agent(), things.connection(["read", "write"])
    grant = stack.services.grant_agent_access(agent.id, connection["id"], ["read"])
    assert (grant["agent_id"], grant["service_connection_id"]) == (agent.id, connection["id"])
    assert (grant["provider"], grant["scopes"]) == (connection["provider"], ["read"])
    shown = stack.services.get_agent_permissions(agent.id)
    assert shown["agent_id"] == agent.id
    assert [(each["service_connection_id"], each["scopes"]) for each in shown["permissions"]] == [
        (connection["id"], ["read"])
    ]
    (service,) = claims(things.passport(agent).token)["stk"]["services"]
    assert (service["connection_id"], service["service_id"]) == (connection["id"], connection["id"])
    assert (service["service_name"], service["scopes"]) == (connection["provider"], ["read"])


@drives("services.grant_agent_access")
def test_granting_again_replaces_the_grant(stack, things):
    agent, connection = things.agent(), things.connection(["read", "write"])
    stack.services.grant_agent_access(agent.id, connection["id"], ["read", "write"])
    stack.services.grant_agent_access(agent.id, connection["id"], ["write"])
    (grant,) = stack.services.get_agent_permissions(agent.id)["permissions"]
    assert grant["scopes"] == ["write"]


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "admin"]], ids=["none", "other", "one too many"])
@drives("services.grant_agent_access")
def test_a_grant_stays_inside_the_connection(stack, things, scopes):
    agent, connection = things.agent(), things.connection(["read", "write"])
    with pytest.raises(getstack.StackError) as error:
        stack.services.grant_agent_access(agent.id, connection["id"], scopes)
    refused(error, "INVALID_REQUEST", 400)
    assert stack.services.get_agent_permissions(agent.id)["permissions"] == []


@drives("services.grant_agent_access")
def test_an_unknown_connection_cannot_be_granted(stack, things):
    with pytest.raises(getstack.NotFoundError) as error:
        stack.services.grant_agent_access(things.agent().id, "scon_doesNotExist00", ["read"])
    refused(error, "NOT_FOUND", 404)


@drives("services.revoke_agent_access", "services.get_agent_permissions")
def test_withdrawing_access_removes_all_grants_and_kills_the_passports(stack, things):
    agent = things.agent()
    things.granted(agent), things.granted(agent)
    passport = things.passport(agent)
    withdrawn = stack.services.revoke_agent_access(agent.id)
    assert withdrawn["agent_id"] == agent.id
    assert (withdrawn["grants_removed"], withdrawn["passports_revoked"]) == (2, 1)
    assert things.verdict(passport.token)["valid"] is False
    assert stack.services.get_agent_permissions(agent.id)["permissions"] == []
    assert claims(things.passport(agent).token)["stk"]["services"] == []


def _connect(stack, provider, scopes):
    if version() >= (4,):
        return stack.services.connect(provider, SECRET, scopes)
    return stack.services.connect(provider, provider, SECRET, scopes)


def _listed(stack, connection):
    return next((each for each in stack.services.list() if each["id"] == connection["id"]), None)
