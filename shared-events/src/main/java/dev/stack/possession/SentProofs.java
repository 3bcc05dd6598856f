// SPDX-License-Identifier: Apache-2.0
package dev.stack.possession;

import java.util.List;

/**
 * The proofs of possession a request brings, and the request they must be of.
 *
 * @param proofs values of the header {@code DPoP}
 * @param method of the request
 * @param path of the request, as it was sent and without the query
 */
public record SentProofs(List<String> proofs, String method, String path) {

    public SentProofs {
        proofs = List.copyOf(proofs);
    }

    /** Whether the request brings none. */
    public boolean areNone() {
        return proofs.isEmpty();
    }
}
