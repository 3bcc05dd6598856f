-- SPDX-License-Identifier: Apache-2.0
-- The views: each table is a fold over the ledger and can be emptied and filled again at any time. Nothing here decides.

-- How far each view has come, written with its rows: the position is that of the last entry the rows hold.
create table query.progress (
    view     text   primary key,
    position bigint not null
) with (fillfactor = 10);

create table query.agent (
    agent_id                 text        primary key,
    operator_id              text        not null,
    name                     text        not null,
    description              text,
    status                   text        not null,
    accountability           text        not null,
    on_warning               text        not null,
    on_critical              text        not null,
    credential_access        text        not null,
    key_mode                 text        not null,
    llm_inject_system_prompt boolean     not null,
    llm_redact_pii           boolean     not null,
    icon_url                 text,
    skill_access             text        not null,
    allowed_skills           text[],
    allowed_connections      text[],
    blocked_reason           text,
    blocked_at               timestamptz,
    created_at               timestamptz not null,
    updated_at               timestamptz not null
);
create index agent_newest on query.agent (operator_id, created_at desc, agent_id desc) where status <> 'deleted';

create table query.service_grant (
    agent_id        text        not null,
    connection_id   text        not null,
    operator_id     text        not null,
    scope           jsonb       not null,
    intents         jsonb       not null,
    catalog_version text,
    created_at      timestamptz not null,
    primary key (agent_id, connection_id)
);
create index service_grant_by_connection on query.service_grant (connection_id);

create table query.connection (
    connection_id   text        primary key,
    operator_id     text        not null,
    service_id      text        not null,
    provider        text        not null,
    name            text        not null,
    description     text,
    scopes          text[]      not null,
    secret_version  integer     not null,
    connected_by    text        not null,
    connected_at    timestamptz not null,
    disconnected_at timestamptz
);
create index connection_newest on query.connection (operator_id, connected_at desc, connection_id desc)
    where disconnected_at is null;

create table query.mission (
    mission_id      text        primary key,
    operator_id     text        not null,
    agent_id        text,
    intent_summary  text,
    intent_services text[],
    implicit        boolean     not null,
    declared        jsonb       not null,
    -- What events said; a mission past its deadline is over whatever stands here.
    status          text        not null default 'active',
    terminal_state  text,
    output          jsonb,
    expires_at      timestamptz not null,
    created_at      timestamptz not null,
    ended_at        timestamptz
);
create index mission_newest on query.mission (operator_id, created_at desc, mission_id desc);
create index mission_by_status on query.mission (operator_id, status, created_at desc, mission_id desc);

create table query.mission_passport (
    jti        text        primary key,
    mission_id text        not null,
    agent_id   text        not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null
);
create index mission_passport_newest on query.mission_passport (mission_id, issued_at desc, jti desc);

create table query.passport (
    jti                         text        primary key,
    operator_id                 text        not null,
    agent_id                    text        not null,
    agent_name                  text        not null,
    mission_id                  text        not null,
    session_id                  text        not null,
    accountability              text        not null,
    services                    jsonb       not null,
    intent_summary              text,
    intent_services             text[]      not null,
    will_delegate               boolean     not null,
    estimated_duration_seconds  integer,
    ttl_seconds                 integer     not null,
    checkpoint_interval_seconds integer     not null,
    mission_expires_at          timestamptz not null,
    issued_at                   timestamptz not null,
    expires_at                  timestamptz not null,
    kid                         text        not null,
    refreshed_from              text,
    superseded_by               text,
    superseded_at               timestamptz,
    mission_ended_at            timestamptz,
    revoked_at                  timestamptz,
    revocation_type             text,
    revocation_reason           text,
    -- Only a checkout that ends the passport; one in standard mode does not.
    checked_out_at              timestamptz
);
create index passport_by_mission on query.passport (mission_id);
create index passport_live on query.passport (operator_id, expires_at)
    where revoked_at is null and checked_out_at is null and mission_ended_at is null;

create table query.checkpoint (
    checkpoint_id text        primary key,
    operator_id   text        not null,
    jti           text        not null,
    report        jsonb       not null,
    delta         jsonb       not null,
    expires_at    timestamptz,
    reported_at   timestamptz not null,
    approved      boolean,
    notes         text,
    decided_at    timestamptz
);
create index checkpoint_by_passport on query.checkpoint (jti, reported_at, checkpoint_id);

create table query.checkout (
    checkout_id  text        primary key,
    operator_id  text        not null,
    jti          text        not null,
    agent_id     text        not null,
    mission_id   text        not null,
    report       jsonb       not null,
    flags        jsonb       not null,
    status       text        not null,
    reviewed     boolean     not null,
    submitted_at timestamptz not null,
    approved     boolean,
    block_future boolean,
    notes        text,
    decided_by   text,
    decided_at   timestamptz
);
create index checkout_by_passport on query.checkout (jti, submitted_at desc, checkout_id desc);
create index checkout_queue on query.checkout (operator_id, status, submitted_at desc, checkout_id desc)
    where reviewed and decided_at is null;
create index checkout_newest on query.checkout (operator_id, submitted_at desc, checkout_id desc) where reviewed;
