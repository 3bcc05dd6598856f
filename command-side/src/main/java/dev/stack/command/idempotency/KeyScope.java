// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.idempotency;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The key of the request this thread works for, until the one command of the request takes it along. */
final class KeyScope {

    private static final ScopedValue<KeyScope> CURRENT = ScopedValue.newInstance();

    private final AtomicReference<@Nullable IdempotencyKey> key;

    private KeyScope(IdempotencyKey key) {
        this.key = new AtomicReference<>(key);
    }

    static <T extends @Nullable Object, X extends Exception> T call(
            IdempotencyKey key, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, new KeyScope(key)).call(work);
    }

    /** The key, to the first who asks: commands that handlers send in turn belong to the same unit of work. */
    static Optional<IdempotencyKey> take() {
        return CURRENT.isBound() ? Optional.ofNullable(CURRENT.get().key.getAndSet(null)) : Optional.empty();
    }
}
