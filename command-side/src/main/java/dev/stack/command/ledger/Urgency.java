// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

/**
 * Whether the thread works on something that must get through when everything else is stuck: it then takes database
 * connections that are kept for such work, and what it records goes ahead of what waits.
 */
public final class Urgency {

    private static final ThreadLocal<Boolean> URGENT = ThreadLocal.withInitial(() -> false);

    private Urgency() {}

    public static boolean isUrgent() {
        return URGENT.get();
    }

    /** From here on this thread's work is urgent, until {@link #end}. */
    public static void begin() {
        URGENT.set(true);
    }

    public static void end() {
        URGENT.remove();
    }

    /** The same work on another thread, as urgent as here. */
    static Runnable carried(Runnable work) {
        return isUrgent() ? () -> urgently(work) : work;
    }

    private static void urgently(Runnable work) {
        begin();
        try {
            work.run();
        } finally {
            end();
        }
    }
}
