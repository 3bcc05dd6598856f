-- SPDX-License-Identifier: Apache-2.0
-- What the published status lists are made of, and what a withdrawn key signed.

CREATE INDEX passport_over ON command.passport (status_list, expires_at)
    WHERE status_list IS NOT NULL AND (revoked OR superseded_until IS NOT NULL OR checked_out);
CREATE INDEX passport_kid ON command.passport (kid, operator_id) WHERE NOT revoked;
