// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault.signing;

import dev.stack.passport.Jwks;
import dev.stack.passport.PublicKey;
import dev.stack.passport.PublicKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the table said at one moment; immutable.
 *
 * @param publicKeys whom verifiers trust
 * @param jwks the same as text, written once
 * @param active the key that signs
 * @param signing keys that may sign, again or anew
 * @param withdrawn keys that were trusted once and are void now, oldest first
 * @param readAt when it was read
 */
record KeyRing(
        PublicKeys publicKeys,
        byte[] jwks,
        Optional<String> active,
        Set<String> signing,
        List<String> withdrawn,
        Instant readAt) {

    /** The ring of {@code rows}, oldest first, as of {@code now}. */
    static KeyRing of(List<SigningKeyStore.Row> rows, Instant now) {
        Map<String, PublicKey> publicKeys = new LinkedHashMap<>();
        Optional<String> active = Optional.empty();
        Set<String> signing = new HashSet<>();
        List<String> withdrawn = new ArrayList<>();
        for (SigningKeyStore.Row row : rows) {
            switch (row.state()) {
                case PREPARED -> {}
                case PUBLISHED -> publicKeys.put(row.kid(), row.publicKey());
                case ACTIVE -> {
                    publicKeys.put(row.kid(), row.publicKey());
                    signing.add(row.kid());
                    active = Optional.of(row.kid());
                }
                case RETIRED -> {
                    if (row.retiredAt() != null && now.isBefore(row.retiredAt().plus(SigningKeys.STAYS))) {
                        publicKeys.put(row.kid(), row.publicKey());
                        signing.add(row.kid());
                    }
                }
                case WITHDRAWN -> withdrawn.add(row.kid());
            }
        }
        var keys = new PublicKeys(publicKeys);
        return new KeyRing(keys, Jwks.write(keys), active, Set.copyOf(signing), List.copyOf(withdrawn), now);
    }
}
