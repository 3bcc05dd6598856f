// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.StatusSlot;
import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Draws places in the published status lists. That a place is free is seen when the passport is recorded. */
@Component
final class StatusSlots {

    private final PassportProperties properties;
    private final SecureRandom random;

    StatusSlots(PassportProperties properties, SecureRandom random) {
        this.properties = properties;
        this.random = random;
    }

    StatusSlot draw() {
        return new StatusSlot(1 + random.nextInt(properties.statusLists()), random.nextInt(StatusSlot.LIST_SIZE));
    }
}
