# SPDX-License-Identifier: Apache-2.0
"""Passports, one call at a time: contract 3.2, 4, 9 and 12."""

import getstack
import pytest

from driver import eventually, version
from world import INTENT, altered, claims, header, moment, refused, seconds_left, unsigned

drives = pytest.mark.drives


@drives("passports.issue")
def test_a_passport_carries_agent_mission_intent_and_scope(things):
    agent = things.agent()
    connection = things.granted(agent, ["read"])
    passport = things.passport(agent, [connection["provider"]])
    assert passport.jti.startswith("pp_") and passport.accountability == "enforced"
    assert 290 < seconds_left(passport.expires_at) <= 300, "an enforced passport lives one interval"
    assert header(passport.token)["alg"] == "EdDSA" and header(passport.token)["kid"]
    token = claims(passport.token)
    assert (token["jti"], token["sub"], token["aud"]) == (passport.jti, agent.id, "stack:passport")
    assert all(type(token[name]) is int for name in ("exp", "iat", "nbf"))
    assert token["exp"] == int(moment(passport.expires_at).timestamp())
    stk = token["stk"]
    assert (stk["agent_id"], stk["operator_id"], stk["agent_name"]) == (agent.id, agent.operator_id, agent.name)
    assert stk["accountability"] == "enforced" and stk["checkpoint_interval"] == 300
    assert (stk["intent_summary"], stk["intent_services"]) == (INTENT, [connection["provider"]])
    assert stk["delegation_depth"] == 0 and stk["session_id"].startswith("ses_")
    (mission,) = stk["mission_ids"]
    assert mission.startswith("ms_")
    assert [service["service_name"] for service in stk["services"]] == [connection["provider"]]


@drives("passports.issue")
def test_the_interval_is_the_leash_of_an_enforced_passport(things):
    passport = things.passport(things.agent(), checkpoint_interval="2m", ttl_seconds=900)
    assert 110 < seconds_left(passport.expires_at) <= 120


@drives("passports.issue")
def test_the_time_to_live_holds_in_the_other_modes(things):
    assert 230 < seconds_left(things.passport(things.agent("logged"), ttl_seconds=240).expires_at) <= 240
    assert 890 < seconds_left(things.passport(things.agent("standard")).expires_at) <= 900


@pytest.mark.skipif("version() >= (3,)", reason="from 3.0.0 the mission always brings an intent")
@pytest.mark.parametrize("mode", ["enforced", "logged"])
@drives("passports.issue")
def test_a_passport_needs_an_intent(stack, things, mode):
    agent = things.agent(mode)
    with pytest.raises(getstack.StackError) as error:
        stack.passports.issue(agent.id)
    refused(error, "ACCOUNTABILITY_REQUIRED", 400)


@pytest.mark.skipif("version() < (2,)", reason="0.19.1 names no mission")
@drives("passports.issue")
def test_the_mission_s_intent_is_enough(stack, things):
    agent = things.agent()
    mission = things.mission(agent)["mission_id"]
    passport = stack.passports.issue(agent.id, mission_ids=[mission])
    assert claims(passport.token)["stk"]["intent_summary"] == INTENT
    assert claims(passport.token)["stk"]["mission_ids"] == [mission]


@drives("passports.issue")
def test_a_standard_agent_needs_no_intent(stack, things):
    agent = things.agent("standard")
    named = {"mission_ids": [things.mission(agent)["mission_id"]]} if version() >= (3,) else {}
    assert stack.passports.issue(agent.id, **named).accountability == "standard"


@pytest.mark.parametrize("seconds", [59, 3601])
@drives("passports.issue")
def test_a_time_to_live_out_of_range_is_refused(things, seconds):
    with pytest.raises(getstack.StackError) as error:
        things.passport(things.agent(), ttl_seconds=seconds)
    refused(error, "INVALID_REQUEST", 400)


@drives("passports.issue")
def test_scopes_narrow_the_grant_and_never_widen_it(things):
    agent = things.agent()
    connection = things.connection(["read", "write"])
    things.granted(agent)
    things.stack.services.grant_agent_access(agent.id, connection["id"], ["read"])
    scope = {"service_connection_id": connection["id"], "scopes": ["read"]}
    (service,) = claims(things.passport(agent, scopes=[scope]).token)["stk"]["services"]
    assert (service["connection_id"], service["scopes"]) == (connection["id"], ["read"])
    with pytest.raises(getstack.StackError) as error:
        things.passport(agent, scopes=[{**scope, "scopes": ["read", "write"]}])
    refused(error, "SCOPE_ESCALATION", 400)


@pytest.mark.skipif("version() < (1,)", reason="the argument came with 1.0.0")
@drives("passports.issue")
def test_authority_bindings_are_not_part_of_this_server(things):
    with pytest.raises(getstack.NotFoundError) as error:
        things.passport(things.agent(), authority_binding_ids=["ab_none"])
    refused(error, "NOT_FOUND", 404)


@drives("passports.checkpoint")
def test_a_checkpoint_moves_the_expiry_of_an_enforced_passport(stack, things):
    agent = things.agent()
    shop = things.granted(agent)["provider"]
    passport = things.passport(agent, [shop], ttl_seconds=120)
    checkpoint = stack.passports.checkpoint(
        passport.jti, [shop], 1, tool_calls=[{"service": shop, "method": "GET"}], summary="s" * 1500
    )
    assert checkpoint.passport_jti == passport.jti and checkpoint.checkpoint_id
    assert 110 < seconds_left(passport.expires_at) <= 120
    assert 290 < seconds_left(checkpoint.new_expires_at) <= 300
    assert not checkpoint.flags
    assert moment(things.verdict(passport.token)["expires_at"]) == moment(checkpoint.new_expires_at)


@drives("passports.checkpoint")
def test_a_checkpoint_moves_nothing_in_logged_mode(stack, things):
    passport = things.passport(things.agent("logged"))
    assert stack.passports.checkpoint(passport.jti, [], 0).new_expires_at is None
    assert moment(things.verdict(passport.token)["expires_at"]) == moment(passport.expires_at)


@drives("passports.checkpoint")
def test_a_standard_passport_has_no_checkpoints(stack, things):
    passport = things.passport(things.agent("standard"))
    with pytest.raises(getstack.NotFoundError) as error:
        stack.passports.checkpoint(passport.jti, [], 0)
    refused(error, "CHECKPOINT_NOT_AVAILABLE", 404)


@drives("passports.checkpoint")
def test_a_granted_but_undeclared_service_is_flagged_and_ends_nothing(stack, things):
    agent = things.agent()
    connection = things.granted(agent)
    passport = things.passport(agent)
    checkpoint = stack.passports.checkpoint(passport.jti, [connection["provider"]], 1)
    assert "undeclared_service" in str(checkpoint.flags)
    assert things.verdict(passport.token)["valid"] is True


@drives("passports.checkout")
def test_a_checkout_as_declared_is_clean_and_final(stack, things):
    agent = things.agent()
    connection = things.granted(agent)
    passport = things.passport(agent, [connection["provider"]])
    checkout = stack.passports.checkout(passport.jti, [connection["provider"]], 1, summary="s" * 1500)
    assert checkout.checkout_id.startswith("cout_") and checkout.passport_jti == passport.jti
    assert checkout.review_status == "clean" and not checkout.flags
    assert things.verdict(passport.token)["valid"] is False
    with pytest.raises(getstack.StackError) as error:
        stack.passports.checkout(passport.jti, [], 0)
    refused(error, "ALREADY_CHECKED_OUT", 409)


@drives("passports.issue")
def test_a_checkout_answers_under_both_sets_of_names(things, http):
    passport = things.passport(things.agent())
    answer = http.post(f"/v1/passports/{passport.jti}/checkout", json={"services_used": [], "actions_count": 0})
    body = answer.json()
    assert answer.status_code < 300
    assert body["jti"] == body["passport_jti"] == passport.jti
    assert body["checkout_status"] == body["review_status"] == "clean"
    assert body["flags"] == [] and body["checkout_id"].startswith("cout_")


@drives("passports.checkout")
def test_a_standard_passport_checks_out_clean_and_goes_on(stack, things):
    passport = things.passport(things.agent("standard"))
    checkout = stack.passports.checkout(passport.jti, ["whatever"], 3)
    assert checkout.review_status == "clean" and not checkout.flags
    assert checkout.checkout_id and checkout.passport_jti == passport.jti
    assert things.verdict(passport.token)["valid"] is True


@drives("passports.report")
def test_the_report_has_exactly_five_members(stack, things, http):
    passport = things.passport(things.agent())
    stack.passports.checkpoint(passport.jti, [], 1, summary="half")
    before = stack.passports.report(passport.jti)
    assert before.passport["jti"] == passport.jti and before.intent["summary"] == INTENT
    assert before.checkout is None and before.review is None
    eventually(lambda: len(stack.passports.report(passport.jti).checkpoints) == 1, "the checkpoint in the report")
    checkout = stack.passports.checkout(passport.jti, [], 2)
    eventually(
        lambda: (stack.passports.report(passport.jti).checkout or {}).get("checkout_id") == checkout.checkout_id,
        "the checkout in the report",
    )
    members = set(http.get(f"/v1/passports/{passport.jti}/report").json())
    assert members == {"passport", "intent", "checkpoints", "checkout", "review"}


@drives("passports.verify")
def test_verify_tells_whose_passport_it_is(stack, things):
    agent = things.agent()
    passport = things.passport(agent)
    verdict = stack.passports.verify(passport.token)
    assert verdict["valid"] is True and verdict["revoked"] is False and verdict["reason"] is None
    assert (verdict["jti"], verdict["agent_id"]) == (passport.jti, agent.id)
    assert verdict["operator_id"] == agent.operator_id
    assert verdict["expires_at"] == passport.expires_at
    assert verdict["claims"]["stk"]["agent_id"] == agent.id


@drives("passports.verify")
def test_verify_refuses_what_we_did_not_sign(stack, things):
    token = things.passport(things.agent()).token
    assert _reason(stack, altered(token)) == "BAD_SIGNATURE"
    assert _reason(stack, "not-a-token") == "MALFORMED"
    assert _reason(stack, unsigned(token)) in {"MALFORMED", "BAD_SIGNATURE"}


@drives("passports.refresh")
def test_refresh_keeps_session_and_mission_under_a_new_id(stack, things):
    passport = things.passport(things.agent("logged"), ttl_seconds=120)
    fresh = stack.passports.refresh(passport.token)
    old, new = claims(passport.token)["stk"], claims(fresh.token)["stk"]
    assert fresh.jti != passport.jti and fresh.accountability == "logged"
    assert (new["session_id"], new["mission_ids"]) == (old["session_id"], old["mission_ids"])
    assert 110 < seconds_left(fresh.expires_at) <= 120, "the lifetime of the issue"
    assert things.verdict(fresh.token)["valid"] is True
    assert things.verdict(passport.token)["valid"] is True, "calls may be in flight with the old one"
    longer = stack.passports.refresh(fresh.token, ttl_seconds=300)
    assert 290 < seconds_left(longer.expires_at) <= 300


@drives("passports.revoke", "passports.refresh")
def test_a_revoked_passport_is_dead_for_good(stack, things):
    passport = things.passport(things.agent())
    revoked = stack.passports.revoke(passport.jti, "suspicious")
    assert (revoked["jti"], revoked["revoked"], revoked["cascaded"]) == (passport.jti, True, [])
    verdict = things.verdict(passport.token)
    assert (verdict["valid"], verdict["revoked"], verdict["reason"]) == (False, True, "REVOKED")
    assert stack.passports.revoke(passport.jti)["already_revoked"] is True
    with pytest.raises(getstack.UnauthorizedError) as error:
        stack.passports.refresh(passport.token)
    refused(error, "PASSPORT_REVOKED", 401)


@drives("passports.revoke_agent")
def test_revoke_agent_kills_all_its_passports(stack, things):
    agent, other = things.agent(), things.passport(things.agent())
    mine = [things.passport(agent), things.passport(agent)]
    assert stack.passports.revoke_agent(agent.id)["revoked_count"] == 2
    assert [things.verdict(each.token)["valid"] for each in mine] == [False, False]
    assert things.verdict(other.token)["valid"] is True


@drives("passports.revoke_session")
def test_revoke_session_kills_the_session_only(stack, things):
    agent = things.agent()
    passport, other = things.passport(agent), things.passport(agent)
    session = claims(passport.token)["stk"]["session_id"]
    assert stack.passports.revoke_session(session, "tidy")["revoked_count"] == 1
    assert things.verdict(passport.token)["reason"] == "REVOKED"
    assert things.verdict(other.token)["valid"] is True


@pytest.mark.alone
@drives("passports.revoke_all")
def test_revoke_all_kills_everything_of_the_operator(stack, things):
    passports = [things.passport(things.agent()), things.passport(things.agent("logged"))]
    assert stack.passports.revoke_all()["revoked_count"] >= 2
    assert [things.verdict(each.token)["reason"] for each in passports] == ["REVOKED", "REVOKED"]
    assert things.verdict(things.passport(things.agent()).token)["valid"] is True, "new ones may be issued"


@drives("passports.list_active")
def test_list_active_shows_live_passports_without_tokens(stack, things):
    agent = things.agent()
    passport, ended = things.passport(agent), things.passport(agent)
    stack.passports.revoke(ended.jti)
    (shown,) = eventually(lambda: _one(stack.passports.list_active(agent_id=agent.id)), "the live passport alone")
    assert shown["jti"] == passport.jti and passport.token not in str(shown)
    session = claims(passport.token)["stk"]["session_id"]
    assert [each["jti"] for each in stack.passports.list_active(session_id=session)] == [passport.jti]
    assert passport.jti in {each["jti"] for each in stack.passports.list_active()}


@drives(
    "issue_passport", "PassportSession.get_token", "PassportSession.token", "PassportSession.expires_at_seconds"
)
def test_a_passport_session_refreshes_itself(stack, things):
    agent = things.agent("logged")
    if version() >= (3,):
        declared = {"mission_ids": [things.mission(agent)["mission_id"]]}
    else:
        declared = {"intent": {"summary": INTENT, "services": [], "will_delegate": False}}
    session = stack.watch(stack.issue_passport(agent_id=agent.id, ttl_seconds=120, **declared), "PassportSession")
    first = session.token
    assert session.get_token() == first, "fresh enough"
    assert session.expires_at_seconds == claims(first)["exp"]
    second = session.get_token(grace_seconds=600)
    assert second != first and session.token == second
    assert things.verdict(second)["valid"] is True
    assert claims(second)["stk"]["session_id"] == claims(first)["stk"]["session_id"]


def _one(passports):
    return passports if len(passports) == 1 else None


def _reason(stack, token):
    verdict = stack.passports.verify(token)
    assert verdict["valid"] is False
    return verdict["reason"]
