-- SPDX-License-Identifier: Apache-2.0
-- What happens to a connection after it was made.

alter table query.connection
    add column status                text    not null default 'active',
    add column status_reason         text,
    add column verified_at           timestamptz,
    add column proxy_enabled         boolean not null default true,
    add column credential_kind       text,
    add column credential_form       text,
    add column credential_expires_at timestamptz,
    add column settings              jsonb   not null default '{}';
