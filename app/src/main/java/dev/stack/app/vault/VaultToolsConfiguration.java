// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.vault;

import dev.stack.app.database.SharedDatabaseBeans;
import dev.stack.vault.Vault;
import org.springframework.context.annotation.Import;

/** The vault, its database, and nothing else. No component, so that the server, which scans for those, passes it over. */
@Import({SharedDatabaseBeans.class, Vault.class})
class VaultToolsConfiguration {}
