// SPDX-License-Identifier: Apache-2.0
/** How a database becomes ours: roles, schemas, migrations. Used by the server before it starts and by every test. */
@NullMarked
package dev.stack.command.database;

import org.jspecify.annotations.NullMarked;
