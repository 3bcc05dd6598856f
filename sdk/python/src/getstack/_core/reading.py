# SPDX-License-Identifier: Apache-2.0
"""Reading answers: JSON where the API answered, the right error where it refused."""

from __future__ import annotations

import email.utils
import json
import time
from collections.abc import Mapping
from typing import Any

import httpx

from getstack._core.flow import Answer
from getstack.errors import (
    ForbiddenError,
    InvalidAnswerError,
    NotFoundError,
    PassportBlockedError,
    StackError,
    UnauthorizedError,
    ValidationError,
)


def value(answer: Answer) -> Any:
    """The JSON of a good answer, ``None`` for one without a body; raises :class:`StackError` for a refusal."""
    if not 200 <= answer.status < 300:
        raise refusal(answer)
    if not answer.content:
        return None
    try:
        found = json.loads(answer.content)
    except ValueError as wrong:
        raise InvalidAnswerError("The answer is not JSON", answer.status, _text(answer)) from wrong
    if isinstance(found, dict) and list(found) == ["error"]:
        raise refusal(answer)
    return found


def refusal(answer: Answer) -> StackError:
    """The error an answer stands for."""
    message, code, details = _envelope(answer)
    rest: dict[str, Any] = {
        "request_id": details.get("request_id") or answer.headers.get("x-request-id"),
        "retry_after": retry_after(answer.headers),
    }
    if answer.status == 401:
        return UnauthorizedError(message, code or "UNAUTHORIZED", details=details, **rest)
    if answer.status == 403 and code == "PASSPORT_BLOCKED":
        return PassportBlockedError(message, code, details=details, **rest)
    if answer.status == 403:
        return ForbiddenError(message, code or "FORBIDDEN", details=details, **rest)
    if answer.status == 404:
        return NotFoundError(message, code or "NOT_FOUND", details=details, **rest)
    if answer.status == 400:
        return ValidationError(message, details, code or "VALIDATION_ERROR", **rest)
    return StackError(message, code or "UNKNOWN", answer.status, details, **rest)


def retry_after(headers: httpx.Headers | Mapping[str, str]) -> float | None:
    """Seconds to wait as the header says it, in seconds or as a date; never negative."""
    said = headers.get("retry-after")
    if said is None:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return None


def members(found: Any, what: str, *names: str) -> dict[str, Any]:
    """The object, which must have these members; anything else is no answer of this API."""
    if not isinstance(found, dict):
        raise InvalidAnswerError(f"The answer is no {what}", 200, repr(found))
    missing = [name for name in names if name not in found]
    if missing:
        raise InvalidAnswerError(f"The answer is no {what}: {', '.join(missing)} missing", 200, repr(found))
    return found


def objects(found: Any, what: str) -> list[Any]:
    """The array; an object in its place is no answer of this API, not an empty list."""
    if not isinstance(found, list):
        raise InvalidAnswerError(f"The answer is no list of {what}", 200, repr(found))
    return found


def _envelope(answer: Answer) -> tuple[str, str | None, dict[str, Any]]:
    generic = f"The server answered with status {answer.status}"
    try:
        found = json.loads(answer.content)
    except ValueError:
        return _text(answer) or generic, None, {}
    error = found.get("error") if isinstance(found, dict) else None
    if isinstance(error, dict):
        message, code, details = error.get("message"), error.get("code"), error.get("details")
        return (
            message if isinstance(message, str) and message else generic,
            code if isinstance(code, str) and code else None,
            details if isinstance(details, dict) else {},
        )
    if isinstance(error, str):
        described = found.get("error_description") or found.get("message") or error
        rest = {name: item for name, item in found.items() if name not in ("error", "error_description", "message")}
        return str(described), error.upper(), rest
    return generic, None, {}


def _text(answer: Answer) -> str:
    return answer.content[:1000].decode("utf-8", "replace").strip()
