// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.passport;

import dev.stack.events.PassportEvent.PassportCheckedOut;
import dev.stack.vocabulary.CheckoutId;
import dev.stack.vocabulary.Flag;
import dev.stack.vocabulary.Jti;
import dev.stack.vocabulary.ReviewStatus;
import java.util.List;

/** The answer to a checkout; jti and status stand under the names of both generations of clients. */
record CheckoutAnswer(
        CheckoutId checkoutId,
        Jti jti,
        Jti passportJti,
        ReviewStatus checkoutStatus,
        ReviewStatus reviewStatus,
        List<Flag> flags) {

    static CheckoutAnswer of(PassportCheckedOut event) {
        return new CheckoutAnswer(
                event.checkout(), event.jti(), event.jti(), event.status(), event.status(), event.flags());
    }
}
