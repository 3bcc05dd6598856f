-- SPDX-License-Identifier: Apache-2.0
-- Delegation, revocation in one order, and places in the published status lists.

ALTER TABLE command.passport ADD COLUMN family text;
ALTER TABLE command.passport ADD COLUMN ancestors text[] NOT NULL DEFAULT '{}'; -- families, from the root to the parent
ALTER TABLE command.passport ADD COLUMN chain text[] NOT NULL DEFAULT '{}';     -- the passports delegated from
ALTER TABLE command.passport ADD COLUMN enforced boolean NOT NULL DEFAULT true;
ALTER TABLE command.passport ADD COLUMN claims text[] NOT NULL DEFAULT '{}';
ALTER TABLE command.passport ADD COLUMN status_list int;
ALTER TABLE command.passport ADD COLUMN status_index int;
ALTER TABLE command.passport ADD COLUMN kid text NOT NULL DEFAULT '';
UPDATE command.passport SET family = jti;
ALTER TABLE command.passport ALTER COLUMN family SET NOT NULL;
CREATE INDEX passport_family ON command.passport (family);
CREATE INDEX passport_ancestors ON command.passport USING gin (ancestors) WHERE ancestors <> '{}';
CREATE INDEX passport_claims ON command.passport USING gin (claims) WHERE claims <> '{}';
CREATE UNIQUE INDEX passport_status ON command.passport (status_list, status_index);

-- Operators none of whose passports works now.
CREATE TABLE command.frozen_operator (
    operator_id text        NOT NULL PRIMARY KEY,
    reason      text,
    frozen_at   timestamptz NOT NULL
);

-- Taken and held until the commit, so that numbers have no gaps and stand in the order of the commits.
CREATE TABLE command.revocation_head (
    only_row boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    seq      bigint  NOT NULL
);
INSERT INTO command.revocation_head (seq) VALUES (0);

CREATE TABLE command.revocation (
    seq         bigint      NOT NULL PRIMARY KEY,
    operator_id text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('passport', 'freeze', 'thaw')),
    subject     text        NOT NULL,
    at          timestamptz NOT NULL,
    forget_at   timestamptz NOT NULL
);
CREATE INDEX revocation_forget ON command.revocation (forget_at);
