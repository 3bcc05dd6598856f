-- SPDX-License-Identifier: Apache-2.0
-- With what agents prove who they are.

-- Live keys only: the row goes when the key ends.
CREATE TABLE command.agent_key (
    agent_id     text        NOT NULL,
    thumbprint   text        NOT NULL,
    operator_id  text        NOT NULL,
    public_key   bytea       NOT NULL CHECK (octet_length(public_key) = 32),
    enrolled_at  timestamptz NOT NULL,
    last_used_at timestamptz,
    PRIMARY KEY (agent_id, thumbprint)
);

-- Texts to be signed with a key that shall be enrolled. A row is used once.
CREATE TABLE command.enrolment_challenge (
    challenge_id text        NOT NULL PRIMARY KEY,
    agent_id     text        NOT NULL,
    caller       text        NOT NULL, -- who asked for it
    challenge    text        NOT NULL,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX enrolment_challenge_agent ON command.enrolment_challenge (agent_id, expires_at);
CREATE INDEX enrolment_challenge_expiry ON command.enrolment_challenge (expires_at);

-- Tickets with which a key of one agent can be enrolled; the ticket stands here only as its hash.
CREATE TABLE command.enrolment_ticket (
    ticket_hash bytea       NOT NULL PRIMARY KEY CHECK (octet_length(ticket_hash) = 32),
    operator_id text        NOT NULL,
    agent_id    text        NOT NULL,
    actor       text        NOT NULL, -- who gave it
    challenged  boolean     NOT NULL DEFAULT false,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX enrolment_ticket_expiry ON command.enrolment_ticket (expires_at);

-- What agents signed and must not be taken twice, by its hash, until it is too old to be taken at all.
CREATE TABLE command.spent_proof (
    proof_hash     bytea       NOT NULL PRIMARY KEY CHECK (octet_length(proof_hash) = 32),
    forgettable_at timestamptz NOT NULL
);
CREATE INDEX spent_proof_age ON command.spent_proof (forgettable_at);

-- The key a passport is bound to.
ALTER TABLE command.passport ADD COLUMN confirmation text;
CREATE INDEX passport_confirmation ON command.passport (agent_id, confirmation)
    WHERE confirmation IS NOT NULL AND NOT revoked;
