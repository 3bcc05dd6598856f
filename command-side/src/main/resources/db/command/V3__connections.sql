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
