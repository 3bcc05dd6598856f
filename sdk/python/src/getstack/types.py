# SPDX-License-Identifier: Apache-2.0
"""What calls return. Times are text as the server spells them: ISO-8601, UTC, milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict


@dataclass
class Agent:
    """An agent of the operator."""

    id: str
    operator_id: str
    name: str
    description: str | None
    status: str
    accountability_mode: str
    on_warning: str
    on_critical: str
    passport_blocked: bool
    passport_blocked_reason: str | None
    passport_blocked_at: str | None
    created_at: str
    updated_at: str
    credential_access: str = "direct"
    key_mode: str = "stack_managed"
    llm_inject_system_prompt: bool = True
    llm_redact_pii: bool = True


@dataclass
class Passport:
    """A passport: the token that is shown, its id, and when it ends on the server."""

    token: str
    jti: str
    expires_at: str
    accountability: str | None = None
    token_type: str = "Bearer"  # noqa: S105  (a kind, no secret)


class AuthorityReference(TypedDict):
    """Which authority a passport rests on."""

    binding_id: str
    binding_version: int
    binding_claim_id: str
    binding_digest: str
    receiver_id: str
    receiver_profile_version_id: str
    expires_at: int


class _StackClaimsAlways(TypedDict):
    operator_id: str
    agent_id: str
    agent_name: str
    services: list[dict[str, Any]]
    identity_claims: list[dict[str, Any]]
    delegation_depth: int
    session_id: str


class PassportStackClaims(_StackClaimsAlways, total=False):
    """The claim ``stk`` of a passport."""

    authority_refs: list[AuthorityReference]
    parent_passport_id: str
    accountability: Literal["enforced", "logged", "standard"]
    intent_summary: str
    intent_services: list[str]
    intent_refs: list[dict[str, Any]]
    checkpoint_interval: int
    platform_intent: Literal["staff", "monitor"]
    mission_ids: list[str]


class _ClaimsAlways(TypedDict):
    sub: str
    jti: str
    iss: str
    aud: str | list[str]
    exp: int
    iat: int
    stk: PassportStackClaims


class VerifiedPassportClaims(_ClaimsAlways, total=False):
    """The claims of a passport whose signature and times were checked."""

    nbf: int


@dataclass
class CheckpointResult:
    """What a checkpoint did. ``token`` is the passport signed anew with the later end, where it moved."""

    checkpoint_id: str
    passport_jti: str
    new_expires_at: str | None = None
    flags: list[str] | None = None
    token: str | None = None


@dataclass
class CheckoutResult:
    """The review of a mission: ``clean``, ``flagged`` or ``blocked``."""

    checkout_id: str
    passport_jti: str
    review_status: str
    flags: list[dict[str, str]] | None = None


@dataclass
class ReviewFlag:
    """One reason why a mission is looked at."""

    type: str
    severity: str
    message: str


@dataclass
class PassportReport:
    """All that is known of one passport."""

    passport: dict[str, Any]
    intent: dict[str, Any] | None
    checkpoints: list[dict[str, Any]]
    checkout: dict[str, Any] | None
    review: dict[str, Any] | None


@dataclass
class ReviewQueueItem:
    """A mission that waits for a person."""

    checkout_id: str
    passport_jti: str
    agent_id: str
    agent_name: str
    intent_summary: str
    review_status: str
    flags: list[dict[str, str]]
    submitted_at: str


@dataclass
class ReviewQueue:
    """A page of the queue."""

    items: list[ReviewQueueItem]
    total: int


@dataclass
class ReviewDecisionResult:
    """What a decision did."""

    review_id: str
    agent_id: str
    decision: str
    passport_blocked: bool


@dataclass
class Credential:
    """A credential in clear: one value, or named ones."""

    provider: str
    credential: str | None = None
    credentials: dict[str, str] | None = None

    def __repr__(self) -> str:
        return f"Credential(provider={self.provider!r})"


@dataclass
class Service:
    """An entry of the catalogue."""

    id: str
    provider: str
    name: str
    description: str
    available: bool = True


@dataclass
class ServiceConnection:
    """A connected service."""

    id: str
    provider: str
    status: str
    connected_at: str


@dataclass
class Dropoff:
    """A hand-over between two agents."""

    id: str
    from_agent_id: str
    to_agent_id: str
    status: str
    created_at: str
    expires_at: str
    operator_id: str | None = None
    schema: dict[str, Any] | None = None
    on_expire: str = "notify"
    deposited_at: str | None = None
    collected_at: str | None = None
    mission_id: str | None = None
    deposited_bytes: int = 0


@dataclass
class NotificationChannel:
    """Where notices go. ``webhook_secret`` is told once, when the channel is made."""

    id: str
    channel_type: str
    destination: str
    events: list[str]
    min_severity: str
    active: bool
    verified: bool
    webhook_secret: str | None = field(default=None, repr=False)


@dataclass
class AuditEntry:
    """The members of an entry that never miss."""

    entry_id: str
    action: str
    outcome: str
    timestamp: int
    agent_id: str


@dataclass
class ToolCall:
    """One action as an agent reports it."""

    service: str
    method: str
    target: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As it is sent."""
        said = {"service": self.service, "method": self.method}
        return said if self.target is None else {**said, "target": self.target}


@dataclass
class Skill:
    """A skill on offer."""

    id: str
    operator_id: str
    name: str
    description: str
    version: str = "1.0.0"
    tags: list[str] = field(default_factory=list)
    trust_level_required: str = "L0"
    status: str = "active"
    execution_mode: str = "open"
    price_per_invocation: int = 0
    invocation_count: int = 0
    created_at: str = ""
    updated_at: str = ""
    input_schema: dict[str, Any] | None = None
    output_schema: dict[str, Any] | None = None


@dataclass
class SkillInvocation:
    """One use of a skill."""

    id: str
    skill_id: str
    status: str
    output: Any = None
    error: dict[str, str] | None = None
    expires_at: str = ""
    created_at: str = ""
    started_at: str | None = None
    completed_at: str | None = None
    llm_tokens_input: int | None = None
    llm_tokens_output: int | None = None
    execution_duration_ms: int | None = None
    input: Any = None


@dataclass
class SkillRequest:
    """A skill somebody wishes for."""

    id: str
    operator_id: str
    description: str
    desired_input_schema: dict[str, Any] | None = None
    desired_output_schema: dict[str, Any] | None = None
    max_price_cents: int | None = None
    tags: list[str] = field(default_factory=list)
    status: str = "open"
    created_at: str = ""


@dataclass
class IdentityProvider:
    """Who can verify an identity."""

    key: str
    name: str
    layers: list[str] = field(default_factory=list)
    assurance: str = ""
    description: str = ""


@dataclass
class IdentityClaim:
    """A verified identity."""

    id: str
    operator_id: str
    provider_key: str
    layer: str
    claim_type: str
    claim_ref: str
    assurance_level: str
    verified_at: str
    expires_at: str | None = None


@dataclass
class IdentitySettings:
    """How long identities hold, and who inherits them."""

    identity_claim_ttl: str
    identity_claim_inheritance: str
    identity_auto_revoke: bool


class _RequirementNeeded(TypedDict):
    layer: Literal["humanity", "identity", "delegation"]
    requires_claim: str
    minimum_assurance: Literal["low", "substantial", "high"]


class SetServiceRequirementInput(_RequirementNeeded, total=False):
    """What a service asks of an identity, as it is set."""

    accepted_providers: list[str]
    required_scopes: list[str]
    requires_pii: bool
    lawful_basis: str


class ServiceRequirement(_RequirementNeeded):
    """What a service asks of an identity."""

    id: str
    operator_id: str
    service_id: str
    accepted_providers: list[str]
    required_scopes: list[str] | None
    requires_pii: bool
    lawful_basis: str | None


class ReplaceServiceRequirementResult(TypedDict):
    """The requirements after a replacement."""

    requirements: list[ServiceRequirement]


@dataclass
class VerificationSession:
    """A verification under way; a person finishes it at ``authorization_url``."""

    session_ref: str
    authorization_url: str | None = None
    status: str = "pending"
