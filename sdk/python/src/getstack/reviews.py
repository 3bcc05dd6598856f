# SPDX-License-Identifier: Apache-2.0
"""Missions that wait for a person's decision."""

from __future__ import annotations

from getstack._core import reading
from getstack._core.building import build, build_all
from getstack._core.calls import GOVERNANCE, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.request import given, query
from getstack.types import ReviewDecisionResult, ReviewQueue, ReviewQueueItem


class Reviews(Api):
    """``/v1/passports/reviews``."""

    @endpoint
    def decide(
        self,
        checkout_id: str,
        decision: str,
        notes: str | None = None,
        block_future: bool = False,
        governance_approval_id: str | None = None,
    ) -> Flow[ReviewDecisionResult]:
        """``approved`` or ``blocked``; ``block_future`` keeps the agent from new passports."""
        body = given(decision=decision, notes=notes, block_future=block_future or None)
        headers = {GOVERNANCE: governance_approval_id}
        found = yield from self._post("passports", "reviews", checkout_id, "decide", body=body, headers=headers)
        return build(ReviewDecisionResult, found)

    @endpoint
    def list(self, status: str = "flagged", page: int = 1, limit: int = 20) -> Flow[ReviewQueue]:
        """A page of the queue: ``flagged``, ``blocked``, ``approved``, ``rejected`` or ``all``."""
        found = yield from self._get("passports", "reviews", query=query(status=status, page=page, limit=limit))
        said = reading.members(found, "review queue", "items", "total")
        return ReviewQueue(build_all(ReviewQueueItem, said["items"], flags=[]), said["total"])


class ReviewService(Reviews, Blocking):
    """Reviews, for :class:`~getstack.Stack`."""


class AsyncReviewService(Reviews, Awaiting):
    """Reviews, for :class:`~getstack.AsyncStack`."""
