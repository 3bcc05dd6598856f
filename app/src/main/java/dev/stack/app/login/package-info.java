// SPDX-License-Identifier: Apache-2.0
/**
 * The pages people see: signing in, letting a program act, letting an agent enrol a key. Made on the server from templates
 * that escape everything, without a script and without anything of a third party.
 */
@NullMarked
package dev.stack.app.login;

import org.jspecify.annotations.NullMarked;
