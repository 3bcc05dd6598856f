-- SPDX-License-Identifier: Apache-2.0
-- The ledger: Axon's event table and the audit log in one, hash-chained per operator (ADR 0002, 0003, 0004).

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
create index entry_by_mission on ledger.entry (chain_id, mission_id, chain_seq) where mission_id is not null;
create index entry_by_passport on ledger.entry (chain_id, passport_jti, chain_seq) where passport_jti is not null;

-- The last entry of each chain. Appending locks the chain's row; ids in ascending order, so that no two appenders wait
-- for each other.
create table ledger.chain_head (
    chain_id text   primary key,
    seq      bigint not null default 0,
    hash     bytea  not null default decode(repeat('00', 32), 'hex') check (octet_length(hash) = 32)
) with (fillfactor = 50);

-- The last entry of all. Locked last, and until the commit, so that a smaller index is never seen after a larger one.
create table ledger.position (
    only_row     boolean primary key default true check (only_row),
    global_index bigint  not null,
    timestamp    bigint  not null
) with (fillfactor = 10);

insert into ledger.position (global_index, timestamp) values (0, 0);

-- How far each event processor has come.
create table ledger.token_entry (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    timestamp      text,
    owner          text,
    primary key (processor_name, segment)
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end
$$;

create trigger entry_is_never_changed
    before update or delete on ledger.entry for each row execute function ledger.refuse_change();
create trigger entry_is_never_truncated
    before truncate on ledger.entry for each statement execute function ledger.refuse_change();
create trigger head_is_never_removed
    before delete on ledger.chain_head for each row execute function ledger.refuse_change();
create trigger heads_are_never_truncated
    before truncate on ledger.chain_head for each statement execute function ledger.refuse_change();
create trigger head_never_goes_back
    before update on ledger.chain_head for each row
    when (new.seq <= old.seq or new.chain_id <> old.chain_id) execute function ledger.refuse_change();
create trigger position_never_goes_back
    before update on ledger.position for each row
    when (new.global_index < old.global_index or new.timestamp < old.timestamp)
    execute function ledger.refuse_change();

-- ALWAYS: also for a session that calls itself a replica.
alter table ledger.entry enable always trigger entry_is_never_changed;
alter table ledger.entry enable always trigger entry_is_never_truncated;
alter table ledger.chain_head enable always trigger head_is_never_removed;
alter table ledger.chain_head enable always trigger heads_are_never_truncated;
alter table ledger.chain_head enable always trigger head_never_goes_back;
alter table ledger.position enable always trigger position_never_goes_back;

grant select, insert on ledger.entry to stack_app;
grant select, insert, update on ledger.chain_head to stack_app;
grant select, update on ledger.position to stack_app;
grant select, insert, update, delete on ledger.token_entry to stack_app;
