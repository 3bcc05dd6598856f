// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.status;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the statuses of passports are published.
 *
 * @param listenersMax how many may follow the stream of changes at once; who comes later is told to fetch the lists
 */
@Validated
@ConfigurationProperties("stack.status")
public record StatusProperties(@DefaultValue("1000") @Min(1) int listenersMax) {}
