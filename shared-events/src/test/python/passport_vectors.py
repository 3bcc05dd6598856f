#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs vectors/passport.json against a second, independent reading of docs/adr/0005-passport-format.md.

Standard library only: Ed25519 is the verification of RFC 8032, section 5.1.7, in plain integers. Slow and not constant in
time, which does not matter for public data; not for use outside tests.
"""

import base64
import decimal
import hashlib
import json
import pathlib
import re
import sys

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
WHOLE_MAX = 2**53 - 1
MODES = ("standard", "logged", "enforced")
ID = re.compile(r"[!-~]{1,128}\Z")
KID = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


class Rejected(Exception):
    pass


def require(condition, reason):
    if not condition:
        raise Rejected(reason)


# --- Ed25519 -----------------------------------------------------------------------------------------------------------

def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    e, x, y, z = f - e, h - g, h + g, f + e
    return (e * x % P, y * z % P, x * y % P, e * z % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, message, signature):
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- text --------------------------------------------------------------------------------------------------------------

def unbase64(text):
    try:
        data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (ValueError, UnicodeEncodeError):
        raise Rejected("encoding") from None
    require(base64.urlsafe_b64encode(data).rstrip(b"=").decode() == text, "encoding")
    return data


def unique(pairs):
    require(len({name for name, _ in pairs}) == len(pairs), "json")
    return dict(pairs)


def no_constant(_):
    raise Rejected("json")


def measured(value, depth=1):
    """Counts members and refuses what is too deep, too long or no clean text."""
    if isinstance(value, str):
        require("\0" not in value and not any(0xD800 <= ord(c) < 0xE000 for c in value), "json")
    if isinstance(value, decimal.Decimal):
        require(len(str(value)) <= 20, "json")
    if isinstance(value, int) and not isinstance(value, bool):
        require(len(str(value)) <= 20, "json")
    if not isinstance(value, (dict, list)):
        return 0
    require(depth <= 16, "json")
    items = list(value.values()) if isinstance(value, dict) else value
    names = [measured(name) for name in value] if isinstance(value, dict) else []
    return len(items) + sum(names) + sum(measured(item, depth + 1) for item in items)


def read_object(data):
    try:
        text = data.decode("utf-8")
        require(not text.startswith("\ufeff"), "json")
        value = json.loads(text, object_pairs_hook=unique, parse_float=decimal.Decimal, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Rejected("json") from None
    require(isinstance(value, dict) and measured(value) <= 200, "json")
    return value


def written(value):
    """The one spelling of a value: no spaces, nothing escaped without need, plain digits, members as they stand."""
    if isinstance(value, dict):
        return "{" + ",".join(written(name) + ":" + written(item) for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(item) for item in value) + "]"
    if isinstance(value, decimal.Decimal):
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return json.dumps(value, ensure_ascii=False)


# --- claims ------------------------------------------------------------------------------------------------------------

def is_whole(value):
    return type(value) is int and 0 <= value <= WHOLE_MAX


def is_id(value):
    return isinstance(value, str) and ID.match(value) and not set(value) & set("/?#%")


def is_texts(value):
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def is_objects(value):
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def fits(claims):
    stk = claims.get("stk")
    if not isinstance(stk, dict) or not all(is_whole(claims.get(name)) for name in ("iat", "nbf", "exp")):
        return False
    chain = stk.get("delegation_chain", [])
    if not is_objects(chain) or len(chain) > 4:
        return False
    parent = chain[-1].get("jti") if chain else None
    intent = stk.get("intent_summary")
    return (
        claims["exp"] <= claims["iat"] + 3600
        and all(is_id(stk.get(name)) for name in ("operator_id", "agent_id", "session_id"))
        and claims.get("sub") == stk["agent_id"]
        and isinstance(stk.get("agent_name"), str)
        and is_texts(stk.get("mission_ids")) and len(stk["mission_ids"]) == 1 and is_id(stk["mission_ids"][0])
        and is_objects(stk.get("services")) and is_objects(stk.get("identity_claims"))
        and stk.get("accountability") in MODES
        and is_whole(stk.get("checkpoint_interval"))
        and all(is_id(hop.get(name)) for hop in chain for name in ("jti", "agent_id", "operator_id"))
        and type(stk.get("delegation_depth")) is int and stk["delegation_depth"] == len(chain)
        and stk.get("parent_jti") == parent and stk.get("parent_passport_id") == parent
        and (intent is None or isinstance(intent, str) and is_texts(stk.get("intent_services"))
             and isinstance(stk.get("will_delegate"), bool)
             and (stk.get("estimated_duration") is None or is_whole(stk["estimated_duration"])))
    )


def verify(token, keys, issuer, now, skew):
    require(0 < len(token) <= 8192, "size")
    parts = token.split(".")
    require(len(parts) == 3, "form")
    raw_header, payload, signature = (unbase64(part) for part in parts)
    header = read_object(raw_header)
    require(header.get("alg") == "EdDSA", "alg")
    require(set(header) <= {"alg", "typ", "kid"}, "header")
    require(header.get("typ") == "JWT", "typ")
    kid = header.get("kid")
    require(isinstance(kid, str) and KID.match(kid) and kid in keys, "kid")
    require(is_signed(keys[kid], f"{parts[0]}.{parts[1]}".encode(), signature), "signature")
    claims = read_object(payload)
    require(claims.get("iss") == issuer, "iss")
    require(claims.get("aud") == "stack:passport", "aud")
    require(is_id(claims.get("jti")), "jti")
    require(written(claims).encode() == payload and fits(claims), "claims")
    require(claims["nbf"] <= now + skew and claims["iat"] <= now + skew, "nbf")
    require(now - skew < claims["exp"], "exp")


def main():
    here = pathlib.Path(__file__).resolve()
    file = json.loads((here.parents[2] / "main/resources/vectors/passport.json").read_text(encoding="utf-8"))
    keys = {key["kid"]: unbase64(key["x"]) for key in file["jwks"]["keys"]}
    wrong = 0
    for vector in file["vectors"]:
        result = "verified"
        try:
            verify(vector["token"], keys, file["issuer"], file["now"], file["skew"])
        except Rejected as rejected:
            result = str(rejected)
        if result != vector["result"]:
            wrong += 1
            print(f"{vector['name']}: expected {vector['result']}, found {result}")
    print(f"{len(file['vectors'])} vectors, {wrong} wrong")
    return 1 if wrong or not file["vectors"] else 0


if __name__ == "__main__":
    sys.exit(main())
