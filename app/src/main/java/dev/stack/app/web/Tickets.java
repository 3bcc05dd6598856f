// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.web;

import dev.stack.vocabulary.Caller;
import java.util.Optional;

/** The live enrolment tickets. */
@FunctionalInterface
public interface Tickets {

    /** Who gave a ticket, found by the SHA-256 of its text. Throws {@code UNAVAILABLE} when it cannot be known. */
    Optional<Caller> find(byte[] sha256);
}
