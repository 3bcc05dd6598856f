-- SPDX-License-Identifier: Apache-2.0
-- Runs that wrap data keys anew under another master key. One that was killed is taken up by the next to the same key.

CREATE TABLE vault.rewrap (
    id        text        NOT NULL PRIMARY KEY,
    to_kek    text        NOT NULL,
    rewrapped bigint      NOT NULL DEFAULT 0,
    began_at  timestamptz NOT NULL,
    ended_at  timestamptz,
    -- Whether the ledger has its entry.
    recorded  boolean     NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX rewrap_one_under_way ON vault.rewrap (to_kek) WHERE ended_at IS NULL;

CREATE INDEX data_key_kek ON vault.data_key (kek_id, id);
