// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells this process that the revocation log has grown, whoever made it grow. That nothing is told proves nothing. */
public final class RevocationNews {

    /** Where the database tells of it. */
    public static final String CHANNEL = "stack_revoked";

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Calls {@code listener}, which must be quick, whenever there may be something new; returns how to stop that. */
    public Runnable onNews(Runnable listener) {
        Runnable own = listener::run; // The same listener may be there twice.
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** There is something new. */
    public void tell() {
        listeners.forEach(Runnable::run);
    }
}
