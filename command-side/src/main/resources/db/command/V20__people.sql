-- SPDX-License-Identifier: Apache-2.0
-- Who signs in, and who has. Addresses stand here and nowhere else: a row that goes takes its address along.

CREATE TABLE command.person (
    person_id   text NOT NULL PRIMARY KEY,
    operator_id text NOT NULL,
    email       text NOT NULL UNIQUE, -- in lower case
    role        text NOT NULL CHECK (role IN ('readonly', 'standard', 'admin', 'operator'))
);

-- Links to sign in with. A used one stays until its end, so that a second use is seen as one.
CREATE TABLE command.magic_link (
    link_hash  bytea       NOT NULL PRIMARY KEY CHECK (octet_length(link_hash) = 32),
    person_id  text        NOT NULL REFERENCES command.person ON DELETE CASCADE,
    went_from  text,       -- where the person was on the way to, a path of ours
    sent_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX magic_link_person ON command.magic_link (person_id, sent_at);
CREATE INDEX magic_link_expiry ON command.magic_link (expires_at);

-- Sign-ins that have not ended. What was begun with an API key ends with that key.
CREATE TABLE command.login (
    login_id    text        NOT NULL PRIMARY KEY,
    operator_id text        NOT NULL,
    role        text        NOT NULL CHECK (role IN ('readonly', 'standard', 'admin', 'operator')),
    actor       text        NOT NULL,
    key_hash    bytea,      -- of the API key that proved it
    cookie_hash bytea       UNIQUE CHECK (octet_length(cookie_hash) = 32),
    begun_at    timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX login_actor ON command.login (actor, begun_at);
CREATE INDEX login_operator ON command.login (operator_id) WHERE key_hash IS NOT NULL;
CREATE INDEX login_expiry ON command.login (expires_at);
