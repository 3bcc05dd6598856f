# SPDX-License-Identifier: Apache-2.0
"""What only time shows: the helper's own checkpoint timer, and a mission past its deadline.

One test waits a good minute, once, for both flavours of the client.
"""

import contextlib

import getstack
import pytest

from driver import eventually, version
from world import INTENT, World, mission_of, moment, refused

drives = pytest.mark.drives


@pytest.fixture
def both(clients, reached):
    for client in clients.values():
        client.reached = reached
    return list(clients.values())


@drives("passports.mission", "passports.issue", "missions.complete")
def test_a_minute_brings_a_checkpoint_and_the_end_of_a_short_mission(both, http):
    worlds = [World(client, http) for client in both]
    with contextlib.ExitStack() as open_missions:
        for world in worlds:
            open_missions.callback(world.tidy)
        short = [_short_mission(world) for world in worlds]
        entered = [_mission(world, open_missions) for world in worlds]
        ends = [moment(mission.passport.expires_at) for mission in entered]
        for mission, end in zip(entered, ends):
            checkpoint = eventually(lambda: _checkpoint(http, mission), "the automatic checkpoint", 75, 1)
            assert checkpoint["outcome"] == "success"
            assert checkpoint["timestamp"] / 1000 < end.timestamp(), "in time"
        for world, (agent, mission) in zip(worlds, short):
            eventually(lambda: _status(http, mission) == "expired", "the end of the mission", 20, 1)
            _over(world, agent, mission)
        for world, mission, end in zip(worlds, entered, ends):
            verdict = world.verdict(mission.token)
            assert verdict["valid"] is True, "the stored expiry moved on, whatever the token says"
            assert moment(verdict["expires_at"]) > end
    assert [mission.result.review_status for mission in entered] == ["clean", "clean"]


def _mission(world, open_missions):
    agent = world.agent()
    return open_missions.enter_context(
        world.stack.passports.mission(agent.id, INTENT, [], checkpoint_interval="60s")
    )


def _short_mission(world):
    agent = world.agent()
    return agent, world.mission(agent, expires_in_seconds=60)["mission_id"]


def _checkpoint(http, mission):
    rows = http.get("/v1/audit", params={"passport_jti": mission.passport.jti, "limit": 100}).json()["entries"]
    return next((row for row in rows if row["action"] == "passport.checkpoint"), None)


def _status(http, mission):
    return http.get(f"/v1/missions/{mission}").json()["status"]


def _over(world, agent, mission):
    ended = world.stack.missions.complete(mission)
    assert (ended["terminal_state"], ended["transitioned"]) == ("expired", False), "complete never fails"
    if version() >= (3,):
        with pytest.raises(getstack.MissionEndedError) as error:
            world.passport(agent, mission_ids=[mission])
        assert (error.value.mission_id, error.value.mission_state) == (mission, "expired")
    elif version() >= (1,):
        with pytest.raises(getstack.ForbiddenError) as error:
            world.passport(agent, mission_ids=[mission])
        refused(error, "MISSION_ENDED", 403)
    else:
        assert world.passport(agent).jti, "0.19.1 names no mission; an issue opens its own"
