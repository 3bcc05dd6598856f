// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.command.ledger.LedgerEnd;
import dev.stack.command.ledger.LedgerProperties;
import dev.stack.query.audit.CursorKey;
import dev.stack.query.view.ClaimTimeout;
import dev.stack.query.view.CommittedPosition;
import dev.stack.vault.InstallationSecrets;
import dev.stack.vault.SecretBytes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the query side asks of the others: how far the ledger has come, when a process is taken for dead, and a key for its cursors. */
@Configuration(proxyBeanMethods = false)
class QueryWiring {

    @Bean
    CommittedPosition committedPosition(LedgerEnd ledger) {
        return ledger::committed;
    }

    @Bean
    ClaimTimeout claimTimeout(LedgerProperties properties) {
        return properties::claimTimeout;
    }

    @Bean
    CursorKey cursorKey(InstallationSecrets secrets) {
        return new CursorKey(() -> {
            try (SecretBytes key = secrets.get("export-cursor")) {
                return key.read(byte[]::clone);
            }
        });
    }
}
