#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs vectors/status.json against a second, independent reading of docs/adr/0017-offline-status.md.

Standard library only; signatures and JSON as in passport_vectors.py.
"""

import json
import pathlib
import sys
import zlib

from passport_vectors import KID, Rejected, is_signed, is_texts, is_whole, read_object, require, unbase64, written

BYTES_MAX = 1 << 20
TYPES = {"list": "statuslist+jwt", "delta": "statusdelta+jwt"}


def opened(kind, text, keys):
    require(0 < len(text) <= (512 << 10 if kind == "list" else 256 << 10), "size")
    parts = text.split(".")
    require(len(parts) == 3, "form")
    raw_header, payload, signature = (unbase64(part) for part in parts)
    header = read_object(raw_header)
    require(header.get("alg") == "EdDSA", "alg")
    require(set(header) <= {"alg", "typ", "kid"}, "header")
    require(header.get("typ") == TYPES[kind], "typ")
    kid = header.get("kid")
    require(isinstance(kid, str) and KID.match(kid) and kid in keys, "kid")
    require(is_signed(keys[kid], f"{parts[0]}.{parts[1]}".encode(), signature), "signature")
    claims = read_object(payload)
    require(written(claims).encode() == payload, "claims")
    return claims


def unpacked(lst):
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(unbase64(lst), BYTES_MAX)
    except (Rejected, zlib.error):
        raise Rejected("claims") from None
    require(inflater.eof and not inflater.unused_data, "claims")
    return data


def statuses(claims):
    """Every status of a list, by place: the least significant bits of a byte come first."""
    bits = claims["status_list"]["bits"]
    data = unpacked(claims["status_list"]["lst"])
    each = 8 // bits
    return {str(i): data[i // each] >> i % each * bits & (1 << bits) - 1 for i in range(len(data) * each)}


def verify_list(text, keys, uri, now, skew):
    claims = opened("list", text, keys)
    packed = claims.get("status_list")
    require(all(is_whole(claims.get(name)) for name in ("iat", "exp", "ttl", "seq")), "claims")
    require(0 < claims["ttl"] <= 86400 and isinstance(packed, dict) and packed.get("bits") in (1, 2, 4, 8), "claims")
    require(isinstance(packed.get("lst"), str) and claims.get("sub") == uri, "claims")
    unpacked(packed["lst"])
    require(claims["iat"] <= now + skew, "nbf")
    require(now - skew < claims["exp"], "exp")
    return claims


def verify_delta(text, keys, issuer, now, skew):
    claims = opened("delta", text, keys)
    changes = claims.get("changes")
    require(all(is_whole(claims.get(name)) for name in ("iat", "previous", "seq")), "claims")
    require(claims["previous"] <= claims["seq"] and claims.get("reset", False) in (True, False), "claims")
    require(isinstance(changes, list) and len(changes) <= 2000, "claims")
    require(all(isinstance(c, dict) and all(is_whole(c.get(n)) for n in ("list", "idx", "status")) for c in changes), "claims")
    require(is_texts(claims.get("withdrawn", [])) and isinstance(claims.get("iss"), str), "claims")
    require(claims["iss"] == issuer, "iss")
    require(claims["iat"] <= now + skew, "nbf")


def answer(file, keys, vector):
    try:
        if vector["kind"] == "delta":
            verify_delta(vector["text"], keys, file["issuer"], file["now"], file["skew"])
            return "verified"
        claims = verify_list(vector["text"], keys, file["uri"], file["now"], file["skew"])
        return "verified" if statuses(claims) == vector["statuses"] else "other statuses"
    except Rejected as rejected:
        return str(rejected)


def main():
    here = pathlib.Path(__file__).resolve()
    file = json.loads((here.parents[2] / "main/resources/vectors/status.json").read_text(encoding="utf-8"))
    keys = {key["kid"]: unbase64(key["x"]) for key in file["jwks"]["keys"]}
    wrong = 0
    for vector in file["vectors"]:
        found = answer(file, keys, vector)
        if found != vector["result"]:
            wrong += 1
            print(f"{vector['kind']} {vector['name']}: expected {vector['result']}, found {found}")
    print(f"{len(file['vectors'])} vectors, {wrong} wrong")
    return 1 if wrong or not file["vectors"] else 0


if __name__ == "__main__":
    sys.exit(main())
