-- SPDX-License-Identifier: Apache-2.0
-- What a call must know of its connection. One row per live connection; the row goes when it is disconnected.

CREATE TABLE command.connection (
    connection_id         text        NOT NULL PRIMARY KEY,
    operator_id           text        NOT NULL,
    provider              text        NOT NULL,
    status                text        NOT NULL CHECK (status IN ('active', 'pending', 'error')),
    proxy_enabled         boolean     NOT NULL,
    secret_version        int         NOT NULL,
    credential_kind       text        CHECK (credential_kind IN ('value', 'fields', 'oauth')),
    credential_form       text,
    credential_expires_at timestamptz,
    settings              text        NOT NULL -- JSON, as the PATCH writes it
);
CREATE INDEX connection_provider ON command.connection (operator_id, provider);
CREATE INDEX connection_expiry ON command.connection (credential_expires_at)
    WHERE status = 'active' AND credential_kind = 'oauth';

-- People on their way to a service and back. A row is used once; the state stands here only as its hash.
CREATE TABLE command.oauth_authorization (
    state_hash    bytea       NOT NULL PRIMARY KEY CHECK (octet_length(state_hash) = 32),
    operator_id   text        NOT NULL,
    connection_id text        NOT NULL,
    provider      text        NOT NULL,
    verifier      bytea       NOT NULL, -- sealed
    expires_at    timestamptz NOT NULL
);
CREATE INDEX oauth_authorization_expiry ON command.oauth_authorization (expires_at);

-- Who renews tokens now, and when the scheduled renewal tries again.
CREATE TABLE command.oauth_refresh (
    connection_id text        NOT NULL PRIMARY KEY,
    leased_until  timestamptz,
    retry_at      timestamptz
);

-- Credentials below that version are to be destroyed.
CREATE TABLE command.secret_replaced (
    connection_id text        NOT NULL,
    operator_id   text        NOT NULL,
    version       int         NOT NULL,
    replaced_at   timestamptz NOT NULL,
    PRIMARY KEY (connection_id, version)
);
CREATE INDEX secret_replaced_age ON command.secret_replaced (replaced_at);
