# SPDX-License-Identifier: Apache-2.0
"""The client's mission helpers, which open, report and close a piece of work by themselves."""

import getstack
import pytest

from driver import eventually, version
from world import INTENT, claims, mission_of, moment

drives = pytest.mark.drives
since_3 = pytest.mark.skipif("version() < (3,)", reason="the argument came with 3.0.0")


@drives("passports.mission", "Mission.log", "Mission.token")
def test_a_mission_reports_itself_and_ends_clean(stack, things):
    agent = things.agent()
    connection = things.granted(agent)
    with stack.passports.mission(agent.id, INTENT, [connection["provider"]]) as entered:
        mission = stack.watch(entered, "Mission")
        token = mission.token
        assert things.verdict(token)["valid"] is True
        assert claims(token)["stk"]["intent_services"] == [connection["provider"]]
        mission.log(connection["provider"], "GET", target="/orders")
    assert entered.result.review_status == "clean"
    assert things.verdict(token)["valid"] is False
    ended = stack.missions.get(mission_of(token))
    assert (ended["status"], ended["terminal_state"]) == ("completed", "completed_successful")
    report = eventually(lambda: _checked_out(stack, token), "the checkout in the report")
    assert report.checkout["checkout_id"] == entered.result.checkout_id
    assert connection["provider"] in str(report.checkout)


@drives("passports.mission")
def test_a_failed_mission_still_reports_itself(stack, things):
    with pytest.raises(ZeroDivisionError):
        with stack.passports.mission(things.agent().id, INTENT, []) as mission:
            token = mission.token
            raise ZeroDivisionError("x" * 1500)
    assert things.verdict(token)["valid"] is False
    report = eventually(lambda: _checked_out(stack, token), "the checkout in the report")
    assert "ZeroDivisionError" in str(report.checkout)
    ended = stack.missions.get(mission_of(token))
    if version() >= (3,):
        assert (ended["status"], ended["terminal_state"]) == ("revoked", "revoked_clean")
    else:
        assert ended["status"] == "completed", "the checkout ends a mission the issue opened"


@drives("passports.mission")
def test_a_standard_agent_can_use_the_helper(stack, things):
    with stack.passports.mission(things.agent("standard").id, INTENT, []) as mission:
        assert things.verdict(mission.token)["valid"] is True
    assert mission.result.review_status == "clean" and not mission.result.flags


@drives("passports.mission", "Mission.delegate")
def test_a_noted_delegation_is_a_flag_unless_it_was_announced(stack, things):
    agent, child = things.agent(), things.agent()
    for announced, status in ((True, "clean"), (False, "flagged")):
        with stack.passports.mission(agent.id, INTENT, [], will_delegate=announced) as mission:
            stack.watch(mission, "Mission").delegate(child.id)
        assert mission.result.review_status == status
    assert [flag["type"] for flag in mission.result.flags] == ["undeclared_delegation"]
    stack.reviews.decide(mission.result.checkout_id, "approved")


@since_3
@drives("passports.mission")
def test_a_given_mission_is_left_open(stack, things):
    agent = things.agent()
    mission = things.mission(agent)["mission_id"]
    with stack.passports.mission(agent.id, INTENT, [], mission_id=mission) as entered:
        assert mission_of(entered.token) == mission
    assert stack.missions.get(mission)["status"] == "active"


@since_3
@drives("passports.mission")
def test_expires_in_is_the_mission_s_deadline(stack, things):
    with stack.passports.mission(things.agent().id, INTENT, [], expires_in="2m", checkpoint_interval="5m") as mission:
        deadline = stack.missions.get(mission_of(mission.token))["expires_at"]
        outlived = moment(deadline) - moment(mission.passport.expires_at)
        assert 0 <= outlived.total_seconds() <= 1, "a passport never outlives its mission"


@drives("passports.continuous_mission", "Mission.should_rotate")
def test_a_continuous_mission_goes_on_under_a_new_passport(stack, things):
    agent = things.agent()
    rounds = stack.passports.continuous_mission(agent.id, INTENT, [], rotation_interval="1s")
    first = stack.watch(next(rounds), "Mission")
    old = first.token
    eventually(lambda: first.should_rotate, "the time to rotate")
    new = next(rounds).token
    assert claims(new)["jti"] != claims(old)["jti"]
    assert things.verdict(old)["valid"] is False and things.verdict(new)["valid"] is True
    assert (mission_of(new) == mission_of(old)) is (version() >= (3,))
    rounds.close()
    assert things.verdict(new)["valid"] is False
    assert stack.missions.get(mission_of(new))["status"] == "completed"
    eventually(lambda: _checked_out(stack, new), "the checkout of the last round")


@drives("Mission.proxy")
def test_proxying_from_a_mission_never_leaves_the_client(stack, things):
    with stack.passports.mission(things.agent().id, INTENT, []) as entered:
        mission = stack.watch(entered, "Mission")
        with pytest.raises(Exception) as error:
            mission.proxy("github", "https://api.github.com/user")
    assert not isinstance(error.value, getstack.StackError), "no request was sent"


def _checked_out(stack, token):
    report = stack.passports.report(claims(token)["jti"])
    return report if report.checkout else None
