// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How passports are issued. */
@Validated
@ConfigurationProperties("stack.passport")
public record PassportProperties(
        /** {@code iss} of every passport, exactly as verifiers compare it: the public base URL of this server. */
        @DefaultValue("http://127.0.0.1:8080") URI issuer,

        /** How long a refreshed passport works on beside its successor; calls may be in flight. */
        @DefaultValue("10s") Duration refreshOverlap,

        /** How long after its expiry a passport can still be refreshed or checked out. */
        @DefaultValue("24h") Duration refreshWindow,

        /** Longest life of a mission that an issue opened by itself. */
        @DefaultValue("24h") Duration implicitMissionLife,

        /** Age at which the key that signs gives way to a new one; the old one stays published for 48 hours. */
        @DefaultValue("30d") Duration keyLife) {}
