// SPDX-License-Identifier: Apache-2.0
package dev.stack.app.cli.remote;

import dev.stack.app.cli.client.Body;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of any connection when it is made. */
final class ConnectionOptions {

    @Option(
            names = "--credential-file",
            paramLabel = "FILE",
            description = "File with the credential; - for standard input.")
    private @Nullable Path credential;

    @Option(names = "--scopes", split = ",", paramLabel = "SCOPE", description = "What the credential may do.")
    private @Nullable List<String> scopes;

    @Option(names = "--instance-url", paramLabel = "URL", description = "Where your instance of the service is.")
    private @Nullable String instanceUrl;

    @Option(names = "--account-id", paramLabel = "ID", description = "Your account there.")
    private @Nullable String accountId;

    Body catalogue() {
        return with(
                credential == null
                        ? new Body()
                        : CredentialInput.read(credential).catalogue());
    }

    Body custom() {
        return with(
                credential == null
                        ? new Body()
                        : CredentialInput.read(credential).custom());
    }

    private Body with(Body body) {
        return body.texts("scopes", scopes).text("instance_url", instanceUrl).text("account_id", accountId);
    }
}
