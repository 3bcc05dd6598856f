-- SPDX-License-Identifier: Apache-2.0
-- Whether an agent proves itself with keys of its own.

alter table query.agent add column require_key_bound boolean not null default false;
alter table query.agent add column enrolled_at timestamptz;
