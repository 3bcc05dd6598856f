// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

import dev.stack.vocabulary.Jti;
import java.util.Optional;

/** Looks passports up where they are decided; never in a projection. */
@FunctionalInterface
public interface PassportStates {

    /** The state as it is committed now; empty for a passport that is unknown, or long expired and forgotten. */
    Optional<PassportState> find(Jti jti);
}
