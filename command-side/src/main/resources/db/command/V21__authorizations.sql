-- SPDX-License-Identifier: Apache-2.0
-- Programs that act for people (OAuth 2.1). Codes and tokens stand here only as their hashes.

CREATE TABLE command.oauth_client (
    client_id     text        NOT NULL PRIMARY KEY,
    name          text        NOT NULL,
    redirect_uris text[]      NOT NULL,
    registered_at timestamptz NOT NULL,
    agreed_at     timestamptz -- when a person last let it act; null = never
);
CREATE INDEX oauth_client_unused ON command.oauth_client (registered_at) WHERE agreed_at IS NULL;

-- One program that one person let act, once.
CREATE TABLE command.oauth_family (
    family_id   text        NOT NULL PRIMARY KEY,
    client_id   text        NOT NULL,
    operator_id text        NOT NULL,
    role        text        NOT NULL CHECK (role IN ('readonly', 'standard', 'admin', 'operator')),
    actor       text        NOT NULL,
    key_hash    bytea,      -- of the API key the person signed in with
    scopes      text[]      NOT NULL,
    begun_at    timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked     boolean     NOT NULL DEFAULT false
);
CREATE INDEX oauth_family_operator ON command.oauth_family (operator_id);
CREATE INDEX oauth_family_expiry ON command.oauth_family (expires_at);

CREATE TABLE command.oauth_code (
    code_hash    bytea       NOT NULL PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    family_id    text        NOT NULL REFERENCES command.oauth_family ON DELETE CASCADE,
    redirect_uri text        NOT NULL,
    challenge    text        NOT NULL,
    expires_at   timestamptz NOT NULL,
    used         boolean     NOT NULL DEFAULT false
);
CREATE INDEX oauth_code_expiry ON command.oauth_code (expires_at);

-- A used token stays until its end, so that a second use is seen as one.
CREATE TABLE command.oauth_refresh_token (
    token_hash bytea       NOT NULL PRIMARY KEY CHECK (octet_length(token_hash) = 32),
    family_id  text        NOT NULL REFERENCES command.oauth_family ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    successors int         NOT NULL DEFAULT 0
);
CREATE INDEX oauth_refresh_token_family ON command.oauth_refresh_token (family_id);
CREATE INDEX oauth_refresh_token_expiry ON command.oauth_refresh_token (expires_at);

-- Programs that wait for a person at another screen (RFC 8628).
CREATE TABLE command.oauth_device (
    device_hash    bytea       NOT NULL PRIMARY KEY CHECK (octet_length(device_hash) = 32),
    user_code_hash bytea       NOT NULL UNIQUE CHECK (octet_length(user_code_hash) = 32),
    client_id      text        NOT NULL,
    scopes         text[]      NOT NULL,
    state          text        NOT NULL CHECK (state IN ('waiting', 'agreed', 'refused', 'used')),
    family_id      text        REFERENCES command.oauth_family ON DELETE CASCADE,
    every_seconds  int         NOT NULL,
    asked_at       timestamptz,
    expires_at     timestamptz NOT NULL
);
CREATE INDEX oauth_device_expiry ON command.oauth_device (expires_at);
