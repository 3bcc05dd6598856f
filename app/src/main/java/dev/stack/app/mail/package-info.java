// SPDX-License-Identifier: Apache-2.0
/** Brings links to people: by the mail server that the settings name, or, where there is none, on the console. */
@NullMarked
package dev.stack.app.mail;

import org.jspecify.annotations.NullMarked;
