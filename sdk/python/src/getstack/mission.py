# SPDX-License-Identifier: Apache-2.0
"""A piece of work as a block: opened, kept alive, reported and closed by itself."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

import httpx

from getstack import transport
from getstack._core import reading
from getstack._core.building import build
from getstack._core.connection import Connection
from getstack._core.durations import moment, seconds
from getstack._core.endpoint import Awaiting, Blocking, Service, endpoint
from getstack._core.flow import Flow, Join, Running, Start
from getstack._core.jose import AgentKey
from getstack._core.journal import Journal
from getstack._core.keeper import Keeper
from getstack._core.presentation import Presentation
from getstack._core.request import Request, given, path
from getstack.agent_auth import AgentKeypairAuth
from getstack.client import AsyncHttpClient, HttpClient
from getstack.errors import MissionEndedError, StackError, UnauthorizedError
from getstack.proxy import AsyncProxyService, Call, OnOperation, ProxyResponse, ProxyService, ProxyStream, proxied
from getstack.types import CheckoutResult, Passport, ToolCall

if TYPE_CHECKING:
    from getstack.passports import Passports

log = logging.getLogger("getstack.mission")

SUMMARY_MOST = 1000
KEEPER_SECONDS = 35.0

KEY_UNKNOWN = "proof_of_another_key"
DEAD = {"PASSPORT_REVOKED", "PASSPORT_EXPIRED"}

OnFailure = Callable[[Exception], None]


class MissionFlows(Service):
    """What both kinds of missions are.

    Entering opens the mission and issues its passport. While the block runs, checkpoints go out and the passport is
    renewed, each early enough to be tried again. Leaving checks out, always: also when the block raised, was
    interrupted or cancelled, and then with the failure as its summary; after that the mission is completed, or revoked
    when the block raised. A ``mission_id`` that was given is left open.

    ``result`` is the review after leaving. ``failures`` are the errors of checkpoints, renewals and the closing; each
    is logged as well, and given to ``on_failure``. When the mission died meanwhile, leaving raises
    :class:`~getstack.MissionEndedError`, unless the block itself raised.

    Further options: ``ttl_seconds`` of the passport; ``key_bound`` binds it to the agent's own key, which is enrolled
    where needed, so that the token alone is worth nothing; ``on_failure``, called where the failure happens.
    """

    def __init__(
        self,
        service: Passports,
        agent_id: str,
        intent: str,
        services: list[str],
        will_delegate: bool = False,
        estimated_duration: str | None = None,
        checkpoint_interval: str | None = None,
        mission_id: str | None = None,
        expires_in: str | None = None,
        *,
        ttl_seconds: int | None = None,
        key_bound: bool = False,
        on_failure: OnFailure | None = None,
    ) -> None:
        super().__init__(service._client)
        self._passports = service
        self._agent_id, self._intent, self._services = agent_id, intent, services
        self._will_delegate, self._estimated_duration = will_delegate, estimated_duration
        self._interval, self._expires_in, self._ttl_seconds = checkpoint_interval, expires_in, ttl_seconds
        self._key_bound, self._on_failure = key_bound, on_failure
        self._owned = mission_id is None
        self._key: AgentKey | None = None
        self._journal = Journal()
        self._over = self._client.signal()
        self._keeping: Running | None = None
        self._rotation_seconds: int | None = None
        self._entered_at = 0.0
        self.mission_id = mission_id
        self.passport: Passport | None = None
        self.result: CheckoutResult | None = None
        self.review_status: str | None = None
        self.rotation_count = 0
        self.failures: list[Exception] = []
        self.lost: StackError | None = None

    @property
    def token(self) -> str:
        """The passport as it is now; it changes when it is renewed."""
        if self.passport is None:
            raise RuntimeError("the mission has not begun: use it in a `with` block")
        return self.passport.token

    @property
    def should_rotate(self) -> bool:
        """Whether a round of a continuous mission has lasted long enough."""
        return self._rotation_seconds is not None and time.monotonic() - self._entered_at >= self._rotation_seconds

    def log(self, service: str, method: str, target: str | None = None) -> None:
        """Notes an action for the next report. Calls through :meth:`proxy` are noted by themselves."""
        self._journal.note(ToolCall(service, method, target))

    def delegate(self, child_agent_id: str) -> None:
        """Notes for the report that work went to another agent; ``passports.delegate`` makes its passport."""
        self._journal.note_delegation(child_agent_id)

    def _presentation(self) -> Presentation:
        """The passport as it is shown: with a proof, when it is bound to a key."""
        return Presentation(self.token, self._key)

    @endpoint
    def proxy(
        self,
        service: str,
        url: str,
        method: str = "GET",
        *,
        headers: dict[str, str] | None = None,
        body: Any = None,
        query: dict[str, str] | None = None,
        approval_id: str | None = None,
        authority_request_id: str | None = None,
        on_operation_id: OnOperation | None = None,
        _proxy_service: Any = None,
    ) -> Flow[ProxyResponse]:
        """Calls a service with this mission's passport; the credential never comes here.

        The published client had to be given ``_proxy_service``; here it is not needed and not looked at.
        """
        call = Call(service, url, method, headers, body, query)
        answer = yield from proxied(
            self._client, call, self._presentation(), approval_id, authority_request_id, on_operation_id
        )
        self.log(service, call.method, url)
        return answer

    def _open(self) -> Flow[None]:
        keys = _keys_of(self._client, self._agent_id)
        if self._key_bound:
            self._key = yield from keys.key(self._client)
        began = time.monotonic()
        try:
            mission_ends = yield from self._begun()
        except UnauthorizedError as refusal:
            if refusal.details.get("reason") != KEY_UNKNOWN or not (yield from keys.renew(self._client)):
                raise
            self._key = yield from keys.key(self._client)
            began = time.monotonic()
            mission_ends = yield from self._begun()
        self._entered_at = time.monotonic()
        keeper = Keeper(self, began, mission_ends)
        if keeper.has_duties():
            self._keeping = yield Start(keeper.keep(), f"stack-mission-{self.mission_id}")

    def _begun(self) -> Flow[float | None]:
        """Opens the mission, or takes the one that was given; gives its deadline where that is known."""
        return self._started() if self.mission_id is None else self._issued()

    def _started(self) -> Flow[float | None]:
        deadline = self._expires_in if self._expires_in is not None else self._estimated_duration
        body = {
            "agent_id": self._agent_id,
            "mission": given(
                intent_summary=self._intent, intent_services=self._services, expires_in_seconds=seconds(deadline)
            ),
            "passport": given(
                intent=given(
                    summary=self._intent,
                    services=self._services,
                    will_delegate=self._will_delegate,
                    estimated_duration_seconds=seconds(self._estimated_duration),
                ),
                checkpoint_interval_seconds=seconds(self._interval),
                ttl_seconds=self._ttl_seconds,
            ),
        }
        request = Request("POST", path("missions", "start"), body, confirmed_by=Presentation(None, self._key))
        found = reading.members((yield from self._client.ask(request)), "mission", "mission_id", "passport")
        self.mission_id = found["mission_id"]
        self.passport = build(Passport, found["passport"])
        return moment(found["expires_at"]) if found.get("expires_at") else None

    def _issued(self) -> Flow[float | None]:
        assert self.mission_id is not None  # noqa: S101  (only called with one)
        self.passport = yield from self._passports._issue(
            self._agent_id,
            self._intent,
            self._services,
            self._will_delegate,
            self._estimated_duration,
            self._interval,
            self._ttl_seconds,
            mission_ids=[self.mission_id],
            key=self._key,
        )
        return None

    def _close(self, raised: BaseException | None) -> Flow[None]:
        """Checks out and ends the mission, whatever stands against the one or the other."""
        self._over.set()
        if self._keeping is not None:
            yield Join(self._keeping, KEEPER_SECONDS)
        failed: list[Exception] = []
        state = None
        try:
            yield from self._checked_out(raised)
        except Exception as error:
            failed.append(error)
        try:
            state = yield from self._ended(raised)
        except Exception as error:
            failed.append(error)
        for failure in failed:
            self._note_failure(failure)
            if raised is not None and hasattr(raised, "add_note"):
                raised.add_note(f"and the mission {self.mission_id} could not be closed: {failure}")
        if raised is None and (self.lost is not None or failed):
            raise self._end(state, self.lost or failed[0])

    def _checked_out(self, raised: BaseException | None) -> Flow[None]:
        report = self._journal.everything()
        summary = None if raised is None else f"Mission failed: {type(raised).__name__}: {raised}"[:SUMMARY_MOST]
        assert self.passport is not None  # noqa: S101  (closed only after opening)
        try:
            self.result = yield from self._passports._checkout(
                self.passport.jti,
                report.services_used,
                report.actions_count,
                report.tool_calls,
                summary,
                report.delegated_to or None,
            )
        except StackError as failure:
            if failure.code != "ALREADY_CHECKED_OUT":
                raise
            return
        self.review_status = self.result.review_status

    def _ended(self, raised: BaseException | None) -> Flow[str | None]:
        if not self._owned or self.mission_id is None:
            return None
        if raised is None:
            request = Request("POST", path("missions", self.mission_id, "complete"), {})
        else:
            notes = f"Mission failed: {type(raised).__name__}: {raised}"[:SUMMARY_MOST]
            body = {"reason": "operator_initiated_clean", "notes": notes}
            request = Request("POST", path("missions", self.mission_id, "revoke"), body)
        found = yield from self._client.ask(request)
        return found.get("terminal_state") if isinstance(found, dict) else None

    def _end(self, state: str | None, cause: Exception) -> Exception:
        """What a good block is told whose mission did not end well."""
        if not isinstance(cause, StackError) or (self.lost is None and cause.code not in DEAD):
            return cause
        of_passport = "revoked" if cause.code == "PASSPORT_REVOKED" else "expired"
        known = of_passport if state in (None, "completed_successful") else str(state).split("_")[0]
        message = f"The mission {self.mission_id} did not last: {cause}"
        ended = MissionEndedError(self.mission_id, known, cause.status_code, message, request_id=cause.request_id)
        ended.__cause__ = cause
        return ended

    def _note_failure(self, failure: Exception) -> None:
        """Makes a failure beside the block visible."""
        self.failures.append(failure)
        log.warning("mission %s of %s: %s", self.mission_id, self._agent_id, failure)
        if self._on_failure is not None:
            try:
                self._on_failure(failure)
            except Exception:
                log.exception("on_failure failed")


class Mission(MissionFlows, Blocking):
    """A mission of :class:`~getstack.Stack`: ``with stack.passports.mission(…) as mission``."""

    __doc__ = f"{__doc__}\n\n{MissionFlows.__doc__}"
    _client: HttpClient

    def __enter__(self) -> Mission:
        self._client.run(self._open())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.run(self._close(raised))

    @contextlib.contextmanager
    def stream(self, service: str, url: str, method: str = "GET", **options: Any) -> Iterator[ProxyStream]:
        """A call whose answer is handed on as it arrives."""
        proxy = ProxyService(self._client)
        with proxy.stream(service, url, method, passport_token=self._presentation(), **options) as answer:
            self.log(service, method.upper(), url)
            yield answer

    def http_client(self, service: str, library: Any = httpx, **options: Any) -> Any:
        """An HTTP client each of whose requests goes through the proxy: for packages that take one.

        ``library`` is the module the package expects its client from, ``httpx`` or ``httpx2``; the rest goes to it.
        """
        return library.Client(transport=transport.transport(library, self._client, service, self), **options)


class AsyncMission(MissionFlows, Awaiting):
    """A mission of :class:`~getstack.AsyncStack`: ``async with stack.passports.mission(…) as mission``."""

    __doc__ = f"{__doc__}\n\n{MissionFlows.__doc__}"
    _client: AsyncHttpClient

    async def __aenter__(self) -> AsyncMission:
        await self._client.run(self._open())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        closing = asyncio.ensure_future(self._client.run(self._close(raised)))
        try:
            await asyncio.shield(closing)
        except asyncio.CancelledError:
            await asyncio.wait({closing})  # The checkout goes out all the same; each of its waits is bounded.
            raise

    @contextlib.asynccontextmanager
    async def stream(self, service: str, url: str, method: str = "GET", **options: Any) -> AsyncIterator[ProxyStream]:
        """A call whose answer is handed on as it arrives."""
        proxy = AsyncProxyService(self._client)
        async with proxy.stream(service, url, method, passport_token=self._presentation(), **options) as answer:
            self.log(service, method.upper(), url)
            yield answer

    def http_client(self, service: str, library: Any = httpx, **options: Any) -> Any:
        """An HTTP client each of whose requests goes through the proxy; see :meth:`Mission.http_client`."""
        return library.AsyncClient(transport=transport.async_transport(library, self._client, service, self), **options)


def _keys_of(client: Connection, agent_id: str) -> AgentKeypairAuth:
    """Where the agent's key comes from: the caller, when it is that agent, else its file, or a new enrolment."""
    auth = client.auth
    if isinstance(auth, AgentKeypairAuth) and auth.agent_id == agent_id:
        return auth
    return AgentKeypairAuth(agent_id, bearer_provider=lambda: client.auth)
