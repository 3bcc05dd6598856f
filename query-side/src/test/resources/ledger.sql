-- SPDX-License-Identifier: Apache-2.0
-- What the query side reads of the ledger, without the rules that guard it.
create table ledger.entry (
    -- Commit order over all chains, without gaps: taken from ledger.position under its lock.
    global_index         bigint   primary key,
    entry_id             text     not null,
    chain_id             text     not null,
    chain_seq            bigint   not null check (chain_seq > 0),
    timestamp            bigint   not null,
    event                text     not null,
    revision             integer  not null,
    aggregate_type       text,
    aggregate_identifier text     not null,
    sequence_number      bigint   not null,
    agent_id             text,
    passport_jti         text,
    mission_id           text,
    layer                text     not null,
    action               text     not null,
    outcome              text     not null,
    error_code           text,
    error_message        text,
    trace_id             text,
    span_id              text,
    parent_span_id       text,
    actor                text,
    duration_ms          bigint,
    -- Bytes, not jsonb: the hash is over what is stored, and jsonb stores something else than it is given.
    payload              bytea    not null,
    metadata             bytea    not null,
    payload_digest       bytea    not null check (octet_length(payload_digest) = 32),
    metadata_digest      bytea    not null check (octet_length(metadata_digest) = 32),
    prev_hash            bytea    not null check (octet_length(prev_hash) = 32),
    entry_hash           bytea    not null check (octet_length(entry_hash) = 32),
    constraint entry_id_once unique (entry_id),
    constraint entry_chain_once unique (chain_id, chain_seq),
    constraint entry_aggregate_once unique (aggregate_identifier, sequence_number)
);

create index entry_by_time on ledger.entry (chain_id, timestamp, chain_seq);
create index entry_by_agent on ledger.entry (chain_id, agent_id, chain_seq) where agent_id is not null;
create index entry_by_passport on ledger.entry (chain_id, passport_jti, chain_seq) where passport_jti is not null;

-- The last entry of each chain. Appending locks the chain's row; ids in ascending order, so that no two appenders wait
-- for each other.
create table ledger.chain_head (
    chain_id text   primary key,
    seq      bigint not null default 0,
    hash     bytea  not null default decode(repeat('00', 32), 'hex') check (octet_length(hash) = 32)
) with (fillfactor = 50);
