-- SPDX-License-Identifier: Apache-2.0
-- The last entry of a chain that may change what calls are decided by (ADR 0022): all but calls and refusals. A call that
-- was decided from memory is admitted only while its chain has none that is newer.

alter table ledger.chain_head add column ground_seq bigint not null default 0;
alter table ledger.chain_head add constraint ground_is_in_chain check (ground_seq between 0 and seq);
