# SPDX-License-Identifier: Apache-2.0
"""What a passport must say (ADR 5). Nobody but our signer writes passports, so there is one spelling, and no slack."""

from __future__ import annotations

import decimal
import json
import re
from typing import Any

from getstack._core.jose import unb64
from getstack._core.jws import Keys, must, opened, whole

TOKEN_MAX = 8192
LIFE_MAX_SECONDS = 3600
HOPS_MAX = 4
ID = re.compile(r"[!-~]{1,128}")
MODES = ("standard", "logged", "enforced")
DEPTH_MAX, MEMBERS_MAX, DIGITS_MAX = 16, 200, 20


def passport_claims(
    token: str, keys: Keys, issuer: str, now: float, skew: float, audience: str = "stack:passport"
) -> dict[str, Any]:
    """The claims of a good passport; raises :class:`~getstack._core.jws.Rejected`. Its status is another question."""
    payload = opened(token, "JWT", keys, TOKEN_MAX)
    exact = _exact(token)
    must(_measured(exact) <= MEMBERS_MAX, "json")
    must(payload.get("iss") == issuer, "iss")
    must(payload.get("aud") == audience, "aud")
    must(_is_id(payload.get("jti")), "jti")
    must(_written(exact).encode() == _payload(token) and _fits(payload), "claims")
    must(payload["nbf"] <= now + skew and payload["iat"] <= now + skew, "nbf")
    must(now - skew < payload["exp"], "exp")
    return payload


def written_once(token: str) -> bool:
    """Whether the claims of a signed text stand in their one spelling."""
    exact = _exact(token)
    must(_measured(exact) <= MEMBERS_MAX, "json")
    return _written(exact).encode() == _payload(token)


def _payload(token: str) -> bytes:
    return unb64(token.split(".")[1])


def _exact(token: str) -> Any:
    """The claims with numbers as they are written."""
    return json.loads(_payload(token), parse_float=decimal.Decimal)


def _fits(claims: dict[str, Any]) -> bool:
    stk = claims.get("stk")
    if not isinstance(stk, dict) or not all(whole(claims.get(name)) for name in ("iat", "nbf", "exp")):
        return False
    chain = stk.get("delegation_chain", [])
    if not _are_objects(chain) or len(chain) > HOPS_MAX:
        return False
    parent = chain[-1].get("jti") if chain else None
    return (
        claims["exp"] <= claims["iat"] + LIFE_MAX_SECONDS
        and all(_is_id(stk.get(name)) for name in ("operator_id", "agent_id", "session_id"))
        and claims.get("sub") == stk["agent_id"]
        and isinstance(stk.get("agent_name"), str)
        and _are_texts(stk.get("mission_ids"))
        and len(stk["mission_ids"]) == 1
        and _is_id(stk["mission_ids"][0])
        and _are_objects(stk.get("services"))
        and _are_objects(stk.get("identity_claims"))
        and stk.get("accountability") in MODES
        and whole(stk.get("checkpoint_interval"))
        and all(_is_id(hop.get(name)) for hop in chain for name in ("jti", "agent_id", "operator_id"))
        and type(stk.get("delegation_depth")) is int
        and stk["delegation_depth"] == len(chain)
        and stk.get("parent_jti") == parent
        and stk.get("parent_passport_id") == parent
        and _intent_fits(stk)
    )


def _intent_fits(stk: dict[str, Any]) -> bool:
    summary = stk.get("intent_summary")
    if summary is None:
        return True
    duration = stk.get("estimated_duration")
    return (
        isinstance(summary, str)
        and _are_texts(stk.get("intent_services"))
        and isinstance(stk.get("will_delegate"), bool)
        and (duration is None or whole(duration))
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None and not set(value) & set("/?#%")


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _measured(value: Any, depth: int = 1) -> int:
    """How many members there are; rejects what is too deep, too long, or no clean text."""
    if isinstance(value, str):
        must("\0" not in value and not any(0xD800 <= ord(char) < 0xE000 for char in value), "json")
    elif isinstance(value, decimal.Decimal | int) and not isinstance(value, bool):
        must(len(str(value)) <= DIGITS_MAX, "json")
    if not isinstance(value, dict | list):
        return 0
    must(depth <= DEPTH_MAX, "json")
    items = list(value.values()) if isinstance(value, dict) else value
    names = [_measured(name) for name in value] if isinstance(value, dict) else []
    return len(items) + sum(names) + sum(_measured(item, depth + 1) for item in items)


def _written(value: Any) -> str:
    """The one spelling: no spaces, nothing escaped without need, plain digits, members as they stand."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_written(name)}:{_written(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_written(item) for item in value) + "]"
    if isinstance(value, decimal.Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return json.dumps(value, ensure_ascii=False)
