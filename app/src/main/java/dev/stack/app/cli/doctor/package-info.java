// SPDX-License-Identifier: Apache-2.0
/** What a machine and its settings must offer before the server can run on them, looked at one after the other. */
@NullMarked
package dev.stack.app.cli.doctor;

import org.jspecify.annotations.NullMarked;
