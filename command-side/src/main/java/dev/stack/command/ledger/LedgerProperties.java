// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How entries are appended to the ledger.
 *
 * @param mode {@code group-commit}, or {@code in-transaction}: slower, in the command's own transaction; same entries
 * @param queueRows entries that may wait for the appender; one more and commands get 503 {@code UNAVAILABLE}
 * @param queueBytes bytes that may wait for the appender
 * @param batchRows entries appended in one transaction
 * @param batchBytes bytes appended in one transaction
 * @param appendTimeout how long a command waits for its append before it gives up for certain with 503 {@code UNAVAILABLE}
 * @param statementTimeout how long a statement of the appender may take, locks included; under 5 s
 * @param idleInTransactionTimeout how long PostgreSQL lets a stalled appender keep its locks; under 5 s
 * @param drainTimeout how long shutting down waits for what is queued
 * @param clockSkewMax how far this node's clock may be off the database's
 * @param claimTimeout how long after the last sign of life of a process another takes over the views it filled; 2 s to
 *     60 s, the same in every process. Clocks may be apart by two thirds of it before views change hands needlessly
 * @param pollInterval how often the node looks for entries of others that no notification told of, and at the clock
 */
@Validated
@ConfigurationProperties(prefix = "stack.ledger", ignoreUnknownFields = false)
public record LedgerProperties(
        @DefaultValue("group-commit") Mode mode,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int queueRows,
        @DefaultValue("32MB") DataSize queueBytes,
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchRows,
        @DefaultValue("8MB") DataSize batchBytes,
        @DefaultValue("1800ms") Duration appendTimeout,
        @DefaultValue("3s") Duration statementTimeout,
        @DefaultValue("4s") Duration idleInTransactionTimeout,
        @DefaultValue("30s") Duration drainTimeout,
        @DefaultValue("5s") Duration clockSkewMax,

        @DefaultValue("10s") @DurationMin(seconds = 2) @DurationMax(seconds = 60)
        Duration claimTimeout,

        @DefaultValue("500ms") Duration pollInterval) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** How events are appended. */
    public enum Mode {
        GROUP_COMMIT,
        IN_TRANSACTION
    }

    public LedgerProperties {
        under5s("statement-timeout", statementTimeout);
        under5s("idle-in-transaction-timeout", idleInTransactionTimeout);
        under5s("append-timeout", appendTimeout);
        under5s("poll-interval", pollInterval);
    }

    private static void under5s(String name, Duration value) {
        if (!value.isPositive() || value.compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("stack.ledger." + name + " must be over 0 and under 5 s, not " + value);
        }
    }
}
