// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.operator;

import dev.stack.command.ledger.LedgerConfiguration;
import org.springframework.context.annotation.Import;

/**
 * {@link Operators}, the ledger they are recorded in, and nothing else: for a command beside a server. No component, so
 * that the server, which scans for those, passes it over.
 */
@Import({LedgerConfiguration.class, Operator.class, ApiKeyLookup.class, ApiKeyMint.class, Operators.class})
public class OperatorTools {}
