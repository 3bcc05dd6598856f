-- SPDX-License-Identifier: Apache-2.0
-- The command side's lookups: each row is written in the transaction of the entry it stems from.

CREATE TABLE command.api_key (
    key_hash    bytea NOT NULL PRIMARY KEY,
    operator_id text  NOT NULL
);
CREATE INDEX api_key_operator ON command.api_key (operator_id);

CREATE TABLE command.agent_name (
    operator_id text NOT NULL,
    name        text NOT NULL,
    agent_id    text NOT NULL UNIQUE,
    PRIMARY KEY (operator_id, name)
);

CREATE TABLE command.connection_slug (
    operator_id   text NOT NULL,
    slug          text NOT NULL,
    connection_id text NOT NULL UNIQUE,
    PRIMARY KEY (operator_id, slug)
);

CREATE TABLE command.agent_grant (
    connection_id text NOT NULL,
    agent_id      text NOT NULL,
    PRIMARY KEY (connection_id, agent_id)
);
CREATE INDEX agent_grant_agent ON command.agent_grant (agent_id);

CREATE TABLE command.passport (
    jti         text        NOT NULL PRIMARY KEY,
    operator_id text        NOT NULL,
    agent_id    text        NOT NULL,
    mission_id  text        NOT NULL,
    session_id  text        NOT NULL,
    connections text[]      NOT NULL,
    issued_at   timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked     boolean     NOT NULL DEFAULT false
);
CREATE INDEX passport_agent ON command.passport (agent_id, expires_at) WHERE NOT revoked;
CREATE INDEX passport_operator ON command.passport (operator_id, expires_at) WHERE NOT revoked;
CREATE INDEX passport_mission ON command.passport (mission_id);
CREATE INDEX passport_session ON command.passport (session_id);
CREATE INDEX passport_expiry ON command.passport (expires_at);

-- The alarms of db-scheduler 16, as that library lays them out.
CREATE TABLE command.scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    state                text,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON command.scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON command.scheduled_tasks (last_heartbeat);
