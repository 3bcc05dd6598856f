# SPDX-License-Identifier: Apache-2.0
"""Computes every hash of an export again, without the server: ADR 2 (one hash over an entry)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

TEXT, NUMBER = "text", "number"
ABSENT = b"\xff\xff\xff\xff"
BEFORE_THE_FIRST = "0" * 64

FIELDS = (
    ("entry_id", TEXT), ("operator_id", TEXT), ("chain_seq", NUMBER), ("timestamp", NUMBER), ("event", TEXT),
    ("revision", NUMBER), ("aggregate_type", TEXT), ("aggregate_id", TEXT), ("aggregate_sequence", NUMBER),
    ("agent_id", TEXT), ("passport_jti", TEXT), ("mission_id", TEXT), ("layer", TEXT), ("action", TEXT),
    ("outcome", TEXT), ("error_code", TEXT), ("error_message", TEXT), ("trace_id", TEXT), ("span_id", TEXT),
    ("parent_span_id", TEXT), ("actor", TEXT), ("duration_ms", NUMBER),
)  # fmt: skip


class LogBroken(ValueError):  # noqa: N818  (says what is so, not that something failed)
    """The log is not what was recorded. ``entry_id`` is the first entry that does not hold."""

    def __init__(self, entry_id: str | None, kind: Literal["content", "link", "head"], words: str) -> None:
        super().__init__(f"{entry_id or 'the log'}: {words}")
        self.entry_id = entry_id
        self.kind = kind


@dataclass(frozen=True)
class VerifiedLog:
    """What was checked. Keep ``head_hash`` elsewhere: it proves all that came before."""

    count: int
    head_hash: str | None


def verify_log(rows: Iterable[Mapping[str, Any]], head: str | None = None) -> VerifiedLog:
    """Checks rows of an export without filters, oldest first.

    With ``head``, a hash kept elsewhere, some entry must have it. Raises :class:`LogBroken` at the first entry that was
    changed (``content``) or does not follow the one before it (``link``), and for a head that is missing (``head``).
    """
    before: Mapping[str, Any] | None = None
    count, seen = 0, head is None
    for row in rows:
        _must_hold(row, before)
        before, count = row, count + 1
        seen = seen or row["entry_hash"] == head
    if not seen:
        raise LogBroken(None, "head", f"no entry has the hash {head}")
    return VerifiedLog(count, None if before is None else before["entry_hash"])


def verify_export(export: str | os.PathLike[str], head: str | None = None) -> VerifiedLog:
    """Checks a file of ``audit.export``: one JSON object on each line."""
    return verify_log(_lines(Path(export)), head)


def entry_hash(row: Mapping[str, Any]) -> str:
    """The hash an entry must have, by what it says; raises ``ValueError`` when it says something that cannot be."""
    try:
        data = b"\x10" + bytes.fromhex(row["prev_entry_hash"])
        data += b"".join(_field(row[name], kind) for name, kind in FIELDS)
        data += bytes.fromhex(row["payload_hash"]) + bytes.fromhex(row["metadata_hash"])
    except (KeyError, TypeError, AttributeError, OverflowError) as wrong:
        raise ValueError(f"not an entry of a log: {wrong!r}") from wrong
    return hashlib.sha256(data).hexdigest()


def _must_hold(row: Mapping[str, Any], before: Mapping[str, Any] | None) -> None:
    name = str(row.get("entry_id"))
    try:
        computed = entry_hash(row)
    except ValueError as wrong:
        raise LogBroken(name, "content", str(wrong)) from wrong
    if computed != row.get("entry_hash"):
        raise LogBroken(name, "content", "its hash is not the hash of what it says")
    if before is None:
        if row["chain_seq"] == 1 and row["prev_entry_hash"] != BEFORE_THE_FIRST:
            raise LogBroken(name, "link", "the first entry must follow 64 zeros")
    elif row["chain_seq"] != before["chain_seq"] + 1:
        raise LogBroken(name, "link", f"entry {before['chain_seq'] + 1} is missing")
    elif row["prev_entry_hash"] != before["entry_hash"]:
        raise LogBroken(name, "link", "it does not follow the entry before it")


def _field(value: Any, kind: str) -> bytes:
    if value is None:
        return ABSENT
    data: bytes = value.encode("utf-8") if kind == TEXT else value.to_bytes(8, "big", signed=True)
    return len(data).to_bytes(4, "big") + data


def _lines(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
