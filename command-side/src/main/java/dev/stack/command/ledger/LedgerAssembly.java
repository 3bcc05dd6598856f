// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Refuses to start on anything but our own parts. Axon falls back without a word to keeping nothing, which for an audit
 * log is the worst way to work.
 */
final class LedgerAssembly implements SmartInitializingSingleton {

    private final Configuration axon;

    LedgerAssembly(Configuration axon) {
        this.axon = axon;
    }

    @Override
    public void afterSingletonsInstantiated() {
        require("event store", axon.eventStore(), LedgerEventStore.class);
        require("event bus", axon.eventBus(), LedgerEventStore.class);
        require("event serializer", axon.eventSerializer(), EventSerializer.class);
        require("token store", axon.getComponent(TokenStore.class), JdbcTokenStore.class);
        require("transaction manager", axon.getComponent(TransactionManager.class), SpringTransactionManager.class);
    }

    private static void require(String part, Object found, Class<?> expected) {
        if (!expected.isInstance(found)) {
            throw new IllegalStateException(
                    "Axon's " + part + " is " + found.getClass().getName() + ", not " + expected.getName());
        }
    }
}
