# SPDX-License-Identifier: Apache-2.0
"""What only time shows. Its missions begin before the other tests and are looked at after them (``conftest.py``)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from getstack import Mission, MissionEndedError, NetworkError, Stack
from relay import Relay
from scene import Scene
from serving import Server

INTERVAL_SECONDS = 60
CUT_AT, SHORT_CUT, LONG_CUT = 40, 10, 32
PATIENCE_SECONDS = 120.0


class Long:
    """A mission in a thread of its own, and what became of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self.result: Any = None
        self.raised: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def outcome(self) -> Any:
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the mission goes on"
        return self.result

    def _run(self) -> None:
        try:
            self.result = self._work()
        except BaseException as raised:
            self.raised = raised


@pytest.fixture(scope="session")
def long_missions(server: Server, scene: Scene) -> Iterator[dict[str, Long]]:
    relays = [Relay(server.address) for _ in range(2)]

    def kept(relay: Relay, cut: int, held: list[Mission]) -> Any:
        with (
            Stack(server.key, base_url=relay.address) as stack,
            stack.passports.mission(
                scene.agent().id, "Outlive a cut wire", [scene.service], checkpoint_interval="1m"
            ) as mission,
        ):
            held.append(mission)
            began = time.monotonic()
            mission.proxy(scene.service, scene.url())
            _sleep_until(began + CUT_AT)
            relay.cut()
            time.sleep(cut)
            relay.mend()
            _sleep_until(began + INTERVAL_SECONDS + 15)
            return mission, mission.proxy(scene.service, scene.url()).status if cut == SHORT_CUT else None

    def renewed() -> Any:
        stack = scene.stack
        with stack.passports.mission(
            scene.agent("logged").id, "Outlive a passport", [scene.service], expires_in="10m", ttl_seconds=60
        ) as mission:
            began, first = time.monotonic(), mission.passport
            _sleep_until(began + INTERVAL_SECONDS + 15)
            return mission, first, mission.proxy(scene.service, scene.url()).status

    held: list[Mission] = []
    missions = {
        "cut": Long(lambda: kept(relays[0], SHORT_CUT, [])),
        "lost": Long(lambda: kept(relays[1], LONG_CUT, held)),
        "renewed": Long(renewed),
    }
    missions["lost"].held = held  # type: ignore[attr-defined]
    yield missions
    for relay in relays:
        relay.cut()


def test_the_missions_begin(long_missions: dict[str, Long]) -> None:
    assert set(long_missions) == {"cut", "lost", "renewed"}


@pytest.mark.last
def test_a_wire_cut_at_the_checkpoint_s_time_kills_nothing(long_missions: dict[str, Long], scene: Scene) -> None:
    mission, status = long_missions["cut"].outcome()
    assert status == 200
    assert mission.lost is None
    assert mission.review_status == "clean"
    checkpoints = [row for row in scene.rows(mission.passport.jti) if row["action"] == "passport.checkpoint"]
    assert [row["outcome"] for row in checkpoints] == ["success"] * len(checkpoints)
    assert checkpoints


@pytest.mark.last
def test_a_mission_that_missed_its_checkpoint_says_so(long_missions: dict[str, Long]) -> None:
    long = long_missions["lost"]
    assert long.outcome() is None
    (mission,) = long.held  # type: ignore[attr-defined]
    assert isinstance(long.raised, MissionEndedError), long.raised
    assert long.raised.mission_state == "expired"
    assert any(isinstance(failure, NetworkError) for failure in mission.failures), "what failed meanwhile is visible"
    assert mission.lost is not None
    assert mission.lost.code == "PASSPORT_EXPIRED"


@pytest.mark.last
def test_a_mission_outlives_its_first_passport(long_missions: dict[str, Long], scene: Scene) -> None:
    mission, first, status = long_missions["renewed"].outcome()
    assert status == 200
    assert mission.passport.jti != first.jti
    assert mission.failures == []
    assert mission.review_status == "clean"


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
