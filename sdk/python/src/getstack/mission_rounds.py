# SPDX-License-Identifier: Apache-2.0
"""A mission that goes on in rounds, each under a passport of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from getstack._core.durations import seconds
from getstack.mission import AsyncMission, Mission, MissionFlows

if TYPE_CHECKING:
    from getstack.passports import AsyncPassportService, PassportService


class RoundPlan:
    """How the rounds of one mission are made."""

    def __init__(
        self,
        agent_id: str,
        intent: str,
        services: list[str],
        rotation_interval: str,
        will_delegate: bool,
        checkpoint_interval: str | None,
        mission_id: str | None,
        expires_in: str | None,
        options: dict[str, Any],
    ) -> None:
        self._agent_id, self._intent, self._services = agent_id, intent, services
        self._rotation = seconds(rotation_interval)
        self._rest = {
            "will_delegate": will_delegate,
            "checkpoint_interval": checkpoint_interval,
            "expires_in": expires_in,
            **options,
        }
        self._owned = mission_id is None
        self._mission_id = mission_id
        self._count = 0

    def arguments(self) -> dict[str, Any]:
        """What the next round's mission is made with."""
        return {
            "agent_id": self._agent_id,
            "intent": self._intent,
            "services": self._services,
            "mission_id": self._mission_id,
            **self._rest,
        }

    def entered(self, mission: MissionFlows) -> None:
        """A round has begun; only the last one ends the mission."""
        self._mission_id = mission.mission_id
        mission._owned = False
        mission._rotation_seconds = self._rotation
        mission.rotation_count = self._count
        self._count += 1

    def last(self, mission: MissionFlows) -> None:
        """This round is the last."""
        mission._owned = self._owned


class Rounds:
    """``for mission in stack.passports.continuous_mission(…)``: leave a round when ``mission.should_rotate``.

    Each round checks out and the next has a new passport of the same mission. Leaving the loop completes the mission.
    An exception in the loop's body reaches the mission only when the rounds are a ``with`` block of their own::

        with stack.passports.continuous_mission(…) as rounds:
            for mission in rounds:
                …

    Give ``expires_in``: a mission lives 15 minutes otherwise, however often its passport changes.
    """

    def __init__(self, service: PassportService, plan: RoundPlan) -> None:
        self._rounds = _rounds(service, plan)

    def __iter__(self) -> Generator[Mission, None, None]:
        return self._rounds

    def __next__(self) -> Mission:
        return next(self._rounds)

    def close(self) -> None:
        """Checks out and completes the mission."""
        self._rounds.close()

    def __enter__(self) -> Rounds:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if raised is None:
            self.close()
            return
        try:
            self._rounds.throw(raised)
        except BaseException as passed:
            if passed is not raised:
                raise


class AsyncRounds:
    """:class:`Rounds` for ``async for`` and ``async with``."""

    def __init__(self, service: AsyncPassportService, plan: RoundPlan) -> None:
        self._rounds = _async_rounds(service, plan)

    def __aiter__(self) -> AsyncGenerator[AsyncMission, None]:
        return self._rounds

    async def __anext__(self) -> AsyncMission:
        return await self._rounds.__anext__()

    async def aclose(self) -> None:
        """Checks out and completes the mission."""
        await self._rounds.aclose()

    async def __aenter__(self) -> AsyncRounds:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if raised is None:
            await self.aclose()
            return
        try:
            await self._rounds.athrow(raised)
        except BaseException as passed:
            if passed is not raised:
                raise


def _rounds(service: PassportService, plan: RoundPlan) -> Generator[Mission, None, None]:
    while True:
        mission = Mission(service, **plan.arguments())
        mission.__enter__()
        plan.entered(mission)
        try:
            yield mission
        except GeneratorExit:
            plan.last(mission)
            mission.__exit__(None, None, None)
            return
        except BaseException as raised:
            plan.last(mission)
            mission.__exit__(type(raised), raised, raised.__traceback__)
            raise
        mission.__exit__(None, None, None)


async def _async_rounds(service: AsyncPassportService, plan: RoundPlan) -> AsyncGenerator[AsyncMission, None]:
    while True:
        mission = AsyncMission(service, **plan.arguments())
        await mission.__aenter__()
        plan.entered(mission)
        try:
            yield mission
        except GeneratorExit:
            plan.last(mission)
            await mission.__aexit__(None, None, None)
            return
        except BaseException as raised:
            plan.last(mission)
            await mission.__aexit__(type(raised), raised, raised.__traceback__)
            raise
        await mission.__aexit__(None, None, None)
