// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import dev.stack.vocabulary.OperatorId;

/**
 * Where a data key belongs. Its wrapping is bound to all three, so that a wrapped key moved elsewhere does not unwrap.
 *
 * @param operator whose data it seals
 * @param purpose what kind of data
 * @param keyId its own id
 */
public record KeyPlace(OperatorId operator, String purpose, String keyId) {

    /** The place as bytes: no two places give the same. */
    public byte[] bytes() {
        return Binding.of("stack vault data key 1", operator.value(), purpose, keyId);
    }
}
