// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.login;

import dev.stack.command.passport.PassportProperties;
import dev.stack.passport.Ed25519;
import dev.stack.vault.InstallationSecrets;
import dev.stack.vault.signing.InstallationKey;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Makes the kinds of text that this installation signs for itself. */
@Component
public class InstallationJwts {

    private final InstallationSecrets secrets;
    private final Ed25519 ed25519;
    private final String issuer;
    private final Clock clock;

    InstallationJwts(InstallationSecrets secrets, Ed25519 ed25519, PassportProperties properties, Clock clock) {
        this.secrets = secrets;
        this.ed25519 = ed25519;
        this.issuer = properties.issuer().toString();
        this.clock = clock;
    }

    /** The kind of that {@code typ} for that {@code aud}; its key is made from the installation's secret of the same name. */
    public InstallationJwt kind(String typ, String audience) {
        var key = new InstallationKey(secrets, ed25519, typ);
        return new InstallationJwt(typ, audience, issuer, key, ed25519, clock);
    }
}
