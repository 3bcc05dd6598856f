// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.revocation;

/** Says, by being there, that a transport carries the revocation log to this edge. */
@FunctionalInterface
public interface CarriedLog {

    /** What carries it, for who looks at the health of this process. */
    String name();
}
