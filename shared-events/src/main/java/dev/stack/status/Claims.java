// SPDX-License-Identifier: Apache-2.0
package dev.stack.status;

import dev.stack.json.Members;
import dev.stack.vocabulary.Refusal;
import java.time.Instant;
import java.util.Optional;

/** Claims that must be there. */
final class Claims {

    /** The largest whole number every JSON reader takes exactly (RFC 7493, section 2.2). */
    private static final long WHOLE_MAX = (1L << 53) - 1;

    private Claims() {}

    static long whole(Members members, String name) {
        return whole(members, name, WHOLE_MAX);
    }

    static long whole(Members members, String name, long max) {
        return required(members.whole(name, 0, max), members.at(name));
    }

    static Instant instant(Members members, String name) {
        return Instant.ofEpochSecond(whole(members, name));
    }

    static <T> T required(Optional<T> claim, String at) {
        return claim.orElseThrow(() -> Refusal.invalid(at + " is missing."));
    }
}
