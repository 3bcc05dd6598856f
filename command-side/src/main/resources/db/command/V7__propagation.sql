-- SPDX-License-Identifier: Apache-2.0
-- How revocations reach the edges, and who listens outside.

-- What outside listeners are told of an entry.
ALTER TABLE command.revocation ADD COLUMN type text;
ALTER TABLE command.revocation ADD COLUMN reason text;
ALTER TABLE command.revocation ADD COLUMN cascaded_from text;

-- Edges that are there. Unlogged: after a crash each says so again within a second, and until then no write of theirs
-- waits for a disk.
CREATE UNLOGGED TABLE command.edge (
    edge_id     text        NOT NULL PRIMARY KEY,
    applied_seq bigint      NOT NULL,
    seen_at     timestamptz NOT NULL
);

-- Drills under way, and what the edges measured. All times are the database's.
CREATE UNLOGGED TABLE command.drill (
    drill_id    text        NOT NULL PRIMARY KEY,
    operator_id text        NOT NULL,
    jti         text        NOT NULL,
    began_at    timestamptz NOT NULL
);
CREATE UNLOGGED TABLE command.drill_edge (
    drill_id   text NOT NULL,
    edge_id    text NOT NULL,
    refused_at timestamptz,
    PRIMARY KEY (drill_id, edge_id)
);
