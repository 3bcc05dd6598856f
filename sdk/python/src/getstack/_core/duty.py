# SPDX-License-Identifier: Apache-2.0
"""When the next sign of life of a mission is due."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

MARGIN_PART = 0.25
MARGIN_MOST_SECONDS = 120.0


@dataclass
class Duty:
    """Something to be done once in each term, which counts from the moment the last request was begun, never later.

    It is due a quarter of the term before the term ends, at most two minutes, so that there is time to try again, and
    the server needs to grant no grace.
    """

    name: str
    term: float
    began: float

    @property
    def due(self) -> float:
        """The moment to begin, on the monotonic clock."""
        return self.end - min(MARGIN_PART * self.term, MARGIN_MOST_SECONDS)

    @property
    def end(self) -> float:
        """The moment by which it has to be done."""
        return self.began + self.term

    def seconds_left(self) -> float:
        """Until its end."""
        return self.end - time.monotonic()

    def done(self, term: float, began: float) -> None:
        """It is done; the next term has begun."""
        self.term, self.began = term, began

    def over(self) -> None:
        """It is not to be done any more."""
        self.term = math.inf
