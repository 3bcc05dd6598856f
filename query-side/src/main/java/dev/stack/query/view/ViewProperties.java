// SPDX-License-Identifier: Apache-2.0
package dev.stack.query.view;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How views follow the ledger.
 *
 * @param pause how long a view that has read everything gathers before it reads again, at most 1 s; {@code 0} = it never
 *     gathers. The first entry after a quiet time is read at once, and a view that a read of the same process waits for too
 */
@Validated
@ConfigurationProperties("stack.query.view")
public record ViewProperties(
        @DefaultValue("100ms") @DurationMin @DurationMax(seconds = 1)
        Duration pause) {}
