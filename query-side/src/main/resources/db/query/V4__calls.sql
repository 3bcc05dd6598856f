-- SPDX-License-Identifier: Apache-2.0
-- How many calls went through the proxy. A call is counted when its own row is new, so that seeing its event again
-- changes nothing.

create table query.call (
    call_id     text        primary key,
    operator_id text        not null,
    admitted_at timestamptz not null
);

create table query.call_count (
    operator_id text   not null,
    month       date   not null,
    calls       bigint not null,
    primary key (operator_id, month)
);

create table query.mission_call_count (
    mission_id text   not null,
    provider   text   not null,
    calls      bigint not null,
    primary key (mission_id, provider)
);
