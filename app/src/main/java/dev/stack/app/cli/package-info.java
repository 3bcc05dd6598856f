// SPDX-License-Identifier: Apache-2.0
/** The command line. It starts the server, or talks to one through its public API like any other client. */
@NullMarked
package dev.stack.app.cli;

import org.jspecify.annotations.NullMarked;
