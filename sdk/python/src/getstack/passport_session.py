# SPDX-License-Identifier: Apache-2.0
"""A passport that is refreshed when it is almost over."""

from __future__ import annotations

import threading
import time
from typing import Any

from getstack._core import reading
from getstack._core.connection import Connection
from getstack._core.endpoint import Awaiting, Blocking, Service, endpoint
from getstack._core.flow import Flow, pause
from getstack._core.jose import unverified_claims
from getstack._core.request import Request, given, path
from getstack.types import Passport

TURN_PAUSE_SECONDS = 0.05


class Session(Service):
    """Holds a token and refreshes it, once at a time."""

    def __init__(self, client: Connection, issued: dict[str, Any], issue_input: dict[str, Any]) -> None:
        super().__init__(client)
        self._token: str = reading.members(issued, "passport", "token")["token"]
        self._ttl_seconds: int | None = issue_input.get("ttl_seconds")
        self._turn = threading.Lock()

    @property
    def token(self) -> str:
        """The token as it is, however old."""
        return self._token

    @property
    def expires_at_seconds(self) -> int:
        """Its signed end, epoch seconds."""
        return int(unverified_claims(self._token)["exp"])

    @endpoint
    def get_token(self, grace_seconds: int = 60) -> Flow[str]:
        """A token that is good for more than ``grace_seconds``."""
        return (yield from self._fresh(grace_seconds))

    def _fresh(self, grace_seconds: int = 60) -> Flow[str]:
        """The flow of :meth:`get_token`."""
        while not self._turn.acquire(blocking=False):
            yield from pause(TURN_PAUSE_SECONDS)
        try:
            if self.expires_at_seconds - time.time() <= grace_seconds:
                body = given(token=self._token, ttl_seconds=self._ttl_seconds)
                found = yield from self._client.ask(Request("POST", path("passports", "refresh"), body))
                self._token = reading.members(found, "passport", "token")["token"]
            return self._token
        finally:
            self._turn.release()


class PassportSession(Session, Blocking):
    """A refreshing passport, for :class:`~getstack.Stack`."""


class AsyncPassportSession(Session, Awaiting):
    """A refreshing passport, for :class:`~getstack.AsyncStack`."""


def token_of(passport: str | Passport | Session | None) -> Flow[str | None]:
    """The token of whatever stands for a passport, refreshed where it can be."""
    if isinstance(passport, Session):
        return (yield from passport._fresh())
    return passport.token if isinstance(passport, Passport) else passport
