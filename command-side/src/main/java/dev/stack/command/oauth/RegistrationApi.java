// SPDX-License-Identifier: Apache-2.0
package dev.stack.command.oauth;

import dev.stack.json.Members;
import dev.stack.vocabulary.ClientId;
import dev.stack.vocabulary.FailureForm;
import dev.stack.vocabulary.LoginRoute;
import dev.stack.vocabulary.OAuthRefusal;
import dev.stack.vocabulary.Public;
import dev.stack.vocabulary.TellsFailures;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Programs make themselves known (RFC 7591). Anybody's may: it can do nothing until a person agrees. */
@RestController
final class RegistrationApi {

    private static final String BAD_METADATA = "invalid_client_metadata";
    private static final int URIS_MAX = 10;
    private static final int TEXT_MAX = 2_048;
    private static final int NAME_LENGTH = 100;
    private static final List<String> GRANT_TYPES =
            List.of("authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code");

    private final Clients clients;
    private final SecureRandom random;
    private final Clock clock;

    RegistrationApi(Clients clients, SecureRandom random, Clock clock) {
        this.clients = clients;
        this.random = random;
        this.clock = clock;
    }

    /** A program as it is registered (RFC 7591, section 3.2.1). */
    record Registered(
            ClientId clientId,
            long clientIdIssuedAt,
            String clientName,
            List<String> redirectUris,
            List<String> grantTypes,
            List<String> responseTypes,
            String tokenEndpointAuthMethod) {}

    @PostMapping("/oauth/register")
    @ResponseStatus(HttpStatus.CREATED)
    @Public
    @LoginRoute
    @TellsFailures(FailureForm.OAUTH)
    Registered register(Members body) {
        if (!body.text("token_endpoint_auth_method", TEXT_MAX).orElse("none").equals("none")) {
            throw new OAuthRefusal(
                    BAD_METADATA, 400, "token_endpoint_auth_method must be none: no secret is given out.");
        }
        List<URI> redirectUris = body.texts("redirect_uris", URIS_MAX, TEXT_MAX).orElse(List.of()).stream()
                .map(RegistrationApi::redirectUri)
                .toList();
        String name = body.textCutAt("client_name", NAME_LENGTH)
                .filter(text -> !text.isBlank())
                .orElse("A program");
        var client = new Client(ClientId.mint(random), name, redirectUris);
        clients.register(client);
        return new Registered(
                client.id(),
                clock.instant().getEpochSecond(),
                name,
                redirectUris.stream().map(URI::toString).toList(),
                GRANT_TYPES,
                List.of("code"),
                "none");
    }

    private static URI redirectUri(String text) {
        return RedirectUris.read(text)
                .orElseThrow(() -> new OAuthRefusal(
                        "invalid_redirect_uri",
                        400,
                        "Each of redirect_uris must be https, or http to 127.0.0.1, [::1] or localhost, without user and"
                                + " fragment."));
    }
}
