-- SPDX-License-Identifier: Apache-2.0
-- What a call through the proxy is decided by, and the names under which calls happen once.

ALTER TABLE command.passport ADD COLUMN superseded_until timestamptz;
ALTER TABLE command.passport ADD COLUMN checked_out boolean NOT NULL DEFAULT false;

-- Caps of a mission, counted when a call is admitted; provider '' is the cap over all of them.
CREATE TABLE command.mission_cap (
    mission_id text   NOT NULL,
    cap        text   NOT NULL,
    provider   text   NOT NULL,
    cap_limit  bigint NOT NULL,
    used       bigint NOT NULL DEFAULT 0,
    behavior   text   NOT NULL,
    PRIMARY KEY (mission_id, cap, provider)
);

-- Providers that a passport called without having declared them; the review at checkout looks here.
CREATE TABLE command.undeclared_call (
    jti      text NOT NULL,
    provider text NOT NULL,
    PRIMARY KEY (jti, provider)
);

-- A caller's own name for a call. The row is written in the transaction of the entry that admits the call.
CREATE TABLE command.operation (
    agent_id       text        NOT NULL,
    operation_id   text        NOT NULL,
    operator_id    text        NOT NULL,
    call_id        text        NOT NULL,
    request_digest bytea       NOT NULL CHECK (octet_length(request_digest) = 32),
    provider       text        NOT NULL,
    method         text        NOT NULL,
    created_at     timestamptz NOT NULL,
    lease_until    timestamptz NOT NULL,
    dispatched_at  timestamptz,
    ended_at       timestamptz,
    answered       boolean     NOT NULL DEFAULT false,
    released       boolean     NOT NULL DEFAULT false,
    redacted       boolean     NOT NULL DEFAULT false,
    status         smallint,
    answer         bytea, -- sealed: it holds what the service answered
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (agent_id, operation_id)
);
CREATE INDEX operation_expires_at ON command.operation (expires_at);
