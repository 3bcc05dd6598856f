// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.vocabulary.DutyOf;
import dev.stack.vocabulary.ProcessRole;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets programs nobody uses, and codes and tokens that ran out. */
@Component
@DutyOf(ProcessRole.COMMAND)
final class ExpiredConsents {

    private final Clients clients;
    private final Families families;
    private final Codes codes;
    private final RefreshTokens refreshTokens;
    private final Devices devices;

    ExpiredConsents(Clients clients, Families families, Codes codes, RefreshTokens refreshTokens, Devices devices) {
        this.clients = clients;
        this.families = families;
        this.codes = codes;
        this.refreshTokens = refreshTokens;
        this.devices = devices;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void forget() {
        devices.forgetExpired();
        codes.forgetOld();
        refreshTokens.forgetExpired();
        families.forgetExpired();
        clients.forgetUnused();
    }
}
