// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How passports are passed on.
 *
 * @param childrenMax most live passports delegated from one passport, 1 to 1000
 * @param requireDeclared whether an agent whose intent did not say that it would delegate is refused; otherwise it is
 *     noted as a finding
 * @param revokeUndeclared whether that finding ends an enforced passport
 */
@Validated
@ConfigurationProperties("stack.delegation")
public record DelegationProperties(
        @DefaultValue("50") @Min(1) @Max(1000) int childrenMax,
        @DefaultValue("false") boolean requireDeclared,
        @DefaultValue("false") boolean revokeUndeclared) {}
