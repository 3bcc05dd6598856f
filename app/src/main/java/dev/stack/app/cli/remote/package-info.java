// SPDX-License-Identifier: Apache-2.0
/** The commands that ask a running server over its public API, and do nothing that the API does not. */
@NullMarked
package dev.stack.app.cli.remote;

import org.jspecify.annotations.NullMarked;
