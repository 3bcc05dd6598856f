// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/** What one caller, one address and one request may cost. */
@Validated
@ConfigurationProperties("stack.web")
public record WebProperties(
        /** How often who may call. */
        @DefaultValue @Valid RateLimit rateLimit,
        /** Length of path and query together. */
        @DefaultValue("8KB") DataSize urlMax,
        /** Length of the request line and all header fields together. */
        @DefaultValue("16KB") DataSize headersMax,
        /** Number of header fields. */
        @DefaultValue("64") @Min(1) int headerFieldsMax) {

    /** Requests a minute. */
    public record RateLimit(
            /** With one API key. */
            @DefaultValue("600") @Min(1) int perKey,
            /** Without a key, from one address (IPv6: one /64): what makes us work, such as verifying a passport. */
            @DefaultValue("60") @Min(1) int perAddress,
            /** Without a key, from one address: GET of what is the same for everyone, such as the key set. */
            @DefaultValue("600") @Min(1) int perReader,
            /** Refused credentials with one key prefix from one address. */
            @DefaultValue("10") @Min(1) int authFailures,
            /** How many callers are remembered at most; the least recent are forgotten. */
            @DefaultValue("100000") @Min(1) int callersMax) {}
}
