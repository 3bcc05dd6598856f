// SPDX-License-Identifier: Apache-2.0
package dev.stack.edge.proxy;

import dev.stack.vault.Credential;
import dev.stack.vault.SealedSecrets;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ErrorCode;
import dev.stack.vocabulary.Refusal;

/** Opens the credential of a connection, for one call. */
final class OpenedCredentials {

    private final SealedSecrets secrets;

    OpenedCredentials(SealedSecrets secrets) {
        this.secrets = secrets;
    }

    /** The version that was decided; the caller closes it. */
    Credential open(ConnectionAccess access) {
        try (SecretBytes sealed = secrets.unsealAgain(access.operator(), access.connection(), access.secretVersion())
                .orElseThrow(() -> gone(access))) {
            return Credential.decode(sealed);
        }
    }

    private static Refusal gone(ConnectionAccess access) {
        return new Refusal(
                ErrorCode.CONFLICT,
                "The credential of connection " + access.connection()
                        + " was replaced or destroyed while the call was decided; nothing was sent. Send the request again.");
    }
}
