# SPDX-License-Identifier: Apache-2.0
"""Python client of STACK, the runtime control plane for AI agents.

:class:`Stack` and :class:`AsyncStack` are the two clients; ``stack.passports.mission(…)`` is where work begins.
"""

from importlib.metadata import PackageNotFoundError, version

from getstack._core.request_ids import create_authority_request_id
from getstack._core.retry import RetryPolicy
from getstack.authority import AsyncAuthorityService, AuthorityService
from getstack.delivery_methods import DeliveryMethodService
from getstack.detector_config import DetectorConfigService
from getstack.errors import (
    CredentialError,
    ForbiddenError,
    InvalidAnswerError,
    MissionEndedError,
    NetworkError,
    NotFoundError,
    PassportBlockedError,
    StackError,
    UnauthorizedError,
    ValidationError,
)
from getstack.fleets import AsyncFleetsService, FleetsService
from getstack.ledger import LogBroken, VerifiedLog, verify_export, verify_log
from getstack.mission import AsyncMission, Mission
from getstack.offline import (
    AsyncOfflineVerifier,
    OfflineVerifier,
    PassportRejected,
    verify_passport_header,
    verify_passport_offline,
)
from getstack.passport_session import AsyncPassportSession, PassportSession
from getstack.pii_config import PiiConfigService
from getstack.proxy import ProxyOperation, ProxyResponse, ProxyStream
from getstack.sign_claim import sign_claim_envelope
from getstack.stack import DEFAULT_BASE_URL, AsyncStack, Stack
from getstack.team import TeamService
from getstack.types import (
    Agent,
    AuthorityReference,
    CheckoutResult,
    CheckpointResult,
    Credential,
    IdentityClaim,
    IdentityProvider,
    IdentitySettings,
    NotificationChannel,
    Passport,
    PassportReport,
    PassportStackClaims,
    ReplaceServiceRequirementResult,
    ReviewDecisionResult,
    ReviewFlag,
    ReviewQueue,
    ReviewQueueItem,
    ServiceRequirement,
    SetServiceRequirementInput,
    Skill,
    SkillInvocation,
    SkillRequest,
    ToolCall,
    VerificationSession,
    VerifiedPassportClaims,
)

try:
    __version__ = version("stack-sdk")
except PackageNotFoundError:  # used from its sources, not installed
    __version__ = "0"

__all__ = [
    "DEFAULT_BASE_URL",
    "Agent",
    "AsyncAuthorityService",
    "AsyncFleetsService",
    "AsyncMission",
    "AsyncOfflineVerifier",
    "AsyncPassportSession",
    "AsyncStack",
    "AuthorityReference",
    "AuthorityService",
    "CheckoutResult",
    "CheckpointResult",
    "Credential",
    "CredentialError",
    "DeliveryMethodService",
    "DetectorConfigService",
    "FleetsService",
    "ForbiddenError",
    "IdentityClaim",
    "IdentityProvider",
    "IdentitySettings",
    "InvalidAnswerError",
    "LogBroken",
    "Mission",
    "MissionEndedError",
    "NetworkError",
    "NotFoundError",
    "NotificationChannel",
    "OfflineVerifier",
    "Passport",
    "PassportBlockedError",
    "PassportRejected",
    "PassportReport",
    "PassportSession",
    "PassportStackClaims",
    "PiiConfigService",
    "ProxyOperation",
    "ProxyResponse",
    "ProxyStream",
    "ReplaceServiceRequirementResult",
    "RetryPolicy",
    "ReviewDecisionResult",
    "ReviewFlag",
    "ReviewQueue",
    "ReviewQueueItem",
    "ServiceRequirement",
    "SetServiceRequirementInput",
    "Skill",
    "SkillInvocation",
    "SkillRequest",
    "Stack",
    "StackError",
    "TeamService",
    "ToolCall",
    "UnauthorizedError",
    "ValidationError",
    "VerificationSession",
    "VerifiedLog",
    "VerifiedPassportClaims",
    "__version__",
    "create_authority_request_id",
    "sign_claim_envelope",
    "verify_export",
    "verify_log",
    "verify_passport_header",
    "verify_passport_offline",
]
