-- SPDX-License-Identifier: Apache-2.0
-- Which live connections an operator has at a provider; written in the transaction of the entry it stems from.

CREATE TABLE command.connection_of_provider (
    connection_id text NOT NULL PRIMARY KEY,
    operator_id   text NOT NULL,
    provider      text NOT NULL
);
CREATE INDEX connection_of_provider_lookup ON command.connection_of_provider (operator_id, provider, connection_id);

INSERT INTO command.connection_of_provider (connection_id, operator_id, provider)
SELECT connected.aggregate_identifier, connected.chain_id, convert_from(connected.payload, 'UTF8')::jsonb ->> 'provider'
FROM ledger.entry connected
WHERE connected.event = 'connection.connected'
  AND NOT EXISTS (
      SELECT 1 FROM ledger.entry gone
      WHERE gone.aggregate_identifier = connected.aggregate_identifier AND gone.event = 'connection.disconnected');
