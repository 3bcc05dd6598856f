// SPDX-License-Identifier: Apache-2.0
package dev.stack.call;

/** A call was decided by what is no longer so; nothing was recorded and nothing was sent. It is decided anew. */
public final class GroundMoved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GroundMoved() {
        super("what the call was decided by has changed", null, false, false);
    }
}
