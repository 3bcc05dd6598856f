#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes every hash of an audit export again, without the server and without its code.

usage: verify_export.py [--head HASH] EXPORT...

EXPORT are the pages of one export without filters, in order, as JSON or NDJSON. Exit status 0 when every entry's hash
is right and each follows the one before it, 1 when not (the first wrong entry is named), 2 when a file cannot be read.
--head: the chain's last hash as it was kept elsewhere; it must be the hash of some entry.
"""
import hashlib
import json
import sys

TEXT, NUMBER = "text", "number"

# The fields of an entry in the order in which they are hashed.
FIELDS = [
    ("entry_id", TEXT), ("operator_id", TEXT), ("chain_seq", NUMBER), ("timestamp", NUMBER),
    ("event", TEXT), ("revision", NUMBER),
    ("aggregate_type", TEXT), ("aggregate_id", TEXT), ("aggregate_sequence", NUMBER),
    ("agent_id", TEXT), ("passport_jti", TEXT), ("mission_id", TEXT),
    ("layer", TEXT), ("action", TEXT), ("outcome", TEXT), ("error_code", TEXT), ("error_message", TEXT),
    ("trace_id", TEXT), ("span_id", TEXT), ("parent_span_id", TEXT), ("actor", TEXT), ("duration_ms", NUMBER),
]


def field(value, kind):
    if value is None:
        return b"\xff\xff\xff\xff"
    data = value.encode("utf-8") if kind == TEXT else value.to_bytes(8, "big", signed=True)
    return len(data).to_bytes(4, "big") + data


def entry_hash(row):
    """SHA-256(0x10 || previous hash || fields || payload digest || metadata digest)."""
    data = b"\x10" + bytes.fromhex(row["prev_entry_hash"])
    data += b"".join(field(row[name], kind) for name, kind in FIELDS)
    data += bytes.fromhex(row["payload_hash"]) + bytes.fromhex(row["metadata_hash"])
    return hashlib.sha256(data).hexdigest()


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        text = file.read()
    try:
        return json.loads(text)["rows"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return [json.loads(line) for line in text.split("\n") if line]


def problem(row, before):
    if entry_hash(row) != row["entry_hash"]:
        return "content: its hash is not the hash of what it says"
    if before is None:
        if row["chain_seq"] == 1 and row["prev_entry_hash"] != "0" * 64:
            return "link: the first entry must follow 64 zeros"
    elif row["chain_seq"] != before["chain_seq"] + 1:
        return "link: entry %d is missing" % (before["chain_seq"] + 1)
    elif row["prev_entry_hash"] != before["entry_hash"]:
        return "link: it does not follow the entry before it"
    return None


def main(arguments):
    head = None
    if arguments[:1] == ["--head"]:
        head, arguments = arguments[1], arguments[2:]
    if not arguments:
        print(__doc__)
        return 2
    before, count, head_seen = None, 0, head is None
    for path in arguments:
        for row in rows(path):
            wrong = problem(row, before)
            if wrong:
                print("BROKEN at %s (chain_seq %s): %s" % (row["entry_id"], row["chain_seq"], wrong))
                return 1
            before, count = row, count + 1
            head_seen = head_seen or row["entry_hash"] == head
    if not head_seen:
        print("BROKEN: no entry has the hash %s" % head)
        return 1
    first_given = "" if before is None else ", last hash %s" % before["entry_hash"]
    print("OK: %d entries hold%s" % (count, first_given))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (OSError, ValueError, KeyError, IndexError) as unreadable:
        print("cannot read the export: %r" % unreadable)
        sys.exit(2)
