// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last place of each chain, as far as this process knows, that may have changed what calls are decided by. A hint of
 * what is not worth trying: whether a decision stands is found out under the lock of its chain.
 */
public final class GroundMarks {

    private final Map<String, Long> marks = new ConcurrentHashMap<>();

    /** The chain was seen to have moved its ground at {@code seq}. */
    public void saw(String chain, long seq) {
        marks.merge(chain, seq, Math::max);
    }

    /** Whether nothing newer is known than what {@code basis} was read from. */
    public boolean stands(Basis basis) {
        return marks.getOrDefault(basis.chain(), 0L) <= basis.seq();
    }
}
