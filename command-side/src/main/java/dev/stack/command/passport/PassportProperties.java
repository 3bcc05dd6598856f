// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How passports are issued.
 *
 * @param issuer {@code iss} of every passport, exactly as verifiers compare it: the public base URL of this server
 * @param refreshOverlap how long a refreshed passport works on beside its successor; calls may be in flight
 * @param refreshWindow how long after its expiry a passport can still be refreshed or checked out
 * @param implicitMissionLife longest life of a mission that an issue opened by itself
 * @param keyLife age at which the key that signs gives way to a new one; the old one stays published for 48 hours
 * @param statusLists how many Token Status Lists there are, of 2^20 places each; a place is taken from the issue of a
 *     passport until two days after its expiry. May be raised at any time, never lowered while passports live
 */
@Validated
@ConfigurationProperties("stack.passport")
public record PassportProperties(
        @DefaultValue("http://127.0.0.1:8080") URI issuer,
        @DefaultValue("10s") Duration refreshOverlap,
        @DefaultValue("24h") Duration refreshWindow,
        @DefaultValue("24h") Duration implicitMissionLife,
        @DefaultValue("30d") Duration keyLife,
        @DefaultValue("4") @Min(1) @Max(64) int statusLists) {}
