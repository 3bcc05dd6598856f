-- SPDX-License-Identifier: Apache-2.0
-- Where a passport comes from, what took it along, and who is frozen.

alter table query.passport add column chain text[] not null default '{}'; -- those it was delegated through, root first
alter table query.passport add column revoked_with text;
create index passport_by_session on query.passport (session_id);

create table query.frozen_operator (
    operator_id text        primary key,
    frozen_at   timestamptz not null
);
