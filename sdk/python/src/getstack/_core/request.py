# SPDX-License-Identifier: Apache-2.0
"""A request of the API before it is sent: its path, its body, and whether it may be sent twice."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from getstack._core.presentation import Presentation

JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Request:
    """One call of the API.

    ``repeatable`` says that it may be sent again after a lost answer. A POST is, because it is ``keyed``: it carries an
    ``Idempotency-Key``, so that the server does it once however often it arrives. ``presented`` is the passport it
    shows, ``confirmed_by`` the key that proves something in its body. ``patience`` bounds all attempts, in seconds.
    """

    method: str
    path: str
    body: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    presented: Presentation | None = None
    confirmed_by: Presentation | None = None
    repeatable: bool = True
    keyed: bool = True
    patience: float | None = None

    def content(self) -> bytes | None:
        """The body as sent. GET and DELETE have none, nor has a POST that was given none."""
        if self.body is None:
            return None
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()

    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


def path(*segments: str) -> str:
    """A path of the API. Each segment is percent-encoded, so that no id reaches another route.

    Raises ``ValueError`` for an empty id and for ``.`` and ``..``, which HTTP libraries take for directions.
    """
    for segment in segments:
        if not isinstance(segment, str) or segment in ("", ".", ".."):
            raise ValueError(f"not an id: {segment!r}")
    return "/v1/" + "/".join(quote(segment, safe="") for segment in segments)


def given(**members: Any) -> dict[str, Any]:
    """The members that were given: everything but ``None``. Zero, false and empty stay, for they say something."""
    return {name: value for name, value in members.items() if value is not None}


def query(**members: Any) -> dict[str, str]:
    """Query parameters as text; booleans as JSON spells them."""
    return {name: _text(value) for name, value in members.items() if value is not None}


def idempotency_key() -> str:
    """A name for one call, never used twice by chance."""
    return secrets.token_urlsafe(18)


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
