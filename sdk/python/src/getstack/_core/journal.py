# SPDX-License-Identifier: Apache-2.0
"""What a mission did, kept until it is reported."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from getstack.types import ToolCall

KEPT_CALLS_MAX = 10_000


@dataclass(frozen=True)
class Report:
    """What is reported at once. ``upto`` is how many calls there were when it was made."""

    services_used: list[str]
    actions_count: int
    tool_calls: list[dict[str, Any]]
    delegated_to: list[str]
    upto: int


class Journal:
    """A list of calls that many threads write to.

    What was reported is forgotten only when the report arrived; so a checkpoint that failed loses nothing. The last ten
    thousand calls are kept, all are counted.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[ToolCall] = []
        self._dropped = 0
        self._reported = 0
        self._services: dict[str, None] = {}
        self._delegated: dict[str, None] = {}

    def note(self, call: ToolCall) -> None:
        """A call was made."""
        with self._lock:
            self._calls.append(call)
            self._services[call.service] = None
            if len(self._calls) > KEPT_CALLS_MAX:
                del self._calls[0]
                self._dropped += 1

    def note_delegation(self, agent_id: str) -> None:
        """Work was passed on."""
        with self._lock:
            self._delegated[agent_id] = None

    def news(self) -> Report:
        """The calls since the last report that arrived; services and delegations since the beginning."""
        with self._lock:
            return self._report(self._reported)

    def reported(self, report: Report) -> None:
        """That report arrived."""
        with self._lock:
            self._reported = max(self._reported, report.upto)

    def everything(self) -> Report:
        """All of it."""
        with self._lock:
            return self._report(0)

    def _report(self, since: int) -> Report:
        total = self._dropped + len(self._calls)
        calls = self._calls[max(0, since - self._dropped) :]
        return Report(
            sorted(self._services), total - since, [call.to_dict() for call in calls], list(self._delegated), total
        )
