# SPDX-License-Identifier: Apache-2.0
"""Durations and times as the API spells them."""

from __future__ import annotations

import re
from datetime import datetime

UNITS = {"": 1, "s": 1, "m": 60, "h": 3600}


def seconds(text: str | int | None) -> int | None:
    """Seconds of ``90``, ``"90"``, ``"90s"``, ``"5m"`` or ``"4h"``; anything else raises ``ValueError``."""
    if text is None or isinstance(text, int):
        return text
    found = re.fullmatch(r"([0-9]+)([smh]?)", text)
    if found is None:
        raise ValueError(f'not a duration: {text!r}; write "90s", "5m" or "4h"')
    return int(found[1]) * UNITS[found[2]]


def moment(text: str) -> float:
    """Epoch seconds of an ISO-8601 time."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
