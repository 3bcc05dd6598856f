// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import dev.stack.passport.Rejection;

/** The outcome of looking at a signed text that is no passport. */
public sealed interface Checked<T> {

    /** Signed by a trusted key, of the right kind, from the right place and of a possible time. */
    record Good<T>(T value) implements Checked<T> {}

    /** Not to be trusted in anything it says. */
    record Bad<T>(Rejection reason) implements Checked<T> {}
}
