# SPDX-License-Identifier: Apache-2.0
"""The two clients: the same services over threads and over an event loop."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any

from getstack._core import reading
from getstack._core.connection import Auth, Connection
from getstack._core.credentials_file import CredentialsFile
from getstack._core.flow import Flow
from getstack._core.request import Request, given, path
from getstack._core.retry import RetryPolicy
from getstack.agent_auth import AgentKeypairAuth
from getstack.agents import AgentService, AsyncAgentService
from getstack.audit import AsyncAuditService, AuditService
from getstack.auth import ApiKeyAuth, CredentialsFileAuth, OAuthAuth, SessionAuth
from getstack.authority import AsyncAuthorityService, AuthorityService
from getstack.browser_bootstrap import browser_bootstrap, should_run_browser_bootstrap
from getstack.client import AsyncHttpClient, HttpClient
from getstack.credentials import AsyncCredentialService, CredentialService
from getstack.delivery_methods import AsyncDeliveryMethodService, DeliveryMethodService
from getstack.detector_config import AsyncDetectorConfigService, DetectorConfigService
from getstack.dropoffs import AsyncDropoffService, DropoffService
from getstack.evidence_packs import AsyncEvidencePacksService, EvidencePacksService
from getstack.fleets import AsyncFleetsService, FleetsService
from getstack.identity import AsyncIdentityService, IdentityService
from getstack.inbound_webhooks import AsyncInboundWebhookService, InboundWebhookService
from getstack.intents import AsyncIntentsService, IntentsService
from getstack.llm import AsyncLlmService, LlmService
from getstack.missions import AsyncMissionsService, MissionsService
from getstack.notifications import AsyncNotificationService, NotificationService
from getstack.partner_connect import AsyncPartnerConnectService, PartnerConnectService
from getstack.partner_tenants import AsyncPartnerTenantsService, PartnerTenantsService
from getstack.passport_session import AsyncPassportSession, PassportSession
from getstack.passports import AsyncPassportService, PassportService
from getstack.pii_config import AsyncPiiConfigService, PiiConfigService
from getstack.proxy import AsyncProxyService, ProxyService
from getstack.reviews import AsyncReviewService, ReviewService
from getstack.scan import AsyncScanService, ScanService
from getstack.security_events import AsyncSecurityEventService, SecurityEventService
from getstack.services import AsyncServiceService, ServiceService
from getstack.skills import AsyncSkillService, SkillService
from getstack.team import AsyncTeamService, TeamService
from getstack.usage import AsyncUsageService, UsageService

DEFAULT_BASE_URL = "http://127.0.0.1:8080"


class Stack:
    """The synchronous client; safe to share between threads. Making one sends nothing.

    Who calls, first that is there: ``agent_id`` (the agent's own key, enrolled where needed with one of the others),
    ``api_key``, the variable ``STACK_API_KEY``, the sign-in of ``./stack login``; in a terminal a browser makes one.
    Where: ``base_url``, the variable ``STACK_BASE_URL``, the server of the sign-in, this machine. ``timeout`` bounds
    one attempt in seconds, ``retry`` says how often and how long is tried.
    """

    def __init__(
        self,
        api_key: str | None = None,
        *,
        agent_id: str | None = None,
        base_url: str | None = None,
        timeout: float = 30.0,
        retry: RetryPolicy | None = None,
        _auth: Auth | None = None,
    ) -> None:
        where = _where(base_url, _auth is None and not api_key)
        self._client = HttpClient(where, _auth or _caller(api_key, agent_id, base_url, where), timeout, retry)
        self.agents = AgentService(self._client)
        self.passports = PassportService(self._client)
        self.credentials = CredentialService(self._client)
        self.services = ServiceService(self._client)
        self.dropoffs = DropoffService(self._client)
        self.reviews = ReviewService(self._client)
        self.notifications = NotificationService(self._client)
        self.audit = AuditService(self._client)
        self.proxy = ProxyService(self._client)
        self.scan = ScanService(self._client)
        self.usage = UsageService(self._client)
        self.security_events = SecurityEventService(self._client)
        self.skills = SkillService(self._client)
        self.identity = IdentityService(self._client)
        self.intents = IntentsService(self._client)
        self.missions = MissionsService(self._client)
        self.fleets = FleetsService(self._client)
        self.evidence_packs = EvidencePacksService(self._client)
        self.llm = LlmService(self._client)
        self.inbound_webhooks = InboundWebhookService(self._client)
        self.partner_tenants = PartnerTenantsService(self._client)
        self.partner_connect = PartnerConnectService(self._client)
        self.team = TeamService(self._client)
        self.delivery_methods = DeliveryMethodService(self._client)
        self.detector_config = DetectorConfigService(self._client)
        self.pii_config = PiiConfigService(self._client)
        self.authority = AuthorityService(self._client)

    @classmethod
    def from_session(cls, session_token: str, **kwargs: Any) -> Stack:
        """With a session token as the sign-in page gives it."""
        return cls(_auth=SessionAuth(session_token), **kwargs)

    @classmethod
    def from_oauth(
        cls,
        client_id: str,
        client_secret: str,
        access_token: str,
        refresh_token: str,
        token_endpoint: str | None = None,
        **kwargs: Any,
    ) -> Stack:
        """With the tokens of a sign-in made elsewhere; a refused access token is renewed."""
        return cls(_auth=OAuthAuth(client_id, client_secret, access_token, refresh_token, token_endpoint), **kwargs)

    def issue_passport(
        self,
        *,
        agent_id: str,
        services: list[dict[str, Any]] | None = None,
        intents: list[dict[str, Any]] | None = None,
        ttl_seconds: int | None = None,
        accountability_mode: str | None = None,
        authority_binding_ids: list[str] | None = None,
        mission_ids: list[str] | None = None,
        **kwargs: Any,
    ) -> PassportSession:
        """A passport that refreshes itself."""
        body = _issued(
            agent_id, services, intents, ttl_seconds, accountability_mode, authority_binding_ids, mission_ids, kwargs
        )
        return PassportSession(self._client, self._client.run(_issue(self._client, body)), body)

    def close(self) -> None:
        """Closes the sockets."""
        self._client.close()

    def __enter__(self) -> Stack:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncStack:
    """The asynchronous client; see :class:`Stack`. To be used on one event loop."""

    def __init__(
        self,
        api_key: str | None = None,
        *,
        agent_id: str | None = None,
        base_url: str | None = None,
        timeout: float = 30.0,
        retry: RetryPolicy | None = None,
        _auth: Auth | None = None,
    ) -> None:
        where = _where(base_url, _auth is None and not api_key)
        self._client = AsyncHttpClient(where, _auth or _caller(api_key, agent_id, base_url, where), timeout, retry)
        self.agents = AsyncAgentService(self._client)
        self.passports = AsyncPassportService(self._client)
        self.credentials = AsyncCredentialService(self._client)
        self.services = AsyncServiceService(self._client)
        self.dropoffs = AsyncDropoffService(self._client)
        self.reviews = AsyncReviewService(self._client)
        self.notifications = AsyncNotificationService(self._client)
        self.audit = AsyncAuditService(self._client)
        self.proxy = AsyncProxyService(self._client)
        self.scan = AsyncScanService(self._client)
        self.usage = AsyncUsageService(self._client)
        self.security_events = AsyncSecurityEventService(self._client)
        self.skills = AsyncSkillService(self._client)
        self.identity = AsyncIdentityService(self._client)
        self.intents = AsyncIntentsService(self._client)
        self.missions = AsyncMissionsService(self._client)
        self.fleets = AsyncFleetsService(self._client)
        self.evidence_packs = AsyncEvidencePacksService(self._client)
        self.llm = AsyncLlmService(self._client)
        self.inbound_webhooks = AsyncInboundWebhookService(self._client)
        self.partner_tenants = AsyncPartnerTenantsService(self._client)
        self.partner_connect = AsyncPartnerConnectService(self._client)
        self.team = AsyncTeamService(self._client)
        self.delivery_methods = AsyncDeliveryMethodService(self._client)
        self.detector_config = AsyncDetectorConfigService(self._client)
        self.pii_config = AsyncPiiConfigService(self._client)
        self.authority = AsyncAuthorityService(self._client)

    @classmethod
    def from_session(cls, session_token: str, **kwargs: Any) -> AsyncStack:
        """With a session token as the sign-in page gives it."""
        return cls(_auth=SessionAuth(session_token), **kwargs)

    @classmethod
    def from_oauth(
        cls,
        client_id: str,
        client_secret: str,
        access_token: str,
        refresh_token: str,
        token_endpoint: str | None = None,
        **kwargs: Any,
    ) -> AsyncStack:
        """With the tokens of a sign-in made elsewhere; a refused access token is renewed."""
        return cls(_auth=OAuthAuth(client_id, client_secret, access_token, refresh_token, token_endpoint), **kwargs)

    async def issue_passport(
        self,
        *,
        agent_id: str,
        services: list[dict[str, Any]] | None = None,
        intents: list[dict[str, Any]] | None = None,
        ttl_seconds: int | None = None,
        accountability_mode: str | None = None,
        authority_binding_ids: list[str] | None = None,
        mission_ids: list[str] | None = None,
        **kwargs: Any,
    ) -> AsyncPassportSession:
        """A passport that refreshes itself."""
        body = _issued(
            agent_id, services, intents, ttl_seconds, accountability_mode, authority_binding_ids, mission_ids, kwargs
        )
        return AsyncPassportSession(self._client, await self._client.run(_issue(self._client, body)), body)

    async def close(self) -> None:
        """Closes the sockets."""
        await self._client.close()

    async def __aenter__(self) -> AsyncStack:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _caller(api_key: str | None, agent_id: str | None, base_url: str | None, where: str) -> Auth:
    if agent_id is not None:
        return AgentKeypairAuth(agent_id, bearer_provider=lambda: _person(api_key, base_url, where))
    return _person(api_key, base_url, where)


def _person(api_key: str | None, base_url: str | None, where: str) -> Auth:
    """Whose credential there is; in a terminal a browser makes one where there is none."""
    key = api_key or os.environ.get("STACK_API_KEY")
    if key:
        return ApiKeyAuth(key)
    if not CredentialsFile().exists() and should_run_browser_bootstrap():
        browser_bootstrap(where)
    if CredentialsFile().exists():
        return CredentialsFileAuth(api_base_url=base_url)
    raise ValueError("No STACK credentials: give api_key=, set STACK_API_KEY, or run `./stack login`")


def _where(base_url: str | None, signed_in: bool) -> str:
    """The server: named, or that of the sign-in when it is the sign-in that calls."""
    named = base_url or os.environ.get("STACK_BASE_URL")
    if named:
        return named
    file = CredentialsFile()
    if signed_in and not os.environ.get("STACK_API_KEY") and file.exists():
        return file.read().base_url or DEFAULT_BASE_URL
    return DEFAULT_BASE_URL


def _issued(
    agent_id: str,
    services: list[dict[str, Any]] | None,
    intents: list[dict[str, Any]] | None,
    ttl_seconds: int | None,
    accountability_mode: str | None,
    authority_binding_ids: list[str] | None,
    mission_ids: list[str] | None,
    more: dict[str, Any],
) -> dict[str, Any]:
    named = given(
        agent_id=agent_id,
        services=services,
        intents=intents,
        ttl_seconds=ttl_seconds,
        accountability_mode=accountability_mode,
        authority_binding_ids=authority_binding_ids,
        mission_ids=mission_ids,
    )
    return {**more, **named}


def _issue(client: Connection, body: dict[str, Any]) -> Flow[dict[str, Any]]:
    found = yield from client.ask(Request("POST", path("passports", "issue"), body))
    return reading.members(found, "passport", "token")
