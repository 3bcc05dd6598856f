// SPDX-License-Identifier: Apache-2.0
/** What the command line needs to ask a running server: where it is, who asks, and what its answers mean. */
@NullMarked
package dev.stack.app.cli.client;

import org.jspecify.annotations.NullMarked;
