# SPDX-License-Identifier: Apache-2.0
"""Reads the compact JWS the server signs: closed header, one spelling, no member twice."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from getstack._core.jose import is_signed, unb64

KID = re.compile(r"[A-Za-z0-9_-]{1,64}")
LIST_BYTES_MAX = 1 << 20
HEADER_MEMBERS = {"alg", "typ", "kid"}

Keys = Mapping[str, Mapping[str, Any]]


class Rejected(ValueError):  # noqa: N818
    """A text is no good token; ``rejection`` says in a word why."""

    def __init__(self, rejection: str) -> None:
        super().__init__(rejection)
        self.rejection = rejection


def must(condition: bool, rejection: str) -> None:
    """Rejects unless the condition holds."""
    if not condition:
        raise Rejected(rejection)


def opened(text: str, typ: str, keys: Keys, size_max: int) -> dict[str, Any]:
    """The claims of a text whose signature is right; raises :class:`Rejected` for any other."""
    must(0 < len(text) <= size_max, "size")
    parts = text.split(".")
    must(len(parts) == 3, "form")
    raw_header, payload, signature = (_decoded(part) for part in parts)
    header = _object(raw_header)
    must(header.get("alg") == "EdDSA", "alg")
    must(set(header) <= HEADER_MEMBERS, "header")
    must(header.get("typ") == typ, "typ")
    kid = header.get("kid")
    must(isinstance(kid, str) and KID.fullmatch(kid) is not None and kid in keys, "kid")
    must(is_signed(keys[str(kid)], f"{parts[0]}.{parts[1]}".encode(), signature), "signature")
    return _object(payload)


def key_set(found: Any) -> dict[str, Mapping[str, Any]]:
    """The keys of a JWKS that may sign, by ``kid``."""
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, list):
        raise Rejected("jwks")
    return {
        key["kid"]: key
        for key in keys
        if isinstance(key, dict) and isinstance(key.get("kid"), str) and key.get("use", "sig") == "sig"
    }


def whole(value: Any) -> bool:
    """Whether it is a whole number that JSON keeps exactly."""
    return type(value) is int and 0 <= value < 1 << 53


def inflated(text: str) -> bytes:
    """What ``lst`` of a status list unpacks to, at most 1 MiB."""
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(_decoded(text), LIST_BYTES_MAX)
    except (Rejected, zlib.error) as wrong:
        raise Rejected("claims") from wrong
    must(inflater.eof and not inflater.unused_data, "claims")
    return data


def _decoded(part: str) -> bytes:
    try:
        return unb64(part)
    except ValueError as wrong:
        raise Rejected("encoding") from wrong


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except (ValueError, RecursionError) as wrong:
        raise Rejected("json") from wrong
    if not isinstance(value, dict):
        raise Rejected("json")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a member comes twice")
    return dict(pairs)


def _no_constant(_: str) -> Any:
    raise ValueError("no number")
