# SPDX-License-Identifier: Apache-2.0
"""Actions a person agrees to before they are done."""

from __future__ import annotations

import time
from typing import Any

from getstack._core import reading
from getstack._core.calls import Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow, pause
from getstack._core.request import given, query


class Intents(Api):
    """``/v1/intents``."""

    @endpoint
    def simulate(
        self,
        intent: dict[str, Any],
        passport_token: str,
        *,
        intent_claim_ref: str | None = None,
        persist: bool | None = None,
    ) -> Flow[dict[str, Any]]:
        """What would come of it."""
        body = given(intent=intent, intent_claim_ref=intent_claim_ref, persist=persist)
        return self._post("intents", "simulate", body=body, passport=passport_token)

    def _submit(
        self,
        intent: dict[str, Any],
        passport_token: str,
        *,
        expires_in_seconds: int | None = None,
        skip_simulation: bool = False,
    ) -> Flow[dict[str, Any]]:
        """Asks for a person's approval."""
        body = given(intent=intent, expires_in_seconds=expires_in_seconds, skip_simulation=skip_simulation or None)
        return self._post("intents", "submit", body=body, passport=passport_token)

    submit = endpoint(_submit)

    @endpoint
    def submit_and_wait(
        self,
        intent: dict[str, Any],
        passport_token: str,
        *,
        expires_in_seconds: int | None = None,
        skip_simulation: bool = False,
        timeout_seconds: float = 60.0,
        poll_interval_seconds: float = 1.0,
    ) -> Flow[dict[str, Any]]:
        """Asks and waits for the decision; raises :class:`TimeoutError` when there is none in time."""
        submitted = yield from self._submit(
            intent, passport_token, expires_in_seconds=expires_in_seconds, skip_simulation=skip_simulation
        )
        approval = reading.members(submitted, "approval", "approval_id")["approval_id"]
        end = time.monotonic() + timeout_seconds
        while True:
            row = reading.members((yield from self._get("intents", approval)), "approval", "status")
            if row["status"] != "pending":
                return row
            if time.monotonic() + poll_interval_seconds > end:
                raise TimeoutError(f"nobody decided {approval} within {timeout_seconds} s")
            yield from pause(poll_interval_seconds)

    @endpoint
    def get(self, approval_id: str) -> Flow[dict[str, Any]]:
        """One approval."""
        return self._get("intents", approval_id)

    @endpoint
    def list_pending(self, *, page: int | None = None, limit: int | None = None) -> Flow[dict[str, Any]]:
        """Those nobody decided yet."""
        return self._get("intents", "pending", query=query(page=page, limit=limit))

    @endpoint
    def approve(self, approval_id: str, *, notes: str | None = None) -> Flow[dict[str, Any]]:
        """Agrees."""
        return self._post("intents", approval_id, "approve", body=given(notes=notes))

    @endpoint
    def reject(self, approval_id: str, *, notes: str | None = None, block_future: bool = False) -> Flow[dict[str, Any]]:
        """Refuses, which revokes the passport; ``block_future`` suspends the agent as well."""
        body = given(notes=notes, block_future=block_future or None)
        return self._post("intents", approval_id, "reject", body=body)


class IntentsService(Intents, Blocking):
    """Intents, for :class:`~getstack.Stack`."""


class AsyncIntentsService(Intents, Awaiting):
    """Intents, for :class:`~getstack.AsyncStack`."""
