# SPDX-License-Identifier: Apache-2.0
"""Agents: contract 3.1."""

import getstack
import pytest

from driver import eventually
from world import moment, refused, unique

drives = pytest.mark.drives


@drives("agents.register")
def test_a_new_agent_has_the_safe_defaults(stack, things):
    name = unique("agent")
    agent = stack.agents.register(name)
    things.keep(agent=agent)
    assert agent.id.startswith("agt_") and agent.operator_id.startswith("op_")
    assert (agent.name, agent.status, agent.description) == (name, "active", None)
    assert agent.accountability_mode == "enforced"
    assert (agent.on_warning, agent.on_critical) == ("notify", "notify")
    assert (agent.credential_access, agent.key_mode) == ("proxy_only", "stack_managed")
    assert (agent.llm_inject_system_prompt, agent.llm_redact_pii) == (True, True)
    assert agent.passport_blocked is False
    assert (agent.passport_blocked_reason, agent.passport_blocked_at) == (None, None)
    assert moment(agent.created_at) <= moment(agent.updated_at)


@drives("agents.register")
def test_register_keeps_what_the_caller_chose(stack, things):
    agent = things.agent(
        "logged",
        description="Writes the weekly report",
        credential_access="direct",
        key_mode="customer_managed",
        on_warning="block",
        on_critical="block",
        llm_inject_system_prompt=False,
        llm_redact_pii=False,
    )
    assert agent.description == "Writes the weekly report"
    assert (agent.accountability_mode, agent.credential_access) == ("logged", "direct")
    assert agent.key_mode == "customer_managed"
    assert (agent.on_warning, agent.on_critical) == ("block", "block")
    assert (agent.llm_inject_system_prompt, agent.llm_redact_pii) == (False, False)


@drives("agents.register")
def test_a_profile_sets_several_members_and_an_explicit_one_wins(things):
    plain = things.agent(profile="proxied-llm-bot")
    assert (plain.credential_access, plain.accountability_mode) == ("proxy_only", "logged")
    assert plain.key_mode == "stack_managed"
    mixed = things.agent("enforced", profile="proxied-llm-bot")
    assert (mixed.credential_access, mixed.accountability_mode) == ("proxy_only", "enforced")


@drives("agents.register")
def test_an_unknown_profile_is_refused(stack):
    with pytest.raises(getstack.StackError) as error:
        stack.agents.register(unique("agent"), profile="no-such-profile")
    refused(error, "INVALID_REQUEST", 400)


@drives("agents.register")
def test_a_name_can_be_used_once(stack, things):
    agent = things.agent()
    with pytest.raises(getstack.StackError) as error:
        stack.agents.register(agent.name)
    refused(error, "CONFLICT", 409)


@drives("agents.get")
def test_get_answers_what_register_answered(stack, things):
    agent = things.agent("logged", description="one")
    assert stack.agents.get(agent.id) == agent


@drives("agents.get")
def test_an_unknown_agent_is_not_found(stack):
    with pytest.raises(getstack.NotFoundError) as error:
        stack.agents.get("agt_doesNotExist00")
    refused(error, "NOT_FOUND", 404)


@drives("agents.list")
def test_list_holds_the_agents(stack, things):
    agents = {things.agent().id, things.agent().id}
    eventually(lambda: agents <= {agent.id for agent in stack.agents.list()}, "both agents in the list")


@drives("agents.update")
def test_update_changes_what_is_given_and_null_clears(stack, things):
    agent = things.agent(description="before")
    changed = stack.agents.update(agent.id, accountability_mode="standard", on_critical="block")
    assert (changed.accountability_mode, changed.on_critical) == ("standard", "block")
    assert changed.description == "before", "absent means untouched"
    assert moment(changed.updated_at) >= moment(agent.updated_at)
    assert stack.agents.update(agent.id, description=None).description is None
    assert stack.agents.get(agent.id).accountability_mode == "standard"


@drives("agents.update")
def test_an_unknown_mode_is_refused(stack, things):
    agent = things.agent()
    with pytest.raises(getstack.StackError) as error:
        stack.agents.update(agent.id, accountability_mode="lenient")
    refused(error, "INVALID_REQUEST", 400)


@drives("agents.suspend", "agents.activate")
def test_a_suspended_agent_gets_no_passport_until_it_is_activated(stack, things):
    agent = things.agent()
    live = things.passport(agent)
    assert stack.agents.suspend(agent.id).status == "suspended"
    assert things.verdict(live.token)["valid"] is False, "suspending revokes live passports"
    with pytest.raises(getstack.ForbiddenError) as error:
        things.passport(agent)
    assert str(error.value)
    assert stack.agents.activate(agent.id).status == "active"
    assert things.verdict(things.passport(agent).token)["valid"] is True


@drives("agents.delete")
def test_a_deleted_agent_is_gone_with_its_passports_and_frees_its_name(stack, things):
    agent = things.agent()
    live = things.passport(agent)
    stack.agents.delete(agent.id)
    assert things.verdict(live.token)["valid"] is False
    eventually(lambda: agent.id not in {each.id for each in stack.agents.list()}, "the agent left the list")
    with pytest.raises(getstack.StackError) as error:
        things.passport(agent)
    assert str(error.value)
    again = stack.agents.register(agent.name)
    things.keep(agent=again)
    assert again.id != agent.id


@drives("agents.unblock", "reviews.decide")
def test_unblock_lets_a_blocked_agent_have_passports_again(stack, things):
    agent = things.agent()
    connection = things.granted(agent)
    checkout = stack.passports.checkout(things.passport(agent).jti, [connection["provider"]], 1)
    stack.reviews.decide(checkout.checkout_id, "blocked")
    blocked = stack.agents.get(agent.id)
    assert blocked.passport_blocked is True and moment(blocked.passport_blocked_at)
    with pytest.raises(getstack.ForbiddenError) as error:
        things.passport(agent)
    refused(error, "PASSPORT_BLOCKED", 403)
    stack.agents.unblock(agent.id)
    freed = stack.agents.get(agent.id)
    assert (freed.passport_blocked, freed.passport_blocked_at) == (False, None)
    assert things.passport(agent).jti.startswith("pp_")
