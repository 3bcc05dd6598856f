# SPDX-License-Identifier: Apache-2.0
"""Skills: offered, found, used."""

from __future__ import annotations

import time
from typing import Any

from getstack._core.building import build, build_all
from getstack._core.calls import AUTHORITY_REQUEST, INTENT_APPROVAL, Api
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow, pause
from getstack._core.request import given, query
from getstack.types import Skill, SkillInvocation, SkillRequest

FINISHED = {"completed", "failed", "expired"}
_window = query  # `browse` has an argument of that name


class Skills(Api):
    """``/v1/skills``."""

    @endpoint
    def publish(self, /, **kwargs: Any) -> Flow[Skill]:
        """Offers a skill."""
        return build(Skill, (yield from self._post("skills", body=kwargs)))

    @endpoint
    def get(self, skill_id: str) -> Flow[Skill]:
        """One skill."""
        return build(Skill, (yield from self._get("skills", skill_id)))

    @endpoint
    def browse(
        self,
        *,
        query: str | None = None,
        tags: str | None = None,
        trust_level: str | None = None,
        status: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Flow[list[Skill]]:
        """Looks for skills."""
        window = _window(query=query, tags=tags, trust_level=trust_level, status=status, limit=limit, offset=offset)
        return build_all(Skill, (yield from self._get("skills", query=window)))

    @endpoint
    def list_owned(self) -> Flow[list[Skill]]:
        """The operator's own."""
        return build_all(Skill, (yield from self._get("skills", "mine")))

    @endpoint
    def update(self, /, skill_id: str, **kwargs: Any) -> Flow[Skill]:
        """Changes what is given."""
        return build(Skill, (yield from self._patch("skills", skill_id, body=kwargs)))

    @endpoint
    def suspend(self, skill_id: str) -> Flow[Skill]:
        """Takes it off the market."""
        return build(Skill, (yield from self._post("skills", skill_id, "suspend")))

    @endpoint
    def activate(self, skill_id: str) -> Flow[Skill]:
        """Puts it back."""
        return build(Skill, (yield from self._post("skills", skill_id, "activate")))

    @endpoint
    def check_trust(self, skill_id: str) -> Flow[dict[str, Any]]:
        """Whether this operator may use it."""
        return self._post("skills", skill_id, "check-trust", body={})

    @endpoint
    def invoke(
        self,
        skill_id: str,
        *,
        agent_id: str | None = None,
        input: dict[str, Any],
        passport_id: str | None = None,
        approval_id: str | None = None,
        authority_request_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Flow[SkillInvocation]:
        """Uses it; once, however often this request arrives."""
        body = given(input=input, agent_id=agent_id, passport_id=passport_id)
        headers = {
            INTENT_APPROVAL: approval_id,
            AUTHORITY_REQUEST: authority_request_id,
            "Idempotency-Key": idempotency_key,
        }
        return build(SkillInvocation, (yield from self._post("skills", skill_id, "invoke", body=body, headers=headers)))

    def _invocation(self, invocation_id: str) -> Flow[SkillInvocation]:
        """One use."""
        return build(SkillInvocation, (yield from self._get("skills", "invocations", invocation_id)))

    get_invocation = endpoint(_invocation)

    @endpoint
    def list_invocations(self) -> Flow[list[SkillInvocation]]:
        """The operator's uses of others' skills."""
        return build_all(SkillInvocation, (yield from self._get("skills", "invocations", "mine")))

    @endpoint
    def list_pending_invocations(self, skill_id: str | None = None) -> Flow[list[SkillInvocation]]:
        """Uses that wait for this publisher."""
        window = query(skill_id=skill_id)
        return build_all(SkillInvocation, (yield from self._get("skills", "invocations", "pending", query=window)))

    @endpoint
    def claim_invocation(self, invocation_id: str) -> Flow[dict[str, Any]]:
        """Takes one on; the answer has its input."""
        return self._post("skills", "invocations", invocation_id, "claim")

    @endpoint
    def complete_invocation(self, invocation_id: str, output: dict[str, Any]) -> Flow[dict[str, Any]]:
        """Hands over the result."""
        return self._post("skills", "invocations", invocation_id, "complete", body={"output": output})

    @endpoint
    def fail_invocation(self, invocation_id: str, *, code: str, message: str) -> Flow[dict[str, Any]]:
        """Says that it did not work."""
        body = {"error": {"code": code, "message": message}}
        return self._post("skills", "invocations", invocation_id, "fail", body=body)

    @endpoint
    def poll(
        self, invocation_id: str, *, interval_seconds: float = 1.0, timeout_seconds: float = 60.0
    ) -> Flow[SkillInvocation]:
        """Waits for the end of a use; raises :class:`TimeoutError` when it does not come in time."""
        end = time.monotonic() + timeout_seconds
        while True:
            found = yield from self._invocation(invocation_id)
            if found.status in FINISHED:
                return found
            if time.monotonic() + interval_seconds > end:
                raise TimeoutError(f"{invocation_id} is still {found.status} after {timeout_seconds} s")
            yield from pause(interval_seconds)

    @endpoint
    def post_request(self, /, **kwargs: Any) -> Flow[SkillRequest]:
        """Wishes for a skill."""
        return build(SkillRequest, (yield from self._post("skill-requests", body=kwargs)))

    @endpoint
    def list_requests(
        self, *, status: str | None = None, limit: int | None = None, offset: int | None = None
    ) -> Flow[list[SkillRequest]]:
        """Wishes."""
        window = query(status=status, limit=limit, offset=offset)
        return build_all(SkillRequest, (yield from self._get("skill-requests", query=window)))

    @endpoint
    def get_request(self, request_id: str) -> Flow[SkillRequest]:
        """One wish."""
        return build(SkillRequest, (yield from self._get("skill-requests", request_id)))

    @endpoint
    def get_request_matches(self, request_id: str) -> Flow[dict[str, Any]]:
        """Skills that would fit it."""
        return self._get("skill-requests", request_id, "matches")

    @endpoint
    def suggest_composition(self, request_id: str) -> Flow[dict[str, Any]]:
        """Skills that together would do it."""
        return self._get("skill-requests", request_id, "suggest")


class SkillService(Skills, Blocking):
    """Skills, for :class:`~getstack.Stack`."""


class AsyncSkillService(Skills, Awaiting):
    """Skills, for :class:`~getstack.AsyncStack`."""
