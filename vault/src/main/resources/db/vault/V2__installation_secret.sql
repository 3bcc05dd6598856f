-- SPDX-License-Identifier: Apache-2.0
-- Secrets the installation keeps for itself, sealed; every process must use the same.

CREATE TABLE vault.installation_secret (
    name   text  NOT NULL PRIMARY KEY,
    sealed bytea NOT NULL
);
