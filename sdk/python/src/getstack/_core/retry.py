# SPDX-License-Identifier: Apache-2.0
"""When a request is sent again, and after which wait."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from getstack._core.flow import Answer
from getstack._core.reading import refusal
from getstack._core.request import Request
from getstack.errors import NetworkError

REFUSED_UNDONE = {"RATE_LIMITED", "UNAVAILABLE"}
OF_THE_SERVICE = {"UPSTREAM_ERROR", "UPSTREAM_TIMEOUT", "RESPONSE_TOO_LARGE"}
WORTH_REPEATING = {429, 502, 503, 504}


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how long. ``total`` bounds all attempts of one call together, in seconds.

    A wait doubles from ``first`` to ``most`` seconds, with a random part; ``Retry-After`` goes before it. A wait that
    does not fit into what is left is not begun: the refusal comes out at once, with ``retry_after``.
    """

    attempts: int = 6
    first: float = 0.2
    most: float = 5.0
    total: float = 60.0


NEVER = RetryPolicy(attempts=1)


class Attempts:
    """The attempts of one request."""

    def __init__(self, policy: RetryPolicy, request: Request) -> None:
        self._policy, self._request = policy, request
        self._count = 0
        self._end = time.monotonic() + (policy.total if request.patience is None else request.patience)

    def seconds_left(self, timeout: float) -> float:
        """What the next attempt may take."""
        return max(0.05, min(timeout, self._end - time.monotonic()))

    def wait_after_failure(self, failure: NetworkError) -> float | None:
        """Seconds until the next attempt, ``None`` when the failure stands."""
        if not (self._request.repeatable or failure.not_begun):
            return None
        return self._next(None)

    def wait_after(self, answer: Answer) -> float | None:
        """Seconds until the next attempt, ``None`` when the answer stands."""
        if answer.status not in WORTH_REPEATING and answer.status != 409:
            return None
        error = refusal(answer)
        if answer.status == 409 and (error.retry_after is None or not self._request.repeatable):
            return None  # Only "still under way" says when to come back; any other conflict stays one.
        if not self._request.repeatable and error.code not in REFUSED_UNDONE:
            return None
        if error.code in OF_THE_SERVICE:
            return None  # The service behind the proxy failed: whether to ask it again is the caller's to say.
        return self._next(error.retry_after)

    def _next(self, asked: float | None) -> float | None:
        self._count += 1
        if self._count >= self._policy.attempts:
            return None
        grown = min(self._policy.most, self._policy.first * 2 ** (self._count - 1))
        wait = asked if asked is not None else grown * (0.5 + random.random() / 2)  # noqa: S311  (no secret)
        return wait if time.monotonic() + wait < self._end else None
