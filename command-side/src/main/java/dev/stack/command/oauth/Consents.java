// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.ResponseMode;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.stack.command.login.Sha256;
import dev.stack.command.login.SignedIn;
import dev.stack.command.oauth.AuthorizationRequests.Asked;
import dev.stack.command.oauth.OAuthCommand.GiveConsent;
import dev.stack.vocabulary.FamilyId;
import dev.stack.vocabulary.RandomText;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** People let programs act for them. */
@Component
public class Consents {

    /** How long a code is good. */
    static final Duration CODE_LIFE = Duration.ofSeconds(60);

    private static final int CODE_LENGTH = 43;

    private final CommandGateway commands;
    private final OAuthAddresses addresses;
    private final SecureRandom random;
    private final Clock clock;

    Consents(CommandGateway commands, OAuthAddresses addresses, SecureRandom random, Clock clock) {
        this.commands = commands;
        this.addresses = addresses;
        this.random = random;
        this.clock = clock;
    }

    /** The person agrees; where it goes now, with a code that is good once. */
    public URI agree(Asked asked, SignedIn who) {
        String code = RandomText.of(CODE_LENGTH, random);
        commands.sendAndWait(new GiveConsent(
                Family.begun(FamilyId.mint(random), asked.client().id(), who, asked.scopes()),
                new NewCode(
                        Sha256.of(code),
                        asked.redirectUri(),
                        asked.challenge().getValue(),
                        clock.instant().plus(CODE_LIFE))));
        return new AuthorizationSuccessResponse(
                        asked.redirectUri(),
                        new AuthorizationCode(code),
                        null,
                        asked.state(),
                        new Issuer(addresses.issuer()),
                        ResponseMode.QUERY)
                .toURI();
    }
}
