// SPDX-License-Identifier: Apache-2.0
/**
 * The database that comes along: a real PostgreSQL in the data folder, reachable from this machine only, started and
 * stopped with the program. Also the data folder itself, which one process owns at a time.
 */
@NullMarked
package dev.stack.app.embedded;

import org.jspecify.annotations.NullMarked;
