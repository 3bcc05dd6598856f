// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.kms;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The key in the AWS Key Management Service. Who we are there is found as the AWS SDK finds it: environment variables, the
 * shared files, or the role of the container or machine.
 *
 * @param keyId id or ARN of the symmetric key, no alias: what an alias means can change; absent: KMS is not used
 * @param formerKeyIds keys that wrapped before and may still unwrap
 * @param region AWS region, such as {@code eu-central-1}; needed with {@code keyId}
 * @param endpoint another endpoint, such as one inside your network; plain http only to this machine
 * @param callTimeout the longest a caller waits for KMS, attempts and pauses together
 * @param attemptTimeout the longest one attempt takes
 * @param callsMax how many calls are under way at once
 * @param waitingMax how many callers wait for their turn; one more is refused at once
 * @param callsPerMinuteMax most attempts of this process a minute; one more is refused until the minute is over
 */
@Validated
@ConfigurationProperties("stack.vault.kms")
public record KmsProperties(
        @Nullable String keyId,
        @DefaultValue List<String> formerKeyIds,
        @Nullable String region,
        @Nullable URI endpoint,

        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(seconds = 10)
        Duration callTimeout,

        @DefaultValue("700ms") @DurationMin(millis = 50) @DurationMax(seconds = 10)
        Duration attemptTimeout,

        @DefaultValue("16") @Min(1) @Max(256) int callsMax,
        @DefaultValue("64") @Min(0) @Max(10_000) int waitingMax,
        @DefaultValue("3000") @Min(1) @Max(1_000_000) int callsPerMinuteMax) {

    public KmsProperties {
        formerKeyIds = List.copyOf(formerKeyIds);
    }

    @AssertTrue(message = "needs stack.vault.kms.region")
    public boolean isRegionGiven() {
        return keyId == null || (region != null && !region.isBlank());
    }

    @AssertTrue(message = "must be key ids or ARNs, not aliases")
    public boolean isWithoutAlias() {
        return (keyId == null || !isAlias(keyId)) && formerKeyIds.stream().noneMatch(KmsProperties::isAlias);
    }

    @AssertTrue(message = "must be https; plain http is for this machine alone")
    public boolean isEndpointSafe() {
        return endpoint == null || "https".equals(endpoint.getScheme()) || isOfThisMachine(endpoint);
    }

    private static boolean isAlias(String id) {
        return id.startsWith("alias/") || id.contains(":alias/");
    }

    private static boolean isOfThisMachine(URI endpoint) {
        return "http".equals(endpoint.getScheme())
                && List.of("127.0.0.1", "[::1]", "localhost").contains(String.valueOf(endpoint.getHost()));
    }
}
