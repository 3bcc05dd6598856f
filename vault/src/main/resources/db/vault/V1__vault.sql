-- SPDX-License-Identifier: Apache-2.0
-- The vault's own tables. Nothing here can be read without the key-encryption key, which never enters the database.

create schema if not exists vault;

-- Data keys, each wrapped by the KEK for one operator and one purpose. A row destroyed is everything under it erased.
create table vault.data_key (
    id          text        primary key,
    operator_id text        not null,
    purpose     text        not null,
    kek_id      text        not null,
    wrapped     bytea       not null,
    -- Uses handed out in blocks to the processes that seal with this key.
    uses        bigint      not null default 0,
    created_at  timestamptz not null
);
create index data_key_current on vault.data_key (operator_id, purpose, created_at desc);

-- Sealed credentials: one row and one data key per version.
create table vault.secret (
    operator_id   text        not null,
    connection_id text        not null,
    version       integer     not null check (version > 0),
    data_key_id   text        not null references vault.data_key (id),
    ciphertext    bytea       not null,
    created_at    timestamptz not null,
    primary key (connection_id, version)
);
create index secret_data_key on vault.secret (data_key_id);

-- The keys that sign passports. The private half is sealed under a data key of the pseudo-operator "system".
create table vault.signing_key (
    kid          text        primary key,
    state        text        not null check (state in ('prepared', 'published', 'active', 'retired', 'withdrawn')),
    public_key   bytea       not null,
    sealed_seed  bytea,
    prepared_at  timestamptz not null,
    published_at timestamptz,
    activated_at timestamptz,
    retired_at   timestamptz,
    withdrawn_at timestamptz
);
create unique index signing_key_one_active on vault.signing_key ((true)) where state = 'active';
