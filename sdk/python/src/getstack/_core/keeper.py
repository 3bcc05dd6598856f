# SPDX-License-Identifier: Apache-2.0
"""What keeps a mission alive while its block runs: checkpoints, and the next passport in time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from getstack._core.durations import moment
from getstack._core.duty import Duty
from getstack._core.flow import Flow, pause
from getstack._core.jose import unverified_claims
from getstack.errors import InvalidAnswerError, NetworkError, StackError
from getstack.types import Passport

if TYPE_CHECKING:
    from getstack.mission import MissionFlows

AGAIN_SECONDS = 1.0
ATTEMPT_SECONDS = 10.0
SAME_END_SECONDS = 5


class Keeper:
    """Runs beside a mission's block and does what is due.

    An enforced passport lives from checkpoint to checkpoint. The other kinds live their time and are then replaced by
    the next one of the same mission, as long as the mission lasts. A failure that may pass is tried again until the
    server says that it is too late; a refusal ends the keeping, and the mission is lost.
    """

    def __init__(self, mission: MissionFlows, began: float, mission_ends: float | None) -> None:
        assert mission.passport is not None  # noqa: S101  (kept only after opening)
        self._mission = mission
        claims = unverified_claims(mission.passport.token)
        stk = claims["stk"]
        mode = mission.passport.accountability or stk.get("accountability")
        life = float(claims["exp"] - claims["iat"])
        self._ends: int = claims["exp"]
        self._interval = float(stk.get("checkpoint_interval") or life)
        self._duties: list[Duty] = []
        if mode == "enforced":
            self._duties.append(Duty("checkpoint", min(life, self._interval), began))
        elif mode == "logged" and mission._interval is not None:
            self._duties.append(Duty("checkpoint", self._interval, began))
        if mode != "enforced" and not _ends_with(mission.passport, mission_ends):
            self._duties.append(Duty("renewal", life, began))

    def has_duties(self) -> bool:
        """Whether there is anything to do."""
        return bool(self._duties)

    def keep(self) -> Flow[None]:
        """Until the mission's block is left, or the server says that the mission is over."""
        while self._mission.lost is None:
            duty = min(self._duties, key=lambda each: each.due)
            if (yield from pause(min(duty.due - time.monotonic(), 3600.0), self._mission._over)):
                return
            if duty.due > time.monotonic():
                continue
            try:
                yield from (self._checkpoint(duty) if duty.name == "checkpoint" else self._renewal(duty))
            except Exception as failure:
                self._mission._note_failure(failure)
                if isinstance(failure, StackError) and not _may_pass(failure):
                    self._mission.lost = failure
                elif (yield from pause(AGAIN_SECONDS, self._mission._over)):
                    return

    def _checkpoint(self, duty: Duty) -> Flow[None]:
        mission, began = self._mission, time.monotonic()
        assert mission.passport is not None  # noqa: S101
        report = mission._journal.news()
        result = yield from mission._passports._checkpoint(
            mission.passport.jti,
            report.services_used,
            report.actions_count,
            report.tool_calls,
            None,
            report.delegated_to or None,
            patience=_patience(duty),
        )
        mission._journal.reported(report)
        duty.done(self._interval, began)
        if result.token is not None:
            mission.passport.token = result.token
        if result.new_expires_at is not None:
            mission.passport.expires_at = result.new_expires_at

    def _renewal(self, duty: Duty) -> Flow[None]:
        mission, began = self._mission, time.monotonic()
        renewed = yield from mission._passports._refresh(
            mission.token, mission._ttl_seconds, key=mission._key, patience=_patience(duty)
        )
        mission.passport = renewed
        claims = unverified_claims(renewed.token)
        if claims["exp"] <= self._ends + SAME_END_SECONDS:
            duty.over()  # The mission's own end has come into sight; no passport outlives that.
        else:
            duty.done(float(claims["exp"] - claims["iat"]), began)
        self._ends = claims["exp"]


def _patience(duty: Duty) -> float:
    return max(1.0, min(ATTEMPT_SECONDS, duty.seconds_left()))


def _may_pass(failure: StackError) -> bool:
    return (
        isinstance(failure, NetworkError | InvalidAnswerError)
        or failure.status_code >= 500
        or failure.status_code in (408, 409, 425, 429)
    )


def _ends_with(passport: Passport, mission_ends: float | None) -> bool:
    return mission_ends is not None and moment(passport.expires_at) >= mission_ends - SAME_END_SECONDS
