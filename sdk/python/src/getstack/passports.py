# SPDX-License-Identifier: Apache-2.0
"""Passports: issue, report, refresh, pass on, revoke; and missions that keep themselves alive."""

from __future__ import annotations

from typing import Any

from getstack._core import reading
from getstack._core.building import build
from getstack._core.calls import Api
from getstack._core.durations import seconds
from getstack._core.endpoint import Awaiting, Blocking, endpoint
from getstack._core.flow import Flow
from getstack._core.jose import AgentKey, unverified_claims
from getstack._core.presentation import Presentation
from getstack._core.request import Request, given, path, query
from getstack.client import AsyncHttpClient, HttpClient
from getstack.errors import StackError, mission_ended_error
from getstack.mission import AsyncMission, Mission
from getstack.mission_rounds import AsyncRounds, RoundPlan, Rounds
from getstack.types import CheckoutResult, CheckpointResult, Passport, PassportReport


class Passports(Api):
    """``/v1/passports``."""

    def _issue(
        self,
        agent_id: str,
        intent: str | None = None,
        services: list[str] | None = None,
        will_delegate: bool = False,
        estimated_duration: str | None = None,
        checkpoint_interval: str | None = None,
        ttl_seconds: int | None = None,
        scopes: list[dict[str, Any]] | None = None,
        authority_binding_ids: list[str] | None = None,
        mission_ids: list[str] | None = None,
        *,
        key: AgentKey | None = None,
    ) -> Flow[Passport]:
        """Issues a passport in one mission; without ``mission_ids`` in a mission of its own.

        With ``key`` it is bound to that key of the agent: whoever shows it has to prove that they hold the key.
        """
        if mission_ids is not None and len(mission_ids) != 1:
            raise ValueError("a passport belongs to exactly one mission: mission_ids=[mission_id]")
        body = given(
            agent_id=agent_id,
            mission_ids=mission_ids,
            scopes=scopes,
            authority_binding_ids=authority_binding_ids,
            ttl_seconds=ttl_seconds,
            intent=intent_of(intent, services, will_delegate, estimated_duration),
            checkpoint_interval_seconds=seconds(checkpoint_interval),
        )
        return (yield from self._passport(path("passports", "issue"), body, Presentation(None, key)))

    issue = endpoint(_issue)

    def _checkpoint(
        self,
        passport_jti: str,
        services_used: list[str],
        actions_count: int,
        tool_calls: list[dict[str, Any]] | None = None,
        summary: str | None = None,
        delegated_to: list[str] | None = None,
        *,
        patience: float | None = None,
    ) -> Flow[CheckpointResult]:
        """Reports since the last time, and extends an enforced passport; ``patience`` seconds for all attempts."""
        body = _report(services_used, actions_count, tool_calls, summary, delegated_to)
        request = Request("POST", path("passports", passport_jti, "checkpoint"), body, patience=patience)
        return build(CheckpointResult, (yield from self._client.ask(request)))

    checkpoint = endpoint(_checkpoint)

    def _checkout(
        self,
        passport_jti: str,
        services_used: list[str],
        actions_count: int,
        tool_calls: list[dict[str, Any]] | None = None,
        summary: str | None = None,
        delegated_to: list[str] | None = None,
    ) -> Flow[CheckoutResult]:
        """Reports everything and ends the passport; the answer is the review."""
        body = _report(services_used, actions_count, tool_calls, summary, delegated_to)
        return build(CheckoutResult, (yield from self._post("passports", passport_jti, "checkout", body=body)))

    checkout = endpoint(_checkout)

    def _refresh(
        self,
        token: str,
        ttl_seconds: int | None = None,
        *,
        key: AgentKey | None = None,
        patience: float | None = None,
    ) -> Flow[Passport]:
        """The next passport of the same mission, with a new id; the old one holds a few seconds more."""
        body = given(token=token, ttl_seconds=ttl_seconds)
        return (yield from self._passport(path("passports", "refresh"), body, Presentation(token, key), patience))

    refresh = endpoint(_refresh)

    @endpoint
    def delegate(
        self,
        parent_token: str,
        child_agent_id: str,
        scopes: list[dict[str, Any]] | list[str] | None = None,
        ttl_seconds: int | None = None,
        *,
        key: AgentKey | None = None,
        confirmation: dict[str, str] | None = None,
    ) -> Flow[Passport]:
        """Passes a passport on, for less and for no longer.

        ``scopes`` are names of services, or objects as :meth:`issue` takes them; without them all goes along. A bound
        parent needs its ``key``, and as ``confirmation`` the key its child will hold: ``{"jkt": thumbprint}``.
        """
        body = given(
            parent_passport_token=parent_token,
            child_agent_id=child_agent_id,
            scopes=_passed_on(parent_token, scopes),
            ttl_seconds=ttl_seconds,
            confirmation=confirmation,
        )
        return (yield from self._passport(path("passports", "delegate"), body, Presentation(parent_token, key)))

    @endpoint
    def verify(self, token: str) -> Flow[dict[str, Any]]:
        """Asks the server about a token. :mod:`getstack.offline` needs no question for each."""
        return self._post("passports", "verify", body={"token": token})

    @endpoint
    def report(self, passport_jti: str) -> Flow[PassportReport]:
        """All that is known of a passport."""
        found = yield from self._get("passports", passport_jti, "report")
        return build(PassportReport, found, intent=None, checkout=None, review=None)

    @endpoint
    def revoke(self, jti: str, reason: str | None = None) -> Flow[dict[str, Any]]:
        """The kill switch: ends a passport and all that were made from it, everywhere."""
        return self._post("passports", "revoke", body={"jti": jti, "reason": reason})

    @endpoint
    def revoke_agent(self, agent_id: str, reason: str | None = None) -> Flow[dict[str, Any]]:
        """Ends all live passports of an agent."""
        return self._post("passports", "revoke-agent", agent_id, body={"reason": reason})

    @endpoint
    def revoke_session(self, session_id: str, reason: str | None = None) -> Flow[dict[str, Any]]:
        """Ends all of a session."""
        return self._post("passports", "revoke-session", session_id, body={"reason": reason})

    @endpoint
    def revoke_all(self, reason: str | None = None) -> Flow[dict[str, Any]]:
        """Ends all of the operator."""
        return self._post("passports", "revoke-all", body={"reason": reason})

    @endpoint
    def list_active(self, agent_id: str | None = None, session_id: str | None = None) -> Flow[list[dict[str, Any]]]:
        """The live ones."""
        found = yield from self._get("passports", "active", query=query(agent_id=agent_id, session_id=session_id))
        return reading.objects(found, "passports")

    def _passport(
        self, target: str, body: dict[str, Any], confirmed_by: Presentation, patience: float | None = None
    ) -> Flow[Passport]:
        request = Request("POST", target, body, confirmed_by=confirmed_by, patience=patience)
        try:
            return build(Passport, (yield from self._client.ask(request)))
        except StackError as refusal:
            raise mission_ended_error(refusal) from refusal.__cause__


class PassportService(Passports, Blocking):
    """Passports, for :class:`~getstack.Stack`."""

    _client: HttpClient

    def mission(
        self,
        agent_id: str,
        intent: str,
        services: list[str],
        will_delegate: bool = False,
        estimated_duration: str | None = None,
        checkpoint_interval: str | None = None,
        mission_id: str | None = None,
        expires_in: str | None = None,
        **options: Any,
    ) -> Mission:
        """A mission for a ``with`` block; see :class:`~getstack.Mission`, which names the further options."""
        return Mission(
            self,
            agent_id,
            intent,
            services,
            will_delegate,
            estimated_duration,
            checkpoint_interval,
            mission_id,
            expires_in,
            **options,
        )

    def continuous_mission(
        self,
        agent_id: str,
        intent: str,
        services: list[str],
        rotation_interval: str = "4h",
        will_delegate: bool = False,
        checkpoint_interval: str | None = None,
        mission_id: str | None = None,
        expires_in: str | None = None,
        **options: Any,
    ) -> Rounds:
        """One mission in rounds, each with a passport of its own; see :class:`~getstack.mission_rounds.Rounds`."""
        plan = RoundPlan(
            agent_id,
            intent,
            services,
            rotation_interval,
            will_delegate,
            checkpoint_interval,
            mission_id,
            expires_in,
            options,
        )
        return Rounds(self, plan)


class AsyncPassportService(Passports, Awaiting):
    """Passports, for :class:`~getstack.AsyncStack`."""

    _client: AsyncHttpClient

    def mission(
        self,
        agent_id: str,
        intent: str,
        services: list[str],
        will_delegate: bool = False,
        estimated_duration: str | None = None,
        checkpoint_interval: str | None = None,
        mission_id: str | None = None,
        expires_in: str | None = None,
        **options: Any,
    ) -> AsyncMission:
        """A mission for an ``async with`` block; see :class:`~getstack.mission.AsyncMission`."""
        return AsyncMission(
            self,
            agent_id,
            intent,
            services,
            will_delegate,
            estimated_duration,
            checkpoint_interval,
            mission_id,
            expires_in,
            **options,
        )

    def continuous_mission(
        self,
        agent_id: str,
        intent: str,
        services: list[str],
        rotation_interval: str = "4h",
        will_delegate: bool = False,
        checkpoint_interval: str | None = None,
        mission_id: str | None = None,
        expires_in: str | None = None,
        **options: Any,
    ) -> AsyncRounds:
        """One mission in rounds; see :class:`~getstack.mission_rounds.AsyncRounds`."""
        plan = RoundPlan(
            agent_id,
            intent,
            services,
            rotation_interval,
            will_delegate,
            checkpoint_interval,
            mission_id,
            expires_in,
            options,
        )
        return AsyncRounds(self, plan)


def intent_of(
    summary: str | None, services: list[str] | None, will_delegate: bool, estimated_duration: str | None
) -> dict[str, Any] | None:
    """The declared intent; none when nothing was declared."""
    if summary is None and services is None:
        return None
    return given(
        summary=summary or "",
        services=services or [],
        will_delegate=will_delegate,
        estimated_duration_seconds=seconds(estimated_duration),
    )


def _report(
    services_used: list[str],
    actions_count: int,
    tool_calls: list[dict[str, Any]] | None,
    summary: str | None,
    delegated_to: list[str] | None,
) -> dict[str, Any]:
    return given(
        services_used=services_used,
        actions_count=actions_count,
        tool_calls=tool_calls,
        summary=summary,
        delegated_to=delegated_to,
    )


def _passed_on(token: str, scopes: list[dict[str, Any]] | list[str] | None) -> list[dict[str, Any]]:
    """What a child gets, as objects: those given, or the parent's entries for the names given."""
    if scopes is not None and any(isinstance(scope, dict) for scope in scopes):
        return [scope for scope in scopes if isinstance(scope, dict)]
    held = unverified_claims(token)["stk"]["services"]
    names = {entry["service_name"] for entry in held} if scopes is None else set(scopes)
    unknown = names - {entry["service_name"] for entry in held}
    if unknown:
        raise ValueError(f"the parent does not hold {', '.join(sorted(map(str, unknown)))}")
    return [_entry(entry) for entry in held if entry["service_name"] in names]


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    return given(
        service_connection_id=entry["connection_id"],
        scopes=entry["scopes"],
        constraints=entry.get("constraints"),
        allow_data_from=entry.get("allow_data_from"),
    )
