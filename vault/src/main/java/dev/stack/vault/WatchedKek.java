// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;
import java.util.function.Supplier;

/** A key whose answers and failures the {@link VaultWatch} learns of. */
final class WatchedKek implements Kek {

    private final Kek kek;
    private final VaultWatch watch;

    WatchedKek(Kek kek, VaultWatch watch) {
        this.kek = kek;
        this.watch = watch;
    }

    @Override
    public String id() {
        return kek.id();
    }

    @Override
    public byte[] wrap(byte[] dataKey, KeyPlace place) {
        return watched(() -> kek.wrap(dataKey, place));
    }

    @Override
    public SecretBytes unwrap(byte[] wrapped, KeyPlace place) {
        return watched(() -> kek.unwrap(wrapped, place));
    }

    @Override
    public void probe() {
        watched(() -> {
            kek.probe();
            return id();
        });
    }

    private <T> T watched(Supplier<T> use) {
        try {
            T answer = use.get();
            watch.reached();
            return answer;
        } catch (Refusal refusal) {
            if (refusal.code() == ErrorCode.UNAVAILABLE) {
                watch.unreachable(refusal.finding().orElse(refusal.reason()));
            }
            throw refusal;
        }
    }

    @Override
    public String toString() {
        return kek.toString();
    }
}
