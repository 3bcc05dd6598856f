// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.connection;

import dev.stack.vault.Credential;
import dev.stack.vault.SealedSecrets;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.ConnectionId;
import dev.stack.vocabulary.OperatorId;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.stereotype.Component;

/** Puts credentials into the vault, and destroys them. */
@Component
final class ConnectionSecrets {

    private final SealedSecrets vault;

    ConnectionSecrets(SealedSecrets vault) {
        this.vault = vault;
    }

    /** Seals the credential and gives its version; when the command fails after all, it is destroyed again. */
    int seal(OperatorId operator, ConnectionId connection, Credential credential) {
        try (SecretBytes secret = credential.encode()) {
            int version = vault.seal(operator, connection, secret);
            CurrentUnitOfWork.get().onRollback(_ -> vault.destroyVersion(operator, connection, version));
            return version;
        }
    }

    /** Opens the credential in force; empty when there is none. The caller closes it. */
    Optional<Credential> open(ConnectionAccess access) {
        return vault.unseal(access.operator(), access.connection(), access.secretVersion())
                .map(ConnectionSecrets::decoded);
    }

    private static Credential decoded(SecretBytes box) {
        try (box) {
            return Credential.decode(box);
        }
    }

    /** Destroys it before the record says so: a half-done disconnection leaves nothing that works. */
    void destroy(OperatorId operator, ConnectionId connection) {
        vault.destroy(operator, connection);
    }
}
