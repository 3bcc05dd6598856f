// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The key-encryption keys of this process: one wraps, all of them unwrap. Which one unwraps a data key is read beside it,
 * and only among those the settings name: a row in the database cannot bring in a key of its own.
 */
final class Keks {

    private final Kek current;
    private final Map<KekProvider, Kek> byProvider;
    private final Map<String, Kek> byId = new LinkedHashMap<>();

    /**
     * Keys of this process.
     *
     * @param provider whose key wraps from now on
     * @param byProvider the key of each provider that has one
     * @param former keys that only unwrap
     */
    Keks(KekProvider provider, Map<KekProvider, Kek> byProvider, Collection<? extends Kek> former) {
        Kek wraps = byProvider.get(provider);
        if (wraps == null) {
            throw new IllegalArgumentException("no key of the provider that wraps");
        }
        this.current = wraps;
        this.byProvider = Map.copyOf(byProvider);
        former.forEach(kek -> byId.put(kek.id(), kek));
        byProvider.values().forEach(kek -> byId.put(kek.id(), kek));
    }

    /** One key that does everything. */
    static Keks only(Kek kek) {
        return new Keks(KekProvider.LOCAL, Map.of(KekProvider.LOCAL, kek), List.of());
    }

    /** The key that wraps. */
    Kek current() {
        return current;
    }

    /** The key of that provider, if the settings name one. */
    Optional<Kek> of(KekProvider provider) {
        return Optional.ofNullable(byProvider.get(provider));
    }

    /** The ids of all of them. */
    Set<String> ids() {
        return Set.copyOf(byId.keySet());
    }

    /** The key of that id. */
    Kek named(String id) {
        Kek kek = byId.get(id);
        if (kek == null) {
            throw new IntegrityFailure("a data key is wrapped by a key this process does not have: " + shown(id));
        }
        return kek;
    }

    private static String shown(String id) {
        String head = id.length() <= 128 ? id : id.substring(0, 128);
        return head.chars().allMatch(c -> c > ' ' && c < 0x7F) ? head : "(unreadable)";
    }
}
