-- SPDX-License-Identifier: Apache-2.0
-- First answers to requests that carried a key, so that a repeat gets the same answer and has no second effect.
-- A row is written in the transaction that appends the events of its request.
create table command.idempotency (
    operator_id     text        not null,
    route           text        not null,
    idempotency_key text        not null,
    request_digest  bytea       not null check (octet_length(request_digest) = 32),
    status          smallint    not null,
    answer          bytea       not null, -- sealed: an answer may hold a passport
    expires_at      timestamptz not null,
    primary key (operator_id, route, idempotency_key)
);

create index idempotency_expires_at on command.idempotency (expires_at);
