#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks vectors/ledger.json against ADR 0002, with nothing but the standard library.

Usage: verify_ledger_vectors.py PATH    (exit 0 when every vector holds)
"""

import hashlib
import json
import struct
import sys

# The fields of an entry, in the order in which they are hashed.
FIELDS = [
    "entry_id", "chain_id", "chain_seq", "timestamp", "event", "revision", "aggregate_type", "aggregate_id",
    "aggregate_sequence", "agent_id", "passport_jti", "mission_id", "layer", "action", "outcome", "error_code",
    "error_message", "trace_id", "span_id", "parent_span_id", "actor", "duration_ms",
]
ZERO = bytes(32)


def field(value):
    if value is None:
        return b"\xff\xff\xff\xff"
    data = struct.pack(">q", value) if isinstance(value, int) else value.encode("utf-8")
    return struct.pack(">I", len(data)) + data


def digest(prefix, stored):
    return hashlib.sha256(prefix + stored).digest()


def entry_hash(entry, previous):
    fields = b"".join(field(entry[name]) for name in FIELDS)
    digests = bytes.fromhex(entry["payload_digest"]) + bytes.fromhex(entry["metadata_digest"])
    return hashlib.sha256(b"\x10" + previous + fields + digests).digest()


def first_break(chain_id, entries):
    seq, head = 0, ZERO
    for entry in entries:
        previous, stored = bytes.fromhex(entry["prev_entry_hash"]), bytes.fromhex(entry["entry_hash"])
        if entry["chain_id"] != chain_id:
            return {"entry_id": entry["entry_id"], "kind": "link"}
        if entry["chain_seq"] != seq + 1:
            return {"entry_id": entry["entry_id"], "kind": "gap"}
        if entry_hash(entry, previous) != stored:
            return {"entry_id": entry["entry_id"], "kind": "content"}
        if previous != head:
            return {"entry_id": entry["entry_id"], "kind": "link"}
        seq, head = seq + 1, stored
    return None


def main(path):
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    failures = []
    for body in vectors["bodies"]:
        stored = body["stored"].encode("utf-8")
        if digest(b"\x11", stored).hex() != body["payload_digest"]:
            failures.append("payload digest of " + body["stored"])
        if digest(b"\x12", stored).hex() != body["metadata_digest"]:
            failures.append("metadata digest of " + body["stored"])
    for chain in vectors["chains"]:
        found = first_break(chain["chain_id"], chain["entries"])
        if found != chain["break"]:
            failures.append("%s: expected %s, found %s" % (chain["name"], chain["break"], found))
    for failure in failures:
        print(failure)
    print("%d chains, %d bodies, %d failures" % (len(vectors["chains"]), len(vectors["bodies"]), len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
