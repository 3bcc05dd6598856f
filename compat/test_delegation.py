# SPDX-License-Identifier: Apache-2.0
"""Passing a passport on, and what one revocation takes along: contract 3.2.3, 4.5 and 9."""

import getstack
import pytest

from driver import version
from world import claims, refused

drives = pytest.mark.drives


@pytest.fixture
def family(stack, things):
    """A parent that carries a service, and its child."""
    agent = things.agent()
    connection = things.granted(agent, ["read"])
    parent = things.passport(agent, [connection["provider"]])
    child = stack.passports.delegate(parent.token, things.agent().id)
    return agent, parent, child


@drives("passports.delegate")
def test_a_child_carries_its_parent_s_authority(stack, things, family):
    agent, parent, child = family
    assert child.jti.startswith("pp_") and child.accountability == "enforced"
    ours, theirs = claims(child.token)["stk"], claims(parent.token)["stk"]
    assert ours["delegation_depth"] == 1 and ours["parent_passport_id"] == parent.jti
    assert ours["services"] == theirs["services"] and ours["session_id"] == theirs["session_id"]
    assert [hop["jti"] for hop in ours["delegation_chain"]] == [parent.jti]
    assert claims(child.token)["exp"] <= claims(parent.token)["exp"]
    assert things.verdict(child.token)["valid"] is True


@drives("passports.delegate")
def test_service_names_choose_what_is_passed_on(stack, things):
    agent = things.agent()
    kept, left = things.granted(agent), things.granted(agent)
    parent = things.passport(agent, [kept["provider"], left["provider"]])
    child = stack.passports.delegate(parent.token, things.agent().id, scopes=[kept["provider"]], ttl_seconds=120)
    assert [service["service_name"] for service in claims(child.token)["stk"]["services"]] == [kept["provider"]]


@pytest.mark.skipif("version() < (1, 4)", reason="older clients take names only")
@drives("passports.delegate")
def test_more_than_the_parent_has_is_refused(stack, things, family):
    agent, parent, _ = family
    connection = claims(parent.token)["stk"]["services"][0]["connection_id"]
    with pytest.raises(getstack.StackError) as error:
        stack.passports.delegate(
            parent.token, things.agent().id,
            scopes=[{"service_connection_id": connection, "scopes": ["read", "write"]}],
        )
    refused(error, "SCOPE_ESCALATION", 400)


@drives("passports.delegate")
def test_four_hops_and_no_more(stack, things):
    passport = things.passport(things.agent())
    for depth in (1, 2, 3, 4):
        passport = stack.passports.delegate(passport.token, things.agent().id)
        assert claims(passport.token)["stk"]["delegation_depth"] == depth
    with pytest.raises(getstack.StackError) as error:
        stack.passports.delegate(passport.token, things.agent().id)
    refused(error, "DELEGATION_DEPTH_EXCEEDED", 400)


@drives("passports.delegate")
def test_a_weaker_mode_is_refused(stack, things):
    parent = things.passport(things.agent())
    with pytest.raises(getstack.StackError) as error:
        stack.passports.delegate(parent.token, things.agent("standard").id)
    refused(error, "DELEGATION_ACCOUNTABILITY_VIOLATION", 400)


@drives("passports.revoke")
def test_revoking_the_parent_takes_the_child_along(stack, things, family):
    _, parent, child = family
    assert stack.passports.revoke(parent.jti, "off script")["cascaded"] == [child.jti]
    assert things.verdict(child.token)["reason"] == "REVOKED"


@drives("passports.revoke_agent")
def test_revoking_the_agent_takes_along_what_it_passed_on(stack, things, family):
    agent, _, child = family
    ended = stack.passports.revoke_agent(agent.id)
    assert (ended["revoked_count"], ended["cascaded_count"]) == (1, 1)
    assert things.verdict(child.token)["valid"] is False


@drives("passports.revoke_session")
def test_a_session_ends_with_all_its_children(stack, things, family):
    _, parent, child = family
    assert stack.passports.revoke_session(claims(child.token)["stk"]["session_id"])["revoked_count"] == 2
    assert [things.verdict(each.token)["valid"] for each in (parent, child)] == [False, False]


@drives("services.revoke_agent_access")
def test_withdrawing_access_ends_what_was_borrowed_from_it(stack, things, family):
    agent, parent, child = family
    assert stack.services.revoke_agent_access(agent.id)["passports_revoked"] == 2
    assert [things.verdict(each.token)["valid"] for each in (parent, child)] == [False, False]
