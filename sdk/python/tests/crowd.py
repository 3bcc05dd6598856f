# SPDX-License-Identifier: Apache-2.0
"""A process of its own that runs many missions at once on one event loop, and says as JSON what it left behind."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import threading
from pathlib import Path

from getstack import AsyncStack

AT_ONCE = 64


async def crowd(address: str, key: str, agent: str, service: str, url: str, missions: int, calls: int) -> list[str]:
    """The ids of the passports that were checked out clean."""
    gate = asyncio.Semaphore(AT_ONCE)
    async with AsyncStack(key, base_url=address) as stack:

        async def one(number: int) -> str:
            async with gate, stack.passports.mission(agent, f"Crowd {number}", [service]) as mission:
                for call in range(calls):
                    answer = await mission.proxy(service, f"{url}/{number}/{call}")
                    assert answer.status == 200, answer
            assert (mission.review_status, mission.failures) == ("clean", []), mission.failures
            assert mission.passport is not None
            return mission.passport.jti

        return await asyncio.gather(*(one(number) for number in range(missions)))


def open_sockets() -> int:
    """How many sockets this process holds."""
    names = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            names.append(str(entry.readlink()))
        except OSError:  # the folder itself, closed by now
            continue
    return sum(name.startswith("socket:") for name in names)


if __name__ == "__main__":
    address, key, agent, service, url, missions, calls = sys.argv[1:]
    jtis = asyncio.run(crowd(address, key, agent, service, url, int(missions), int(calls)))
    gc.collect()
    print(json.dumps({"jtis": jtis, "threads": threading.active_count(), "sockets": open_sockets()}))
