// SPDX-License-Identifier: Apache-2.0
package dev.stack.vault;

import java.util.Locale;

/** Where a key-encryption key lives. */
public enum KekProvider {
    /** In a file of this machine. */
    LOCAL,
    /** In the AWS Key Management Service, or what speaks its protocol. */
    AWS_KMS;

    /** The form used in settings. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
