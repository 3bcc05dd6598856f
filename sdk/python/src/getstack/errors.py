# SPDX-License-Identifier: Apache-2.0
"""Everything this client raises that comes from the server or the network is a :class:`StackError`."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx

_ENDED = [
    (re.compile(r"Mission (ms_[\w-]+) is completed"), "completed"),
    (re.compile(r"Mission (ms_[\w-]+) is revoked"), "revoked"),
    (re.compile(r"Mission (ms_[\w-]+) has expired"), "expired"),
    (re.compile(r"Mission (ms_[\w-]+) not found|Mission not found: (ms_[\w-]+)"), "not_found"),
]


class StackError(Exception):
    """A refusal or a failure.

    ``code`` is the server's word for it (``docs/reference/errors.md``), ``status_code`` the HTTP status, ``details``
    members for programs, ``request_id`` what whoever runs the server needs to find it, and ``retry_after`` the seconds
    the server asks to wait, when it does.
    """

    def __init__(
        self,
        message: str,
        code: str = "UNKNOWN",
        status_code: int = 500,
        details: dict[str, Any] | None = None,
        *,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        Exception.__init__(self, message)
        self.code = code
        self.status_code = status_code
        self.details: dict[str, Any] = details or {}
        self.request_id = request_id
        self.retry_after = retry_after

    @property
    def detail(self) -> str:
        """What happened and what to do, in words."""
        return str(self)


class UnauthorizedError(StackError):
    """401: who you are, or the passport shown, does not hold."""

    def __init__(self, message: str = "Unauthorized", code: str = "UNAUTHORIZED", **rest: Any) -> None:
        super().__init__(message, code, 401, **rest)


class ForbiddenError(StackError):
    """403: known, but not allowed to do this."""

    def __init__(self, message: str = "Forbidden", code: str = "FORBIDDEN", **rest: Any) -> None:
        super().__init__(message, code, 403, **rest)


class NotFoundError(StackError):
    """404: it does not exist, or not for you."""

    def __init__(self, message: str = "Resource not found", code: str = "NOT_FOUND", **rest: Any) -> None:
        super().__init__(message, code, 404, **rest)


class ValidationError(StackError):
    """400: the request is malformed, or a rule refuses it."""

    def __init__(
        self,
        message: str = "Validation failed",
        details: dict[str, Any] | None = None,
        code: str = "VALIDATION_ERROR",
        **rest: Any,
    ) -> None:
        super().__init__(message, code, 400, details, **rest)


class PassportBlockedError(ForbiddenError):
    """The agent gets no new passports until somebody unblocks it."""

    def __init__(
        self, message: str = "Agent is blocked from passport issuance", code: str = "PASSPORT_BLOCKED", **rest: Any
    ) -> None:
        super().__init__(message, code, **rest)


class MissionEndedError(StackError):
    """The mission is over, so there is no passport of it any more.

    ``mission_state`` is ``completed``, ``revoked``, ``expired``, ``not_found`` or ``missing`` (none was named).
    """

    def __init__(
        self,
        mission_id: str | None,
        mission_state: str,
        status_code: int = 403,
        api_message: str | None = None,
        **rest: Any,
    ) -> None:
        details = {"mission_id": mission_id, "mission_state": mission_state, "api_message": api_message}
        message = api_message or f"The mission {mission_id or ''} has ended: {mission_state}"
        super().__init__(message, "MISSION_ENDED", status_code, details, **rest)
        self.mission_id = mission_id
        self.mission_state = mission_state


class NetworkError(StackError):
    """No answer came. Each is also an error of httpx, the one that was raised there, for those who catch that."""

    not_begun: bool = False
    """Whether it is certain that the server saw nothing of the request."""


class InvalidAnswerError(StackError, json.JSONDecodeError):
    """An answer came, but not one of this API: a page of some proxy on the way, or a server of another kind."""

    def __init__(self, message: str, status_code: int, document: str = "") -> None:
        json.JSONDecodeError.__init__(self, message, document[:200], 0)
        StackError.__init__(self, message, "INVALID_ANSWER", status_code)


class CredentialError(StackError, httpx.HTTPStatusError):
    """Signing in, renewing a sign-in or enrolling a key was refused. Also httpx's status error."""

    def __init__(self, refusal: StackError, request: httpx.Request, response: httpx.Response) -> None:
        httpx.HTTPStatusError.__init__(self, str(refusal), request=request, response=response)
        StackError.__init__(
            self,
            str(refusal),
            refusal.code,
            refusal.status_code,
            refusal.details,
            request_id=refusal.request_id,
            retry_after=refusal.retry_after,
        )


def network_error(cause: httpx.HTTPError) -> NetworkError:
    """What httpx raised, as our error and still as its own kind."""
    text = str(cause) or type(cause).__name__
    failure = _network_class(type(cause))(f"No answer from the server: {text}", "NETWORK", 0)
    failure.not_begun = isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
    failure._request = getattr(cause, "_request", None)  # type: ignore[attr-defined]
    return failure


def mission_ended_error(refusal: StackError) -> StackError:
    """The refusal of a passport as :class:`MissionEndedError` when its words say that the mission is over."""
    if refusal.status_code not in (403, 404):
        return refusal
    for pattern, state in _ENDED:
        found = pattern.search(str(refusal))
        if found:
            mission = next(group for group in found.groups() if group)
            return _ended(refusal, mission, state)
    if refusal.status_code == 403 and "bound to exactly one Mission" in str(refusal):
        return _ended(refusal, None, "missing")
    return refusal


def _ended(refusal: StackError, mission: str | None, state: str) -> MissionEndedError:
    return MissionEndedError(mission, state, refusal.status_code, str(refusal), request_id=refusal.request_id)


def _network_class(cause: type[httpx.HTTPError]) -> type[NetworkError]:
    name = f"Stack{cause.__name__}"
    if name not in _network_classes:
        members = {"__doc__": cause.__doc__, "__module__": __name__}
        _network_classes[name] = type(name, (NetworkError, cause), members)
    return _network_classes[name]


_network_classes: dict[str, type[NetworkError]] = {}
