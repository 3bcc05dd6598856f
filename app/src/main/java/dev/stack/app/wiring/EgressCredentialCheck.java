// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.wiring;

import dev.stack.command.connection.CredentialCheck;
import dev.stack.edge.egress.Destination;
import dev.stack.edge.egress.Egress;
import dev.stack.edge.egress.UpstreamAnswer;
import dev.stack.edge.scope.OutboundRequest;
import dev.stack.edge.scope.OutboundUrl;
import dev.stack.vault.Credential;
import dev.stack.vault.SealedSecrets;
import dev.stack.vault.SecretBytes;
import dev.stack.vocabulary.ConnectionAccess;
import dev.stack.vocabulary.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tries a credential out the way calls go. */
final class EgressCredentialCheck implements CredentialCheck {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Map<String, List<String>> HEADERS =
            Map.of("Accept", List.of("application/json"), "Content-Type", List.of("application/json"));

    private final Egress egress;
    private final SealedSecrets secrets;

    EgressCredentialCheck(Egress egress, SealedSecrets secrets) {
        this.egress = egress;
        this.secrets = secrets;
    }

    @Override
    public Answer send(ConnectionAccess access, Request request) throws IOException {
        try (SecretBytes sealed = secrets.unseal(access.operator(), access.connection(), access.secretVersion())
                        .orElseThrow(() -> new IOException("the credential is gone"));
                Credential credential = Credential.decode(sealed)) {
            OutboundUrl url = OutboundUrl.parse(request.url().toString());
            byte[] body = request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.UTF_8);
            Destination destination = egress.resolve(url, access);
            UpstreamAnswer answer = egress.call(
                    OutboundRequest.of(request.method(), url, Egress.passable(HEADERS, access), body),
                    destination,
                    access,
                    credential,
                    LIMIT);
            return new Answer(answer.status(), answer.body());
        } catch (Refusal refused) {
            throw new IOException(refused.reason(), refused);
        }
    }
}
