// SPDX-License-Identifier: Apache-2.0
/** Which database the server uses, and how it is brought to the state this version needs before anything reads it. */
@NullMarked
package dev.stack.app.database;

import org.jspecify.annotations.NullMarked;
