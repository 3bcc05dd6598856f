// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the vault guards.
 *
 * @param kek whose master key wraps new data keys; keys of the other provider still unwrap while they are there
 * @param kekFile the local key-encryption key: mode 0600, made at first start when absent
 * @param dataKeyAgeMax how long an unwrapped data key stays in memory; at most 5 minutes
 * @param dataKeysMax how many unwrapped data keys stay in memory at once
 * @param dataKeyUsesMax how often an unwrapped data key is used before it is unwrapped anew
 */
@Validated
@ConfigurationProperties("stack.vault")
public record VaultProperties(
        @DefaultValue("local") KekProvider kek,
        @DefaultValue("data/vault/kek") Path kekFile,

        @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
        Duration dataKeyAgeMax,

        @DefaultValue("1000") @Min(1) @Max(100_000) int dataKeysMax,
        @DefaultValue("100000") @Min(1) long dataKeyUsesMax) {}
