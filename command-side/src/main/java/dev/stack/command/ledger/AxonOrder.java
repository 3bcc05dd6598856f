// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;

/**
 * Nothing but an order. Axon names Spring Boot's classes as they were called before Boot 4, so without this it looks for
 * a data source before there is one and settles for no transactions.
 */
@AutoConfiguration(
        after = {DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class},
        before = {TransactionAutoConfiguration.class, JdbcAutoConfiguration.class})
public class AxonOrder {}
