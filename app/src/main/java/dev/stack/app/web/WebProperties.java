// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one caller, one address and one request may cost.
 *
 * @param rateLimit how often who may call
 * @param urlMax length of path and query together
 * @param headersMax length of the request line and all header fields together
 * @param headerFieldsMax number of header fields
 */
@Validated
@ConfigurationProperties("stack.web")
public record WebProperties(
        @DefaultValue @Valid RateLimit rateLimit,
        @DefaultValue("8KB") DataSize urlMax,
        @DefaultValue("16KB") DataSize headersMax,
        @DefaultValue("64") @Min(1) int headerFieldsMax) {

    /**
     * Requests a minute.
     *
     * @param perKey requests a minute with one API key
     * @param calls calls a minute through the proxy with one API key
     * @param urgent revocations and freezes a minute with one API key; counted apart from all others
     * @param perAddress requests a minute without a key from one address (IPv6: one /64): what makes us work, such as verifying a passport
     * @param perReader requests a minute without a key from one address: GET of what is the same for everyone, such as the key set
     * @param login offers of a secret a minute from one address: sign-ins, codes of devices, registrations of programs
     * @param authFailures refused credentials a minute with one key prefix from one address
     * @param callersMax how many callers are remembered at most; the least recent are forgotten
     */
    public record RateLimit(
            @DefaultValue("600") @Min(1) int perKey,
            @DefaultValue("60000") @Min(1) int calls,
            @DefaultValue("600") @Min(1) int urgent,
            @DefaultValue("60") @Min(1) int perAddress,
            @DefaultValue("600") @Min(1) int perReader,
            @DefaultValue("30") @Min(1) int login,
            @DefaultValue("10") @Min(1) int authFailures,
            @DefaultValue("100000") @Min(1) int callersMax) {}
}
