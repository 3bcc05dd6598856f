# SPDX-License-Identifier: Apache-2.0
"""Missions: contract 3.16."""

import re

import getstack
import pytest

from driver import eventually, version
from world import INTENT, mission_of, moment, refused, seconds_left, unique

drives = pytest.mark.drives
since_1 = pytest.mark.skipif("version() < (1,)", reason="the call came with 1.0.0")
since_2 = pytest.mark.skipif("version() < (2,)", reason="the call came after 0.19.1")
since_3 = pytest.mark.skipif("version() < (3,)", reason="passports name their mission from 3.0.0 on")

ID = re.compile(r"ms_[A-Za-z0-9_-]+")
OVER = {"MISSION_ENDED", "REVOKED"}


@drives("missions.open", "missions.get")
def test_open_records_what_was_declared(stack, things):
    agent = things.agent()
    mission = things.mission(agent, ["github"], max_actions=7, expires_in_seconds=600)
    assert ID.fullmatch(mission["mission_id"]) and mission["claim_id"]
    assert 590 < seconds_left(mission["expires_at"]) <= 600
    shown = stack.missions.get(mission["mission_id"])
    assert (shown["mission_id"], shown["status"], shown["terminal_state"]) == (mission["mission_id"], "active", None)
    assert (shown["intent_summary"], shown["intent_services"]) == (INTENT, ["github"])
    assert shown["max_actions"] == 7
    assert shown["agent_id"] == (agent.id if version() >= (3,) else None)


@drives("missions.open")
def test_a_mission_lives_a_quarter_of_an_hour_unless_told(things):
    assert 890 < seconds_left(things.mission(things.agent())["expires_at"]) <= 900


@drives("missions.open")
def test_a_mission_without_intent_is_refused(stack):
    with pytest.raises(getstack.StackError) as error:
        stack.missions.open("")
    refused(error, "INVALID_REQUEST", 400)


@since_2
@drives("missions.open")
def test_the_same_idempotency_key_opens_one_mission(stack, things):
    agent, key = things.agent(), unique("key")
    first = things.mission(agent, idempotency_key=key)
    assert things.mission(agent, idempotency_key=key)["mission_id"] == first["mission_id"]


@drives("missions.get")
def test_an_unknown_mission_is_not_found(stack):
    with pytest.raises(getstack.NotFoundError) as error:
        stack.missions.get("ms_doesNotExist00")
    refused(error, "NOT_FOUND", 404)


@drives("missions.list")
def test_list_pages_and_filters(stack, things):
    agent = things.agent()
    open_one, ended = things.mission(agent)["mission_id"], things.mission(agent)["mission_id"]
    stack.missions.complete(ended)
    eventually(lambda: {open_one} <= _ids(stack.missions.list(status="active", limit=100)), "the open mission")
    eventually(lambda: {ended} <= _ids(stack.missions.list(status="completed", limit=100)), "the ended mission")
    assert ended not in _ids(stack.missions.list(status="active", limit=100))
    page = stack.missions.list(page=1, limit=1)
    assert len(page["items"]) == 1 and page["total"] >= 2
    assert (page["page"], page["limit"]) == (1, 1)


@since_2
@drives("missions.start")
def test_start_opens_a_mission_with_its_passport(stack, things):
    agent = things.agent()
    connection = things.granted(agent)
    started = _start(stack, agent, [connection["provider"]], passport={"checkpoint_interval_seconds": 120})
    assert ID.fullmatch(started["mission_id"]) and started["claim_id"]
    assert moment(started["expires_at"])
    passport = started["passport"]
    assert passport["jti"].startswith("pp_") and passport["accountability"] == "enforced"
    assert 110 < seconds_left(passport["expires_at"]) <= 120
    assert mission_of(passport["token"]) == started["mission_id"]
    assert things.verdict(passport["token"])["valid"] is True
    assert stack.missions.get(started["mission_id"])["agent_id"] == agent.id


@since_2
@drives("missions.start", "missions.list")
def test_a_refused_start_leaves_no_mission_behind(stack, things):
    agent, intent = things.agent(), unique("never")
    with pytest.raises(getstack.StackError) as error:
        _start(stack, agent, [], intent=intent, passport={"ttl_seconds": 5})
    refused(error, "INVALID_REQUEST", 400)
    live = stack.missions.list(status="active", limit=100)["items"]
    assert intent not in [mission["intent_summary"] for mission in live]


@since_2
@drives("missions.start")
def test_the_fleet_form_of_start_is_not_part_of_this_server(stack):
    with pytest.raises(getstack.NotFoundError) as error:
        stack.missions.start({"fleet_policy_id": "fp_none", "idempotency_key": unique("key")})
    refused(error, "NOT_FOUND", 404)


@since_2
@drives("missions.renew")
def test_renew_gives_the_mission_its_next_passport(stack, things):
    started = _start(stack, things.agent(), [])
    renewed = stack.missions.renew(started["mission_id"])
    assert renewed["mission_id"] == started["mission_id"]
    assert renewed["passport"]["jti"] != started["passport"]["jti"]
    assert things.verdict(renewed["passport"]["token"])["valid"] is True
    assert mission_of(renewed["passport"]["token"]) == started["mission_id"]


@since_2
@drives("missions.renew")
def test_an_ended_mission_is_not_renewed(stack, things):
    started = _start(stack, things.agent(), [])
    stack.missions.complete(started["mission_id"])
    with pytest.raises(getstack.ForbiddenError) as error:
        stack.missions.renew(started["mission_id"])
    refused(error, "MISSION_ENDED", 403)


@drives("missions.complete", "missions.get")
def test_complete_ends_the_mission_once_and_kills_its_passports(stack, things):
    passport = things.passport(things.agent())
    mission = mission_of(passport.token)
    first = stack.missions.complete(mission, output={"report": "done"})
    assert (first["mission_id"], first["terminal_state"]) == (mission, "completed_successful")
    assert first["transitioned"] is True and first["claim_id"] and moment(first["completed_at"])
    second = stack.missions.complete(mission)
    assert second["transitioned"] is False
    assert (second["terminal_state"], second["completed_at"]) == (first["terminal_state"], first["completed_at"])
    verdict = things.verdict(passport.token)
    assert verdict["valid"] is False and verdict["reason"] in OVER
    shown = stack.missions.get(mission)
    assert (shown["status"], shown["output"]) == ("completed", {"report": "done"})


@pytest.mark.parametrize(
    ("reason", "state"),
    [("operator_initiated_clean", "revoked_clean"), ("adversarial", "revoked_adversarial")],
)
@drives("missions.revoke")
def test_revoke_ends_the_mission_for_either_reason_and_kills_its_passports(stack, things, reason, state):
    passport = things.passport(things.agent())
    mission = mission_of(passport.token)
    ended = stack.missions.revoke(mission, reason=reason, notes="n" * 2000)
    assert (ended["mission_id"], ended["terminal_state"], ended["transitioned"]) == (mission, state, True)
    assert moment(ended["revoked_at"])
    assert stack.missions.complete(mission)["transitioned"] is False, "complete never fails"
    verdict = things.verdict(passport.token)
    assert verdict["valid"] is False and verdict["reason"] in OVER


@pytest.mark.skipif("version() < (3,)", reason="the error class came with 3.0.0")
@pytest.mark.parametrize("state", ["completed", "revoked", "not_found"])
@drives("passports.issue")
def test_issuing_in_an_ended_mission_tells_its_state(stack, things, state):
    agent = things.agent()
    mission = _ended(stack, things, agent, state)
    with pytest.raises(getstack.MissionEndedError) as error:
        things.passport(agent, mission_ids=[mission])
    assert (error.value.mission_id, error.value.mission_state) == (mission, state)
    refused(error, "MISSION_ENDED", 404 if state == "not_found" else 403)


@pytest.mark.skipif("version() < (3,)", reason="the error class came with 3.0.0")
@drives("passports.refresh")
def test_refreshing_in_an_ended_mission_tells_its_state(stack, things):
    passport = things.passport(things.agent())
    mission = mission_of(passport.token)
    stack.missions.complete(mission)
    with pytest.raises(getstack.MissionEndedError) as error:
        stack.passports.refresh(passport.token)
    assert (error.value.mission_id, error.value.mission_state) == (mission, "completed")


@since_3
@drives("passports.issue")
def test_a_mission_of_one_agent_gives_no_passport_to_another(things):
    mission = things.mission(things.agent())["mission_id"]
    with pytest.raises(getstack.ForbiddenError) as error:
        things.passport(things.agent(), mission_ids=[mission])
    refused(error, "FORBIDDEN", 403)


@drives("missions.replay")
def test_replay_tells_what_happened_oldest_first(stack, things):
    if stack.flavour == "async" and version() < (1,):
        pytest.skip("the asynchronous class has it from 1.0.0 on")
    _activity(stack.missions.replay, things)


@since_1
@drives("missions.activity")
def test_activity_is_replay_under_its_newer_name(stack, things):
    _activity(stack.missions.activity, things)


@since_1
@drives("missions.list_operator_reviews", "missions.list_dossiers")
def test_a_mission_has_no_operator_reviews_yet(stack, things):
    mission = things.mission(things.agent())["mission_id"]
    assert stack.missions.list_operator_reviews(mission)["items"] == []
    assert stack.missions.list_dossiers(mission)["items"] == []


def _activity(call, things):
    passport = things.passport(things.agent())
    mission = mission_of(passport.token)

    def told():
        activity = call(mission)
        assert activity["mission_id"] == mission and "cap_usage" in activity
        actions = [event["action"] for event in activity["events"]]
        return {"mission.open", "passport.issue"} <= set(actions) and activity["events"]

    events = eventually(told, "the mission and its passport in the activity")
    times = [event["timestamp"] for event in events]
    assert times == sorted(times)


def _start(stack, agent, services, intent=INTENT, passport=None):
    body = {"agent_id": agent.id, "mission": {"intent_summary": intent, "intent_services": services}}
    if passport:
        body["passport"] = passport
    return stack.missions.start(**body) if version() >= (3,) else stack.missions.start(body)


def _ended(stack, things, agent, state):
    if state == "not_found":
        return "ms_doesNotExist00"
    mission = things.mission(agent)["mission_id"]
    if state == "completed":
        stack.missions.complete(mission)
    else:
        stack.missions.revoke(mission, reason="operator_initiated_clean")
    return mission


def _ids(page):
    return {mission["mission_id"] for mission in page["items"]}
